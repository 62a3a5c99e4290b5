import ArgumentParser
import DeanBot
import DeanDomain
import DeanServer
import DeanSlack
import Foundation
import Logging
import ServiceLifecycle
import UnixSignals

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "The bot: Slack listener, HTTP, scheduler, executor. SIGTERM drains and exits 0."
    )

    @OptionGroup var options: CommonOptions

    func run() async throws {
        try await reportingErrors {
            let configuration = try options.load(for: .serve)
            try await Composition.with(configuration, clock: SystemSources.clock) { composition in
                try await BotProcess.run(composition) { port in
                    printError("dean: ready on \(configuration.listen.host):\(port)")
                }
            }
        }
    }
}

/// The long-running process: every part is a service of one group, so that one signal drains them all.
enum BotProcess {
    static func run(
        _ composition: Composition,
        extra: [any Service] = [],
        signals: [UnixSignal] = [.sigterm, .sigint],
        onReady: @escaping @Sendable (Int) async -> Void
    ) async throws {
        let bot = composition.bot
        let configuration = composition.configuration
        let server = DeanServer.application(
            bot: bot,
            intake: composition.intake,
            signature: configuration.slack.signingSecret.map { SlackSignature(secret: $0) },
            host: configuration.listen.host,
            port: configuration.listen.port,
            logger: composition.logger,
            onReady: onReady
        )
        // The listener goes last: it stops taking requests first, and the workers finish what was taken.
        var services: [any Service] = [Scheduler(bot: bot), ApprovalExpirer(bot: bot)]
        let lanes: [Worker.Lane] = [.people, .people, .messages, .writes, .cycles, .learning]
        services += lanes.map { Worker(bot: bot, lane: $0) }
        services += extra
        services.append(server)
        var group = ServiceGroupConfiguration(
            services: services.map { .init(service: $0) },
            gracefulShutdownSignals: signals,
            logger: composition.logger
        )
        // The contract's drain is ten seconds; what is still running then is in the store and goes on at the next start.
        group.maximumGracefulShutdownDuration = .seconds(8)
        try await ServiceGroup(configuration: group).run()
    }
}
