extension Mrkdwn {
    /// Slack's counts are in characters, and it does not say which: UTF-16 units are never fewer than any other count.
    package var length: Int { source.utf16.count }

    /// At most `limit` long, ending in "…" where it was cut; entities, tokens and composed characters stay whole.
    package func cut(to limit: Int) -> Mrkdwn {
        guard length > limit else { return self }
        guard limit > 0 else { return "" }
        var kept = ""
        var room = limit - 1
        for part in parts {
            let size = part.utf16.count
            guard size <= room else { break }
            kept += part
            room -= size
        }
        return Mrkdwn(sound: kept + "…")
    }

    /// As many of the lines as fit into `limit`, and then `more` with the number of those that do not.
    package static func lines(
        _ lines: [Mrkdwn],
        limit: Int,
        more: (Int) -> Mrkdwn = { "_\($0) more_" }
    ) -> Mrkdwn {
        let whole = lines.joined(separator: "\n")
        if whole.length <= limit { return whole }
        var kept = lines
        while let last = kept.popLast() {
            let note = more(lines.count - kept.count)
            let text = (kept + [note]).joined(separator: "\n")
            if text.length <= limit { return text }
            if kept.isEmpty, lines.count == 1 { return last.cut(to: limit) }
        }
        return more(lines.count).cut(to: limit)
    }

    /// The smallest pieces that may not be divided.
    private var parts: [Substring] {
        var result: [Substring] = []
        var rest = Substring(source)
        while let first = rest.unicodeScalars.first {
            var end = rest.index(after: rest.startIndex)
            if first == "<", let close = rest.unicodeScalars.firstIndex(of: ">") {
                end = rest.unicodeScalars.index(after: close)
            } else if first == "&", let close = rest.unicodeScalars.prefix(5).firstIndex(of: ";") {
                end = rest.unicodeScalars.index(after: close)
            }
            result.append(Substring(rest.unicodeScalars[..<end]))
            rest = Substring(rest.unicodeScalars[end...])
        }
        return result
    }
}
