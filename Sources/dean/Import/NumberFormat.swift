/// How a file writes numbers: "1,234.56" or "1.234,56".
struct NumberFormat: Sendable, Hashable {
    let decimalComma: Bool

    /// Looks at the amounts of a whole file; without evidence for the comma the point is the decimal sign.
    init(amounts: some Sequence<String>) {
        var commas = 0
        var points = 0
        for amount in amounts {
            if amount.contains(/,[0-9]{1,2}$/) { commas += 1 }
            if amount.contains(/\.[0-9]{1,2}$/) { points += 1 }
        }
        decimalComma = commas > points
    }

    /// The number as a plain decimal ("1234.56"); nil when the text is none.
    ///
    /// Currency signs, blanks and grouping go; a group has three digits, so "1,23" is no number where the point is the
    /// decimal sign.
    func plain(_ text: String) -> String? {
        let group: Character = decimalComma ? "." : ","
        let point: Character = decimalComma ? "," : "."
        let bare = text.trimmed.filter { !"$€£¥\u{a0}\u{202f} '".contains($0) }
        let parts = bare.split(separator: point, omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = parts.first else { return nil }
        let groups = whole.drop { $0 == "-" }.split(separator: group, omittingEmptySubsequences: false)
        guard groups.count == 1 || (groups.dropFirst().allSatisfy { $0.count == 3 } && groups[0].count <= 3) else {
            return nil
        }
        let digits = groups.joined()
        let fraction = parts.count == 2 ? parts[1] : ""
        guard whole.count - whole.drop(while: { $0 == "-" }).count <= 1, !(digits.isEmpty && fraction.isEmpty),
            (digits + fraction).utf8.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        return (whole.hasPrefix("-") ? "-" : "") + (digits.isEmpty ? "0" : digits)
            + (fraction.isEmpty ? "" : "." + fraction)
    }
}
