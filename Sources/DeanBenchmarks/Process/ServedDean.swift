import DeanDomain
import DeanSandbox
import Foundation

/// `dean serve` in a process of its own, between a Meta and a Slack of the benchmark's.
struct ServedDean: Sendable {
    static let signingSecret = Secret("benchmark-signing-secret")

    let child: ChildProcess
    let port: Int

    static func start(_ path: String, directory: URL, metaPort: Int, slackPort: Int) async throws -> ServedDean {
        let account = SandboxCredentials.dollarAccount
        let child = try await ChildProcess.start(
            path,
            ["serve", "--profile", "sandbox"],
            environment: [
                "FB_GRAPH_URL": "http://127.0.0.1:\(metaPort)",
                "FB_ACCESS_TOKEN": SandboxCredentials.token.reveal(),
                "FB_APP_SECRET": SandboxCredentials.appSecret.reveal(),
                "FB_APP_ID": SandboxCredentials.appID,
                "FB_AD_ACCOUNT_ID": account.rawValue,
                "FB_PAGE_ID": SandboxCredentials.pageID,
                "FB_PIXEL_ID": SandboxCredentials.pixelID(of: account),
                "SLACK_API_URL": "http://127.0.0.1:\(slackPort)/api/",
                "SLACK_BOT_TOKEN": "xoxb-benchmark",
                "SLACK_SIGNING_SECRET": signingSecret.reveal(),
                "SLACK_CHANNEL": SlackChannel.ads.id,
                "SLACK_APPROVERS": SlackPerson.maya.id,
                "SLACK_ADMINS": SlackPerson.maya.id,
                "DEAN_DATA_DIR": directory.path,
                "DEAN_LISTEN": "127.0.0.1:0",
                "DEAN_LOG_LEVEL": "error",
            ],
            readyOn: "ready on"
        )
        do {
            return ServedDean(child: child, port: try child.port())
        } catch {
            await child.stop()
            throw error
        }
    }
}

/// A directory that is gone after `body`.
func withTemporaryDirectory<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("dean-benchmark-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    return try await body(directory)
}
