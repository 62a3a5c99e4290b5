/// An outside row that was not believed, with the reason; kept, counted in the digest, never used.
package struct QuarantinedRow: Sendable, Codable, Hashable {
    /// Where it came from: "insights act_1", "import report.csv".
    package var source: String
    /// Line of a file or position in a page, from 1.
    package var line: Int?
    package var reason: String
    package var raw: String

    package init(source: String, line: Int? = nil, reason: String, raw: String) {
        self.source = source
        self.line = line
        self.reason = reason
        self.raw = raw
    }
}
