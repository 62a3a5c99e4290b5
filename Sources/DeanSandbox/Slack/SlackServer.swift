import DeanDomain
import Hummingbird
package import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// A Slack on this machine: one workspace, its Web API, its requests to the app, and a page to use it by.
///
/// It is written from Slack's documentation alone and shares no code with the app's own Slack client, so that a
/// mistake about Slack cannot cancel itself out; it must not know what the app does. Invariant: what the app sends is
/// taken only if Slack itself would take it, and everything refused is kept in `problems`.
package final class SlackServer: Service, Sendable {
    package let configuration: SlackConfiguration
    let workspace = SlackWorkspace()
    let logger: Logger
    private let port = Mutex<Int?>(nil)
    private let failure = Mutex<(any Error)?>(nil)
    private let running = Mutex<(group: ServiceGroup, task: Task<Void, any Error>)?>(nil)
    private let background: AsyncStream<@Sendable () async -> Void>
    private let backgroundWork: AsyncStream<@Sendable () async -> Void>.Continuation

    package init(_ configuration: SlackConfiguration, logger: Logger? = nil) {
        self.configuration = configuration
        var quiet = Logger(label: "dean.sandbox.slack")
        quiet.logLevel = .error
        self.logger = logger ?? quiet
        (background, backgroundWork) = AsyncStream.makeStream()
        if let appURL = configuration.appURL { connect(app: appURL) }
    }

    /// Serves until it is shut down.
    package func run() async throws {
        let application = Application(
            router: router(),
            configuration: .init(address: .hostname(configuration.host, port: configuration.port)),
            onServerRunning: { channel in
                self.port.withLock { $0 = channel.localAddress?.port }
                self.workspace.change { _ in }
            },
            logger: logger
        )
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask {
                await withDiscardingTaskGroup { works in
                    for await work in self.background { works.addTask(operation: work) }
                    works.cancelAll()
                }
            }
            try await application.run()
            group.cancelAll()
        }
    }

    /// Starts to serve and returns the address once it does: for whoever has no service group of their own.
    @discardableResult
    package func start() async throws -> String {
        let group = ServiceGroup(services: [self], logger: logger)
        // Unstructured on purpose: the service outlives this call and ends in `stop`.
        let task = Task {
            defer { self.workspace.change { _ in } }
            do {
                try await group.run()
            } catch {
                self.failure.withLock { $0 = error }
                throw error
            }
        }
        running.withLock { $0 = (group, task) }
        try await waitFor("the local Slack to listen") { slack in
            slack.port.withLock { $0 != nil } || slack.failure.withLock { $0 != nil }
        }
        if let cause = failure.withLock({ $0 }) {
            throw SlackSandboxError(
                .notRunning,
                "starting the local Slack on \(configuration.host):\(configuration.port)",
                cause: cause
            )
        }
        return url
    }

    package func stop() async throws {
        let running = running.withLock { running in
            defer { running = nil }
            return running
        }
        await running?.group.triggerGracefulShutdown()
        try await running?.task.value
    }

    /// Tells where the app listens, without a trailing slash.
    package func connect(app url: String) {
        workspace.change { $0.appURL = url.hasSuffix("/") ? String(url.dropLast()) : url }
    }

    /// This server's address, without a trailing slash; port 0 until it listens.
    package var url: String { "http://\(configuration.host):\(port.withLock { $0 } ?? 0)" }
    /// What the app is given as `SLACK_API_URL`.
    package var apiURL: String { url + "/api/" }
    /// An incoming webhook into #ads.
    package var webhookURL: String { "\(url)/webhook/\(SlackDirectory.teamID)/\(SlackDirectory.botID)/sandbox" }

    var moment: SlackState.Moment {
        SlackState.Moment(now: configuration.clock.now, uptime: configuration.uptime())
    }

    /// Carries `work` out beside the server, for as long as it runs.
    func later(_ work: @escaping @Sendable () async -> Void) {
        backgroundWork.yield(work)
    }
}
