import Yams

/// Reads one mapping of a configuration file, strictly.
///
/// What is not asked for is a problem, and so is what has another type or lies outside its range. Problems are collected
/// and nothing stops the reading.
struct SectionReader {
    let file: String
    private let path: [String]
    private var entries: [Entry] = []
    private var asked: [String] = []
    private(set) var problems: [ConfigurationProblem] = []

    private struct Entry {
        let key: String
        let line: Int
        let value: Node
    }

    init(_ file: YAMLFile) {
        self.init(file: file.name, path: [], node: file.root, line: 1)
    }

    private init(file: String, path: [String], node: Node?, line: Int) {
        self.file = file
        self.path = path
        guard let node, !node.isNothing else { return }
        guard let mapping = node.mapping else {
            problem(nil, line: node.mark?.line ?? line, found: node.shown, expected: "keys with values (`key: value`)")
            return
        }
        var duplicates: [String: Int] = [:]
        for (key, value) in mapping {
            let keyLine = key.mark?.line ?? line
            guard let name = key.scalar?.string else {
                problem(nil, line: keyLine, found: key.shown, expected: "a plain word as a key")
                continue
            }
            if name.hasPrefix(YAMLFile.duplicateMark) {
                duplicates[name.replacing(YAMLFile.duplicateMark, with: ""), default: keyLine] = keyLine
            } else {
                entries.append(Entry(key: name, line: keyLine, value: value))
            }
        }
        for entry in entries {
            guard let earlier = duplicates[entry.key] else { continue }
            problem(
                entry.key,
                line: entry.line,
                found: "the key a second time (first on line \(earlier))",
                expected: "it once",
                mend: "delete one of the two lines"
            )
        }
    }

    /// The keys that stand in the section, in order.
    var keys: [String] { entries.map(\.key) }

    mutating func number(_ key: String, in range: ClosedRange<Double>) -> Double? {
        let expected = "a number from \(shown(range.lowerBound)) to \(shown(range.upperBound))"
        return value(key, expected: expected) { node in
            node.plainText.flatMap(Double.init).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    mutating func whole(_ key: String, in range: ClosedRange<Int>) -> Int? {
        value(key, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)") { node in
            node.plainText.flatMap { Int($0) }.flatMap { range.contains($0) ? $0 : nil }
        }
    }

    mutating func flag(_ key: String) -> Bool? {
        value(key, expected: "true or false") { $0.bool }
    }

    mutating func text(_ key: String, expected: String = "text") -> String? {
        value(key, expected: expected) { node in
            node.scalar.flatMap { $0.string.isEmpty ? nil : $0.string }
        }
    }

    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(_ key: String, of: Choice.Type) -> Choice? {
        let names = Choice.allCases.map(\.rawValue)
        return value(key, expected: "one of " + names.joined(separator: ", ")) { node in
            node.scalar.flatMap { Choice(rawValue: $0.string) }
        }
    }

    /// A list of texts; a single text counts as a list of one.
    mutating func texts(_ key: String, expected: String, where valid: (String) -> Bool = { _ in true }) -> [String]? {
        value(key, expected: expected) { node in
            let scalars = node.sequence.map { $0.map(\.scalar?.string) } ?? [node.scalar?.string]
            let texts = scalars.compactMap { $0 }.filter { !$0.isEmpty && valid($0) }
            return texts.count == scalars.count ? texts : nil
        }
    }

    /// Reads the mapping under `key`, also when it is absent, so that its defaults come from one place.
    mutating func section<Value>(_ key: String, _ read: (inout SectionReader) -> Value) -> Value {
        asked.append(key)
        let entry = entries.first { $0.key == key }
        var reader = SectionReader(file: file, path: path + [key], node: entry?.value, line: entry?.line ?? 1)
        let value = read(&reader)
        reader.finish()
        problems += reader.problems
        return value
    }

    func has(_ key: String) -> Bool { entries.contains { $0.key == key } }

    /// Reports the keys that nobody asked for.
    mutating func finish() {
        for entry in entries where !asked.contains(entry.key) {
            let nearest = nearestName(to: entry.key, among: asked)
            let known = asked.sorted().joined(separator: ", ")
            problem(
                entry.key,
                line: entry.line,
                found: "a key that Dean does not know",
                expected: nearest.map { "\"\($0)\"" } ?? "one of \(known)",
                mend: nearest == nil ? "delete the line" : "mend the spelling or delete the line"
            )
        }
    }

    mutating func problem(_ key: String?, line: Int, found: String?, expected: String, mend: String? = nil) {
        let keys = key.map { path + [$0] } ?? path
        problems.append(
            ConfigurationProblem(
                .file(file, line: line),
                key: keys.joined(separator: "."),
                found: found,
                expected: expected,
                mend: mend
            )
        )
    }

    /// A key without a value counts as absent.
    private mutating func value<Value>(_ key: String, expected: String, _ parse: (Node) -> Value?) -> Value? {
        asked.append(key)
        guard let entry = entries.first(where: { $0.key == key }), !entry.value.isNothing else { return nil }
        if let value = parse(entry.value) { return value }
        problem(
            key,
            line: entry.value.mark?.line ?? entry.line,
            found: entry.value.shown,
            expected: expected,
            mend: "change it, or delete the line to get the default"
        )
        return nil
    }
}

extension Node {
    fileprivate var isNothing: Bool { null != nil }

    /// The scalar as written, unless it was quoted: "5" in quotes is a text and not a number.
    fileprivate var plainText: String? {
        guard let scalar, scalar.style == .plain || scalar.style == .any else { return nil }
        return scalar.string
    }

    fileprivate var shown: String {
        switch self {
        case .scalar(let scalar): "\"\(scalar.string)\""
        case .mapping: "a group of keys"
        case .sequence: "a list"
        case .alias: "an alias"
        }
    }
}

private func shown(_ bound: Double) -> String {
    bound == bound.rounded() ? String(Int64(bound)) : String(bound)
}
