import DeanDomain
import Foundation

/// Reads environment variables, strictly, and collects what is wrong.
///
/// A variable that is set to nothing counts as unset, because compose files and unit files pass empty values on.
struct EnvironmentReader {
    private let variables: [String: String]
    private(set) var problems: [ConfigurationProblem] = []

    init(_ variables: [String: String]) {
        self.variables = variables
    }

    func text(_ key: String) -> String? {
        let value = variables[key]?.trimmingCharacters(in: .whitespacesAndNewlines)
        return value?.isEmpty == false ? value : nil
    }

    func secret(_ key: String) -> Secret? { text(key).map { Secret($0) } }

    mutating func whole(_ key: String, in range: ClosedRange<Int>, unit: String) -> Int? {
        value(key, expected: "whole \(unit) from \(range.lowerBound) to \(range.upperBound)") { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(_ key: String, of: Choice.Type) -> Choice? {
        let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        return value(key, expected: "one of " + names) { Choice(rawValue: $0) }
    }

    mutating func url(_ key: String) -> String? {
        value(key, expected: "an address that begins with https:// or http://") { text in
            guard let url = URL(string: text), ["http", "https"].contains(url.scheme?.lowercased()), url.host != nil
            else { return nil }
            return text
        }
    }

    /// Comma-separated entries that all are `valid`.
    mutating func list(_ key: String, expected: String, where valid: (String) -> Bool) -> [String]? {
        value(key, expected: expected) { text in
            let entries = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
                .filter { !$0.isEmpty }
            return entries.allSatisfy(valid) ? entries : nil
        }
    }

    /// `parse` answers nil to what is not allowed; `hidden` keeps a value that may hold a credential off the screen.
    mutating func value<Value>(
        _ key: String,
        expected: String,
        hidden: Bool = false,
        _ parse: (String) -> Value?
    ) -> Value? {
        guard let text = text(key) else { return nil }
        if let value = parse(text) { return value }
        problems.append(
            ConfigurationProblem(
                .environment,
                key: key,
                found: hidden ? nil : "\"\(text)\"",
                expected: expected,
                mend: "change it, or unset the variable"
            )
        )
        return nil
    }
}
