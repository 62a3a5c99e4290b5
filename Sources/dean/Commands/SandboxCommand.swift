import ArgumentParser
import DeanDomain
import DeanSandbox
import Foundation
import Logging
import ServiceLifecycle
import UnixSignals

struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract: "A simulator alone on a port: an ad market behind a Graph API, or a Slack with a page.",
        subcommands: [SandboxMetaCommand.self, SandboxSlackCommand.self]
    )
}

struct SandboxMetaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "meta",
        abstract: "A simulated ad account behind a Graph-API-compatible HTTP server on loopback."
    )

    @Option(help: "The port; 0 takes any free one.")
    var port = 8090

    @Option(help: "The seed of the market: the same seed is the same market.")
    var seed: UInt64 = 7

    @Option(help: "Where its clock starts (ISO 8601); default: now.")
    var now: String?

    @Option(help: "Sandbox seconds per real second; 0 stands still.")
    var speed = 1.0

    func run() async throws {
        guard let start = now.map({ Timestamp(iso: $0) }) ?? SystemSources.clock.now else {
            throw ValidationError("--now \(now ?? ""): expected ISO 8601, for example 2026-11-20T10:00:00Z")
        }
        let clock = SandboxClock(now: start, speed: speed)
        let graph = GraphServer(market: Market(seed: seed, now: start), clock: clock, port: port)
        let simulator = Simulator {
            let port = try await graph.start()
            print("FB_GRAPH_URL=http://127.0.0.1:\(port)")
            print("FB_ACCESS_TOKEN=\(SandboxCredentials.token.reveal())")
            print("FB_APP_SECRET=\(SandboxCredentials.appSecret.reveal())")
            print("FB_AD_ACCOUNT_ID=\(SandboxCredentials.accounts.map(\.rawValue).joined(separator: ","))")
        } stop: {
            await graph.stop()
        }
        try await simulator.runUntilSignalled()
    }
}

struct SandboxSlackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "slack",
        abstract: "A local Slack with a web page; it sends commands and clicks to the app that it is told."
    )

    @Option(help: "The port; 0 takes any free one.")
    var port = 8091

    @Option(help: "Where the app listens, for example http://127.0.0.1:8080.")
    var app: String?

    func run() async throws {
        var configuration = SlackConfiguration(clock: SystemSources.clock)
        configuration.port = port
        configuration.appURL = app
        let slack = SlackServer(configuration)
        let simulator = Simulator {
            try await slack.start()
            print("page: \(slack.url)/")
            print("SLACK_API_URL=\(slack.apiURL)")
            print("SLACK_BOT_TOKEN=\(slack.configuration.botToken.reveal())")
            print("SLACK_SIGNING_SECRET=\(slack.configuration.signingSecret.reveal())")
            print("SLACK_WEBHOOK_URL=\(slack.webhookURL)")
        } stop: {
            try await slack.stop()
        }
        try await simulator.runUntilSignalled()
    }
}

/// A simulator that runs until a signal ends it.
struct Simulator: Service {
    let start: @Sendable () async throws -> Void
    let stop: @Sendable () async throws -> Void

    init(start: @escaping @Sendable () async throws -> Void, stop: @escaping @Sendable () async throws -> Void) {
        self.start = start
        self.stop = stop
    }

    func run() async throws {
        try await start()
        // Results are read line by line by whoever starts this.
        fflush(nil)
        try? await gracefulShutdown()
        try await stop()
    }

    func runUntilSignalled() async throws {
        var logger = Logger(label: "dean.sandbox")
        logger.logLevel = .error
        try await ServiceGroup(services: [self], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger).run()
    }
}
