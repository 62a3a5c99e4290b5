/// Why a file could not be imported at all; single rows that are wrong are quarantined instead.
struct ImportError: Error, Sendable, CustomStringConvertible {
    enum Code: Sendable, Hashable {
        case unreadable
        case encoding
        case empty
        case header
        case columns
        case map
        case flags
    }

    let code: Code
    let problems: [String]

    init(_ code: Code, _ problem: String) {
        self.init(code, [problem])
    }

    init(_ code: Code, _ problems: [String]) {
        self.code = code
        self.problems = problems
    }

    var description: String { problems.joined(separator: "\n") }
}
