/// One thing that is wrong in the configuration: where, what was found, what is allowed and how to mend it.
struct ConfigurationProblem: Sendable, Hashable, CustomStringConvertible {
    enum Source: Sendable, Hashable {
        case file(String, line: Int)
        case environment
        case flag
    }

    var source: Source
    /// "caps.budget_step_percent", "RUN_INTERVAL", "--profile".
    var key: String
    /// As it stands there; nil where it is missing or must not be shown.
    var found: String?
    var expected: String
    var mend: String?

    init(_ source: Source, key: String, found: String? = nil, expected: String, mend: String? = nil) {
        self.source = source
        self.key = key
        self.found = found
        self.expected = expected
        self.mend = mend
    }

    var description: String {
        let place =
            switch source {
            case .file(let file, let line): "\(file):\(line)"
            case .environment: "environment"
            case .flag: "command line"
            }
        let subject = key.isEmpty ? "" : "\(key): "
        let actual = found.map { "found \($0), " } ?? ""
        let advice = mend.map { "; \($0)" } ?? ""
        return "\(place): \(subject)\(actual)expected \(expected)\(advice)"
    }
}

/// Everything that is wrong in the configuration, collected so that it can be mended in one go.
struct ConfigurationError: Error, Sendable, CustomStringConvertible {
    let problems: [ConfigurationProblem]

    var description: String {
        let count = problems.count == 1 ? "1 problem" : "\(problems.count) problems"
        return (["reading the configuration found \(count):"] + problems.map { "  \($0)" }).joined(separator: "\n")
    }
}
