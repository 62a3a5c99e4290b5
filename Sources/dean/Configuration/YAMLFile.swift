import Foundation
import Yams

/// A configuration file's tree with the lines that its values stand on.
///
/// Yams stops at the first key that is given twice. So that all problems come out at once, the earlier of two equal
/// keys is renamed with a mark that no configuration key has, and the file is read again; `SectionReader` reports it.
struct YAMLFile {
    static let duplicateMark = "\u{29C9}"

    /// The path as people know it.
    let name: String
    let root: Node?

    init(name: String, text: String) throws(ConfigurationError) {
        self.name = name
        var text = text
        while true {
            do {
                root = try Yams.compose(yaml: text)
                return
            } catch YamlError.duplicatedKeysInMapping(_, let context) {
                guard let renamed = Self.renaming(keyAt: context.mark, in: text) else {
                    throw Self.unreadable(name, at: context.mark, "a key is given twice")
                }
                text = renamed
            } catch YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
                YamlError.composer(_, let problem, let mark, _)
            {
                throw Self.unreadable(name, at: mark, problem)
            } catch {
                throw Self.unreadable(name, at: nil, String(describing: error))
            }
        }
    }

    private static func unreadable(_ name: String, at mark: Mark?, _ problem: String) -> ConfigurationError {
        ConfigurationError(problems: [
            ConfigurationProblem(
                .file(name, line: mark?.line ?? 1),
                key: "",
                found: "\"\(problem)\"",
                expected: "YAML",
                mend: "look at indentation, colons and quotes on this line and the one before"
            )
        ])
    }

    private static func renaming(keyAt mark: Mark, in text: String) -> String? {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.indices.contains(mark.line - 1) else { return nil }
        var scalars = Array(lines[mark.line - 1].unicodeScalars)
        guard scalars.indices.contains(mark.column - 1) else { return nil }
        let quoted = scalars[mark.column - 1] == "\"" || scalars[mark.column - 1] == "'"
        scalars.insert(contentsOf: duplicateMark.unicodeScalars, at: mark.column - 1 + (quoted ? 1 : 0))
        var line = String.UnicodeScalarView()
        line.append(contentsOf: scalars)
        lines[mark.line - 1] = String(line)
        return lines.joined(separator: "\n")
    }
}
