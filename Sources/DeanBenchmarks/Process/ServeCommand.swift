import ArgumentParser
import Foundation

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "How long `dean serve` takes to be ready, and what it weighs while it waits."
    )

    @Option(help: "The binary that is measured.")
    var dean = ".build-release/release/dean"

    @Option(help: "How often it is started.")
    var starts = 10

    func validate() throws {
        guard starts > 0 else { throw ValidationError("--starts \(starts): expected 1 or more") }
    }

    func run() async throws {
        let meta = try await StalledMeta.start()
        let slack = try await SlackSink.start()
        try await withTemporaryDirectory { directory in
            func start(in directory: URL) async throws -> ServedDean {
                try await ServedDean.start(dean, directory: directory, metaPort: meta.port, slackPort: slack.port)
            }
            var fresh: [Duration] = []
            for number in 1...starts {
                let served = try await start(in: directory.appendingPathComponent("\(number)"))
                fresh.append(served.child.readyAfter)
                await served.child.stop()
            }
            var again: [Duration] = []
            for _ in 1...starts {
                let served = try await start(in: directory.appendingPathComponent("1"))
                again.append(served.child.readyAfter)
                await served.child.stop()
            }
            let idle = try await start(in: directory.appendingPathComponent("1"))
            try await Task.sleep(for: .seconds(5))
            let memory = try idle.child.figures.residentMemory()
            let worked = try idle.child.figures.cpuTime()
            await idle.child.stop()
            Figure("start to ready, new store, median of \(starts)", fresh.median.inMilliseconds).print()
            Figure("start to ready, existing store, median of \(starts)", again.median.inMilliseconds).print()
            Figure("idle memory of serve, 5 s after the start", memory.inMegabytes).print()
            Figure("CPU time of serve, start and 5 s of waiting", worked.inMilliseconds).print()
        }
        try await slack.stop()
        try await meta.stop()
    }
}

extension [Duration] {
    var median: Duration {
        let sorted = sorted()
        return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
    }
}
