/// One forward step of the schema.
///
/// A number is used once and its statements are never changed after a release.
package struct Migration: Sendable {
    package let number: Int
    package let name: String
    let statements: @Sendable (Dialect) -> [String]

    package static let all: [Migration] = [
        .readings, .decisions, .work, .conversation, .learning, .creatives, .claims,
    ]

    /// The schema that this program works with.
    package static var newest: Int { all.map(\.number).max() ?? 0 }
}

/// Columns of a versioned table: a version holds from `read_at` until `superseded_at`, and for good while that is NULL.
let versionColumns = """
    read_at BIGINT NOT NULL,
    superseded_at BIGINT CHECK (superseded_at > read_at)
    """

/// "CHECK (column IN ('a', 'b'))" for the values that the program knows when the migration is written.
func oneOf(_ column: String, _ values: String...) -> String {
    "CHECK (\(column) IN (\(values.map { "'\($0)'" }.joined(separator: ", "))))"
}
