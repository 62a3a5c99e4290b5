import Foundation

/// A row of the table of results.
struct Figure {
    let what: String
    let value: String

    init(_ what: String, _ value: String) {
        self.what = what
        self.value = value
    }

    func print() {
        Swift.print("| \(what) | \(value) |")
        // Rows are wanted as they come, also where standard output is a pipe.
        fflush(nil)
    }
}

extension Duration {
    private var asSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }

    var inMilliseconds: String { String(format: asSeconds < 0.1 ? "%.2f ms" : "%.0f ms", asSeconds * 1000) }

    var inSeconds: String { String(format: "%.2f s", asSeconds) }

    static func / (span: Duration, other: Duration) -> Double { span.asSeconds / other.asSeconds }

    /// How many of `count` fit into a second.
    func rate(of count: Int) -> Double { Double(count) / asSeconds }
}

extension Int {
    /// With commas: 10,000.
    var grouped: String {
        var text = String(self)
        var index = text.count - 3
        while index > 0 {
            text.insert(",", at: text.index(text.startIndex, offsetBy: index))
            index -= 3
        }
        return text
    }
}
