package import DeanDomain
import Hummingbird
package import Logging
import ServiceLifecycle
import Synchronization

/// Meta's Graph API over HTTP on the loopback interface, in front of a simulated market.
///
/// It is written from Meta's documented wire and shares no code with Dean's client, so that the two check each other.
/// Its invariants: it never listens anywhere but on loopback; nothing that it logs holds a token; before every answer
/// the market has lived up to the clock.
package final class GraphServer: Service {
    package let market: Market
    package let clock: SandboxClock
    package let faults = GraphFaults()
    package let usage = GraphUsage()
    let configuration: GraphConfiguration
    let api: GraphAPI
    let log = GraphRequestLog()
    let asyncCalls = GraphAsyncCalls()
    let pause: @Sendable (Duration) async throws -> Void
    private let requestedPort: Int
    private let logger: Logger
    private let binding = Mutex(Binding())

    private struct Binding {
        var port: Int?
        var hasEnded = false
        var waiters: [CheckedContinuation<Int, any Error>] = []
        var running: Task<Void, any Error>?
    }

    /// Makes a server that listens once it runs.
    ///
    /// Port 0 takes a free one. `pause` waits in real time where a fault delays an answer, because a client's time-out
    /// is real time too.
    package init(
        market: Market,
        clock: SandboxClock,
        port: Int = 0,
        configuration: GraphConfiguration = GraphConfiguration(),
        logger: Logger = Logger(label: "sandbox.graph") { _ in SwiftLogNoOpLogHandler() },
        pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.market = market
        self.clock = clock
        self.configuration = configuration
        self.logger = logger
        self.pause = pause
        requestedPort = port
        api = GraphAPI(market: market, reports: GraphReports(), videos: GraphVideoUploads())
    }

    /// Every request received so far, oldest first.
    package var requests: [GraphRequestRecord] { log.all }

    package func forgetRequests() { log.clear() }

    /// Serves until the task is cancelled or the service group shuts down.
    package func run() async throws {
        let application = Application(
            responder: GraphResponder(server: self),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: requestedPort)),
            onServerRunning: { [self] channel in bound(to: channel.localAddress?.port) },
            logger: logger
        )
        do {
            try await application.run()
            end(nil)
        } catch {
            end(error)
            throw error
        }
    }

    /// The port, as soon as the server listens.
    package func port() async throws -> Int {
        try await withCheckedThrowingContinuation { continuation in
            let answer: Result<Int, any Error>? = binding.withLock { binding in
                if let port = binding.port { return .success(port) }
                guard !binding.hasEnded else { return .failure(GraphSandboxError(.notRunning, "asking for the port")) }
                binding.waiters.append(continuation)
                return nil
            }
            if let answer { continuation.resume(with: answer) }
        }
    }

    /// Runs the server for as long as `body` does.
    package func serving<Result: Sendable>(
        _ body: @Sendable (_ port: Int) async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.run() }
            let result = try await body(try await port())
            group.cancelAll()
            return result
        }
    }

    /// Serves in the background until `stop()` and returns the port.
    ///
    /// The task is not structured: a server that outlives the call that started it has no scope to belong to. Prefer
    /// `serving(_:)` where there is one.
    package func start() async throws -> Int {
        binding.withLock { $0.running = Task { try await self.run() } }
        return try await port()
    }

    package func stop() async {
        let running = binding.withLock { $0.running }
        running?.cancel()
        _ = await running?.result
    }

    private func bound(to port: Int?) {
        guard let port else { return }
        let waiters = binding.withLock { binding in
            binding.port = port
            defer { binding.waiters = [] }
            return binding.waiters
        }
        for waiter in waiters { waiter.resume(returning: port) }
    }

    private func end(_ error: (any Error)?) {
        let waiters = binding.withLock { binding in
            binding.hasEnded = true
            binding.port = nil
            defer { binding.waiters = [] }
            return binding.waiters
        }
        for waiter in waiters {
            waiter.resume(throwing: GraphSandboxError(.notRunning, "starting the sandbox's Graph API", cause: error))
        }
    }
}

/// How the server treats its callers.
package struct GraphConfiguration: Sendable {
    package var token = SandboxCredentials.token
    package var appSecret = SandboxCredentials.appSecret
    /// Whether calls without `appsecret_proof` are refused.
    ///
    /// A wrong one always is.
    package var requiresProof = false

    package init() {}
}
