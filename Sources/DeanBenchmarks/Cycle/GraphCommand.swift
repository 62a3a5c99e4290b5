import ArgumentParser
import AsyncHTTPClient
import DeanDomain
import DeanSandbox
import Foundation
import NIOCore

/// The other process of `cycle`: a Meta whose answers to the two cycles are all in memory.
struct GraphCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph",
        abstract: "Plays Meta for `cycle`, which starts it.",
        shouldDisplay: false
    )

    @Option(help: "How many ads the account has.")
    var ads: Int

    func run() async throws {
        let clock = SandboxClock(now: MeasuredCycles.start, speed: 0)
        let market = Market(seed: 7, now: clock.now, scenario: .bulk(ads: ads, days: 32))
        let graph = GraphServer(market: market, clock: clock)
        try await graph.serving { port in
            var configuration = HTTPClient.Configuration()
            configuration.timeout = .init(read: .minutes(10))
            let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
            let recorder = AnswerRecorder(upstream: "http://127.0.0.1:\(port)", http: http)
            let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await recorder.run { continuation.yield($0) } }
                for await own in ports {
                    let cycles = MeasuredCycles(graphURL: "http://127.0.0.1:\(own)", clock: clock)
                    _ = try await cycles.run { market.advance(to: clock.now) }
                    recorder.rewind()
                    print("ready on 127.0.0.1:\(own)")
                    fflush(nil)
                }
            }
        }
    }
}
