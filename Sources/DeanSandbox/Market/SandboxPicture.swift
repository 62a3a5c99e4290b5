package import DeanDomain

/// A creative's picture: a record sleeve drawn from its id, so that every creative looks like itself.
package enum SandboxPicture {
    /// The hash under which the library lists it: 32 hex digits, as Meta's.
    static func hash(of creative: ObjectID) -> String {
        var random = SeededRandom(seed: UInt64(creative.rawValue) ?? 0)
        return [random.next(), random.next()].map { value in
            let digits = String(value, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    /// SVG, 320 by 320.
    package static func svg(of creative: ObjectID, title: String) -> String {
        var random = SeededRandom(seed: UInt64(creative.rawValue) ?? 0)
        let hue = random.next() % 360
        let other = (hue + 40 + random.next() % 120) % 360
        let x = 90 + random.next() % 140
        let y = 90 + random.next() % 110
        let rings = (0..<5).map { ring in
            "<circle cx='\(x)' cy='\(y)' r='\(24 + ring * 17)' fill='none' stroke='hsl(\(other),60%,88%)' "
                + "stroke-opacity='0.\(9 - ring)' stroke-width='\(2 + random.next() % 5)'/>"
        }
        let text = title.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("'", with: "&#39;")
        return "<svg xmlns='http://www.w3.org/2000/svg' width='320' height='320' viewBox='0 0 320 320'>"
            + "<defs><linearGradient id='g' x2='1' y2='1'><stop stop-color='hsl(\(hue),55%,42%)'/>"
            + "<stop offset='1' stop-color='hsl(\(other),60%,24%)'/></linearGradient></defs>"
            + "<rect width='320' height='320' fill='url(#g)'/>" + rings.joined()
            + "<text x='20' y='292' fill='#fff' font-family='Georgia,serif' font-size='21'>\(text)</text></svg>"
    }
}
