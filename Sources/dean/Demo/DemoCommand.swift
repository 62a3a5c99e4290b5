import ArgumentParser
import DeanDomain
import DeanSandbox
import Foundation
import ServiceLifecycle

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Dean against a simulated ad account and a local Slack, in a browser. No account, no key."
    )

    @Option(help: "The port of the page; 0 takes any free one.")
    var port = 8091

    @Option(help: "The seed of the market: the same seed is the same market.")
    var seed: UInt64 = 7

    func run() async throws {
        try await reportingErrors { try await Demo(port: port, seed: seed).run() }
    }
}

/// The whole of Dean in one process: the simulators, and the bot as `serve` runs it, configured by its environment.
struct Demo {
    let port: Int
    let seed: UInt64

    func run() async throws {
        let start = SystemSources.clock.now
        let clock = SandboxClock(now: start)
        let graph = GraphServer(market: Market(seed: seed, now: start), clock: clock, port: 0)
        var slackConfiguration = SlackConfiguration(clock: clock.wallClock)
        slackConfiguration.port = port
        slackConfiguration.controls = DemoControls.all(graph: graph, clock: clock)
        slackConfiguration.metaWrites = { DemoControls.writes(graph) }
        let slack = SlackServer(slackConfiguration)

        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("dean-demo-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        let graphURL = "http://127.0.0.1:\(try await graph.start())"
        try await slack.start()
        let options = try CommonOptions.parse(["--profile", "sandbox"])
        var configuration = try options.load(
            for: .serve,
            environment: environment(graphURL: graphURL, slack: slack, directory: directory)
        )
        // The record shop's own target, so that the digest has something to hold its numbers against.
        for index in configuration.goals.indices where configuration.goals[index].key == .sales {
            configuration.goals[index].targetCPA = 18
        }
        do {
            try await Composition.with(configuration, clock: clock.wallClock) { composition in
                try await BotProcess.run(composition) { appPort in
                    slack.connect(app: "http://127.0.0.1:\(appPort)")
                    print("\n  Dean is running. Open \(slack.url)/ and type /dean preview\n  Ctrl-C ends it.\n")
                    fflush(nil)
                }
            }
        } catch {
            try? await slack.stop()
            await graph.stop()
            throw error
        }
        try await slack.stop()
        await graph.stop()
    }

    private func environment(graphURL: String, slack: SlackServer, directory: URL) -> [String: String] {
        [
            "FB_GRAPH_URL": graphURL,
            "FB_ACCESS_TOKEN": SandboxCredentials.token.reveal(),
            "FB_APP_SECRET": SandboxCredentials.appSecret.reveal(),
            "FB_APP_ID": SandboxCredentials.appID,
            "FB_AD_ACCOUNT_ID": SandboxCredentials.dollarAccount.rawValue,
            "FB_PAGE_ID": SandboxCredentials.pageID,
            "FB_PIXEL_ID": SandboxCredentials.pixelID(of: SandboxCredentials.dollarAccount),
            "SLACK_API_URL": slack.apiURL,
            "SLACK_BOT_TOKEN": slack.configuration.botToken.reveal(),
            "SLACK_SIGNING_SECRET": slack.configuration.signingSecret.reveal(),
            "SLACK_CHANNEL": SlackChannel.ads.id,
            "SLACK_APPROVERS": [SlackPerson.maya.id, SlackPerson.jonas.id].joined(separator: ","),
            "SLACK_ADMINS": SlackPerson.maya.id,
            "DEAN_DATA_DIR": directory.path,
            "DEAN_LISTEN": "127.0.0.1:0",
            "DEAN_LOG_LEVEL": ProcessInfo.processInfo.environment["DEAN_LOG_LEVEL"] ?? "warning",
        ]
    }
}
