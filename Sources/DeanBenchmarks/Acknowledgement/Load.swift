import NIOCore
import NIOPosix

/// Sends requests over keep-alive connections and notes how long each took to be answered.
///
/// It lives on one event loop and is used nowhere else.
final class Load {
    enum Pace: Sendable {
        /// So many a second, whatever becomes of those before: each counts from when it was due, also where it had to
        /// wait for a connection, so that a server that stalls can't hide it by slowing its callers down.
        case perSecond(Int)
        /// The next as soon as there is an answer.
        case closed
    }

    private let requests: [SignedRequest]
    private let pace: Pace
    private let span: TimeAmount
    private let connections: Int
    private let done: EventLoopPromise<LoadResult>
    private let eventLoop: any EventLoop

    private var all: [LoadConnection] = []
    private var idle: [LoadConnection] = []
    private var waiting = CircularBuffer<NIODeadline>()
    private var start = NIODeadline.now()
    private var nextDue = NIODeadline.now()
    private var number: Int
    private var onTheirWay = 0
    private var result = LoadResult()
    private var isOver = false

    private init(
        _ requests: [SignedRequest],
        numberedFrom first: Int,
        pace: Pace,
        connections: Int,
        span: TimeAmount,
        done: EventLoopPromise<LoadResult>
    ) {
        self.requests = requests
        self.pace = pace
        self.connections = connections
        self.span = span
        self.done = done
        eventLoop = done.futureResult.eventLoop
        number = first
    }

    /// Loads the server on `port`; the numbers of the requests go on from `first`.
    static func run(
        _ requests: [SignedRequest],
        numberedFrom first: Int,
        on port: Int,
        pace: Pace,
        connections: Int,
        span: TimeAmount
    ) async throws -> LoadResult {
        let eventLoop = MultiThreadedEventLoopGroup.singleton.next()
        let done = eventLoop.makePromise(of: LoadResult.self)
        eventLoop.execute {
            let load = Load(
                requests,
                numberedFrom: first,
                pace: pace,
                connections: connections,
                span: span,
                done: done
            )
            load.connect(to: port)
        }
        return try await done.futureResult.get()
    }

    private func connect(to port: Int) {
        let here = NIOLoopBound(self, eventLoop: eventLoop)
        let bootstrap = ClientBootstrap(group: eventLoop)
            .channelOption(.socketOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(LoadConnection(load: here.value))
                }
            }
        for _ in 0..<connections {
            bootstrap.connect(host: "127.0.0.1", port: port).whenFailure { here.value.fail($0) }
        }
    }

    func opened(_ connection: LoadConnection) {
        all.append(connection)
        idle.append(connection)
        guard all.count == connections else { return }
        start = .now()
        nextDue = start
        switch pace {
        case .closed: while let connection = idle.popLast() { send(over: connection, due: start) }
        case .perSecond(let rate): tick(every: .nanoseconds(1_000_000_000 / Int64(rate)))
        }
    }

    func answered(_ connection: LoadConnection, status: Int) {
        let now = NIODeadline.now()
        result.add(now - connection.due, status: status, after: now - start)
        onTheirWay -= 1
        if case .closed = pace, now < start + span {
            send(over: connection, due: now)
        } else if let due = waiting.popFirst() {
            send(over: connection, due: due)
        } else {
            idle.append(connection)
            endIfDone()
        }
    }

    func lost(_ connection: LoadConnection) {
        let others = result.failures.isEmpty ? "all with 200" : "with other statuses \(result.failures)"
        fail(BenchmarkError(.answer, "a connection was closed under load, after \(result.count) answers, \(others)"))
    }

    private func tick(every interval: TimeAmount) {
        let now = NIODeadline.now()
        while nextDue <= now, nextDue < start + span {
            if let connection = idle.popLast() {
                send(over: connection, due: nextDue)
            } else {
                waiting.append(nextDue)
            }
            nextDue = nextDue + interval
        }
        guard nextDue < start + span else { return endIfDone() }
        let here = NIOLoopBound(self, eventLoop: eventLoop)
        eventLoop.scheduleTask(deadline: nextDue) { here.value.tick(every: interval) }
    }

    private func send(over connection: LoadConnection, due: NIODeadline) {
        onTheirWay += 1
        connection.send(requests[number % requests.count], number, due: due)
        number += 1
    }

    private func endIfDone() {
        guard onTheirWay == 0, waiting.isEmpty, !isOver else { return }
        if case .perSecond = pace, nextDue < start + span { return }
        isOver = true
        for connection in all { connection.close() }
        done.succeed(result)
    }

    private func fail(_ error: any Error) {
        guard !isOver else { return }
        isOver = true
        for connection in all { connection.close() }
        done.fail(error)
    }
}
