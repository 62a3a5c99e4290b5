import DeanSlack
import Foundation
import Testing

/// Messages as they are sent, kept beside the tests; `UPDATE_GOLDEN=1` writes them anew.
enum ReportGolden {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Golden")

    /// A message as `chat.update` takes it.
    static func check(
        _ message: Message,
        _ name: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try message.validate(for: .update)
        try compare(message, name, sourceLocation)
    }

    static func check(_ modal: Modal, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        try modal.validate()
        try compare(modal, name, sourceLocation)
    }

    static func check(_ home: HomeView, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        try home.validate()
        try compare(home, name, sourceLocation)
    }

    /// Compares with `Golden/<name>.json`, sorted keys and one key a line, and names the first line that differs.
    private static func compare(_ value: some Encodable, _ name: String, _ sourceLocation: SourceLocation) throws {
        let file = folder.appending(path: name + ".json")
        let text = try SlackJSON.text(value, pretty: true) + "\n"
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try Data(text.utf8).write(to: file)
            return
        }
        let kept = try? String(contentsOf: file, encoding: .utf8)
        guard let kept else {
            Issue.record("there is no \(name).json; UPDATE_GOLDEN=1 writes it", sourceLocation: sourceLocation)
            return
        }
        guard kept != text else { return }
        let old = kept.split(separator: "\n", omittingEmptySubsequences: false)
        let new = text.split(separator: "\n", omittingEmptySubsequences: false)
        let line = zip(old, new).prefix { $0 == $1 }.count
        Issue.record(
            """
            \(name).json differs in line \(line + 1); UPDATE_GOLDEN=1 writes it anew
            kept: \(line < old.count ? old[line] : "the end")
            now:  \(line < new.count ? new[line] : "the end")
            """,
            sourceLocation: sourceLocation
        )
    }
}
