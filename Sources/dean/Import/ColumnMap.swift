import Yams

/// Which columns of a file hold what, where the header does not say it in Ads Manager's words.
struct ColumnMap: Sendable, Hashable {
    var sources: [ImportField: Source] = [:]

    enum Source: Sendable, Hashable {
        /// Header names; several are joined with blanks, which makes a name out of age, gender and interest.
        case columns([String])
        /// The same text for every row: `=OUTCOME_SALES`.
        case constant(String)

        var columnNames: [String] {
            switch self {
            case .columns(let names): names
            case .constant: []
            }
        }
    }

    init() {}

    /// Reads a map file: `columns:` with `field: column`, `field: [column, column]` or `field: "=text"`.
    init(name: String, yaml: String) throws(ImportError) {
        var reader: SectionReader
        do throws(ConfigurationError) {
            reader = SectionReader(try YAMLFile(name: name, text: yaml))
        } catch {
            throw ImportError(.map, error.problems.map(\.description))
        }
        var unknown: [String] = []
        var sources: [ImportField: Source] = [:]
        reader.section("columns") { section in
            for key in section.keys {
                let columns = section.texts(key, expected: "a column's name, a list of them, or \"=text\"")
                guard let field = ImportField(key) else {
                    unknown.append("\(name): \(Self.unknownField(key))")
                    continue
                }
                if let columns { sources[field] = Source(columns) }
            }
        }
        reader.finish()
        let problems = reader.problems.map(\.description) + unknown
        guard problems.isEmpty else { throw ImportError(.map, problems) }
        self.sources = sources
    }

    /// Takes over `--map field=column`.
    mutating func add(assignment: String) throws(ImportError) {
        let parts = assignment.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, !parts[1].isEmpty else {
            throw ImportError(.map, "--map \(assignment): expected FIELD=COLUMN or a file's name that ends in .yaml")
        }
        guard let field = ImportField(parts[0]) else {
            throw ImportError(.map, "--map \(assignment): \(Self.unknownField(parts[0]))")
        }
        sources[field] = Source([parts[1]])
    }

    private static func unknownField(_ key: String) -> String {
        let nearest = nearestName(to: key, among: ImportField.allNames)
        return "found the field \(key), expected "
            + (nearest.map { "\"\($0)\"" } ?? "one of " + ImportField.allNames.joined(separator: ", "))
    }
}

extension ColumnMap.Source {
    init(_ columns: [String]) {
        if columns.count == 1, columns[0].hasPrefix("=") {
            self = .constant(String(columns[0].dropFirst()))
        } else {
            self = .columns(columns)
        }
    }
}
