package import DeanBot
import DeanDomain
package import DeanSlack
package import Hummingbird
package import Logging

/// Dean's HTTP listener: what comes in is verified, stored and acknowledged here, and nothing more.
///
/// It must not know what a plan or an ad is. Its invariant: a 200 means that the request is in the store.
package enum DeanServer {
    /// The application; run it last in the process's `ServiceGroup`.
    ///
    /// Without a signing secret the Slack routes are absent: a request that can't be verified is not taken.
    package static func application(
        bot: Bot,
        intake: Intake,
        signature: SlackSignature?,
        host: String,
        port: Int,
        logger: Logger,
        onReady: @escaping @Sendable (Int) async -> Void
    ) -> some ApplicationProtocol {
        let router = Router(context: BasicRequestContext.self)
        HealthRoutes<BasicRequestContext>(bot: bot).register(on: router)
        if let signature {
            SlackRoutes<BasicRequestContext>(signature: signature, intake: intake, clock: bot.clock, logger: logger)
                .register(on: router)
        }
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .notice)
        return Application(
            router: router,
            configuration: .init(address: .hostname(host, port: port), serverName: "dean"),
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? port) },
            logger: quiet
        )
    }
}
