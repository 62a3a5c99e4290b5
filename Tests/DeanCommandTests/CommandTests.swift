import DeanDomain
import Foundation
import Testing

@testable import dean

@Suite struct CommandTests {
    @Test func theShippedManifestIsWhatTheCommandPrints() throws {
        let printed = try ManifestCommand.json(name: "Dean", url: "https://dean.example.com/")
        #expect(printed == (try Repository.text("manifests/slack/manifest.json")))
        #expect(try !ManifestCommand.json(name: "Dean", url: nil).contains("https://"))
        #expect(throws: (any Error).self) { try ManifestCommand.json(name: "Dean", url: "http://plain.test") }
    }

    @Test func importingAFileTwiceChangesNothing() async throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("dean-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let file = directory.appendingPathComponent("report.csv")
        let text = """
            Campaign name,Ad set name,Ad name,Day,Amount spent (USD),Impressions,Purchases
            Sale,Broad,Coat,2026-10-01,12.50,1000,2
            Sale,Broad,Coat,2026-10-02,13.00,1100,
            Sale,Broad,Scarf,2026-10-02,oops,1100,
            """
        try Data(text.utf8).write(to: file)
        let configuration = try DeanConfiguration.load(
            environment: ["DEAN_DATA_DIR": directory.path, "FB_AD_ACCOUNT_ID": "act_7", "DEAN_LOG_LEVEL": "error"],
            workingDirectory: directory.path
        )
        let command = FileImport(file: file.path)
        let first = try await command.run(configuration)
        #expect(first.contains("act_7: ads 2, ad sets 1, campaigns 1"))
        #expect(first.contains("readings 2: new 2, changed 0, known already 0"))
        #expect(first.contains("spend $25.50, impressions 2100"))
        #expect(first.contains("rows not believed, and kept apart: 1\n  line 4: column \"Amount spent (USD)\""))
        let second = try await command.run(configuration)
        #expect(second.contains("readings 2: new 0, changed 0, known already 2"))
        try Data(text.replacing("13.00", with: "14.00").utf8).write(to: file)
        let third = try await command.run(configuration)
        #expect(third.contains("readings 2: new 0, changed 1, known already 1"))
    }
}
