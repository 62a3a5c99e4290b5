import ArgumentParser
import DeanDomain
import Foundation
import NIOCore

struct AckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ack",
        abstract: "How quickly `dean serve` acknowledges Slack, and how many requests a second, while Meta stalls.",
        discussion: """
            A process each for Dean and for this program, which plays Slack, on the same machine: they share its cores. \
            Every measurement has a Dean and a store of its own; its workers carry out meanwhile what was acknowledged.
            """
    )

    @Option(help: "The binary that is measured.")
    var dean = ".build-release/release/dean"

    @Option(help: "Requests a second of the open loop.")
    var rate = 500

    @Option(help: "Seconds of the open loop.")
    var openSeconds = 20

    @Option(help: "Connections.")
    var connections = 64

    @Option(help: "Seconds of the closed loop.")
    var closedSeconds = 10

    func validate() throws {
        guard min(rate, openSeconds, connections, closedSeconds) > 0 else {
            throw ValidationError("expected 1 or more of each")
        }
    }

    func run() async throws {
        let slack = try await SlackSink.start()
        for workload in Workload.allCases {
            let open = try await measure(workload, .perSecond(rate), seconds: openSeconds, slack)
            let latency = open.result.percentiles([50, 99, 100])
            Figure(
                "acknowledging \(workload.path), \(rate) requests/s: p50, p99, most",
                latency.map(\.inMilliseconds).joined(separator: ", ")
            ).print()
            Figure("— cores taken: Dean, the generator", open.cores).print()
            let closed = try await measure(workload, .closed, seconds: closedSeconds, slack)
            let perSecond = closed.result.span.rate(of: closed.result.count)
            Figure("\(workload.path), \(connections) connections", "\(Int(perSecond).grouped) requests/s").print()
            Figure(
                "— p50, p99, most",
                closed.result.percentiles([50, 99, 100]).map(\.inMilliseconds).joined(separator: ", ")
            ).print()
            Figure("— cores taken: Dean, the generator", closed.cores).print()
            let onTwoCores = 2 * closed.deanTime.rate(of: closed.result.count)
            Figure("— by Dean's CPU time, on two cores of its own", "\(Int(onTwoCores).grouped) requests/s").print()
        }
        try await slack.stop()
    }

    private struct Measurement {
        let result: LoadResult
        let deanTime: Duration
        let ownTime: Duration

        var cores: String { String(format: "%.2f, %.2f", deanTime / result.span, ownTime / result.span) }
    }

    private func measure(
        _ workload: Workload,
        _ pace: Load.Pace,
        seconds: Int,
        _ slack: SlackSink
    ) async throws -> Measurement {
        try await withTemporaryDirectory { directory in
            let meta = try await StalledMeta.start()
            let served = try await ServedDean.start(
                dean,
                directory: directory,
                metaPort: meta.port,
                slackPort: slack.port
            )
            do {
                let measurement = try await measure(workload, pace, seconds: seconds, served, meta, slack)
                await served.child.stop()
                try await meta.stop()
                return measurement
            } catch {
                let log = await served.child.stop()
                throw log.isEmpty ? error : BenchmarkError(.answer, log.joined(separator: "\n"), cause: error)
            }
        }
    }

    private func measure(
        _ workload: Workload,
        _ pace: Load.Pace,
        seconds: Int,
        _ served: ServedDean,
        _ meta: StalledMeta,
        _ slack: SlackSink
    ) async throws -> Measurement {
        let moment = Timestamp(seconds: Int64(Date().timeIntervalSince1970))
        let preview = Workload.preview(slackPort: slack.port, at: moment)
        _ = try await load([preview], from: 1, served, .perSecond(1), connections: 1, seconds: 1)
        let requests = workload.requests(slackPort: slack.port, at: moment)
        _ = try await load(requests, from: 1000, served, .perSecond(200), connections: connections, seconds: 2)
        guard meta.wasAsked else { throw BenchmarkError(.answer, "a preview did not make Dean ask Meta anything") }

        let before = (dean: try served.child.figures.cpuTime(), own: try ProcessFigures.own.cpuTime())
        let result = try await load(requests, from: 100_000, served, pace, connections: connections, seconds: seconds)
        return Measurement(
            result: result,
            deanTime: try served.child.figures.cpuTime() - before.dean,
            ownTime: try ProcessFigures.own.cpuTime() - before.own
        )
    }

    private func load(
        _ requests: [SignedRequest],
        from first: Int,
        _ served: ServedDean,
        _ pace: Load.Pace,
        connections: Int,
        seconds: Int
    ) async throws -> LoadResult {
        let result = try await Load.run(
            requests,
            numberedFrom: first,
            on: served.port,
            pace: pace,
            connections: connections,
            span: .seconds(Int64(seconds))
        )
        guard result.failures.isEmpty else {
            throw BenchmarkError(.answer, "expected 200 each time, got also (status: times) \(result.failures)")
        }
        return result
    }
}
