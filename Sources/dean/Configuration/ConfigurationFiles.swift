import Foundation

/// The texts of the configuration directory.
///
/// A file that is not there leaves its defaults in force; a YAML file that is none of the three is most likely a
/// misspelt one and is a problem.
struct ConfigurationFiles {
    private var texts: [String: String] = [:]
    private let directory: String
    private(set) var problems: [ConfigurationProblem] = []

    init(directory: String?, workingDirectory: String) {
        self.directory = directory ?? "built-in"
        guard let directory else { return }
        let resolved = DeanConfiguration.resolve(directory, from: workingDirectory)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: resolved)) ?? []
        for name in names.sorted() where name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
            let shown = "\(directory)/\(name)"
            guard DeanConfiguration.fileNames.contains(name) else {
                let nearest = nearestName(to: name, among: DeanConfiguration.fileNames)
                let all = DeanConfiguration.fileNames.joined(separator: ", ")
                problems.append(
                    ConfigurationProblem(
                        .file(shown, line: 1),
                        key: "",
                        found: "a file that Dean does not read",
                        expected: nearest ?? "only \(all)",
                        mend: nearest == nil ? "move it elsewhere" : "rename it"
                    )
                )
                continue
            }
            guard let data = FileManager.default.contents(atPath: "\(resolved)/\(name)"),
                let text = String(data: data, encoding: .utf8)
            else {
                problems.append(
                    ConfigurationProblem(.file(shown, line: 1), key: "", expected: "a readable file in UTF-8")
                )
                continue
            }
            texts[name] = text
        }
    }

    func has(_ name: String) -> Bool { texts[name] != nil }

    /// Reads `name`, as empty where it is missing, and adds what is wrong in it to `problems`.
    func read(
        _ name: String,
        _ problems: inout [ConfigurationProblem],
        _ body: (inout SectionReader) -> Void
    ) {
        do throws(ConfigurationError) {
            var reader = SectionReader(try YAMLFile(name: "\(directory)/\(name)", text: texts[name] ?? ""))
            body(&reader)
            reader.finish()
            problems += reader.problems
        } catch {
            problems += error.problems
        }
    }
}
