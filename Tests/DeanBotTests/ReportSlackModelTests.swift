import Foundation
import Testing

/// Slack's own Python models read every golden message back as it was written.
@Suite struct ReportSlackModelTests {
    @Test func everyMessagePassesSlacksOwnModels() throws {
        guard let python = ProcessInfo.processInfo.environment["DEAN_PYTHON"] else {
            print("skipped: DEAN_PYTHON names no interpreter that has slack_sdk 3.47.0")
            return
        }
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "Scripts/slack_messages.py")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = [script.path, ReportGolden.folder.path]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(text)")
    }
}
