import ArgumentParser
import DeanDomain
import DeanSandbox
import Foundation

struct CycleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cycle",
        abstract: "What one cycle over a large account costs this process, in time and memory.",
        discussion: """
            Meta's answers come from the memory of another process, over HTTP, so that next to nothing of the time is \
            spent waiting. A first cycle reads 30 days and today; a second one, an hour later, the last 28 days and today.
            """
    )

    @Option(help: "How many ads the account has.")
    var ads = 1000

    func validate() throws {
        guard ads > 0 else { throw ValidationError("--ads \(ads): expected 1 or more") }
    }

    func run() async throws {
        let meta = try await ChildProcess.start(
            "/proc/self/exe",
            ["graph", "--ads", "\(ads)"],
            readyOn: "ready on"
        )
        do {
            let cycles = MeasuredCycles(
                graphURL: "http://127.0.0.1:\(try meta.port())",
                clock: SandboxClock(now: MeasuredCycles.start, speed: 0)
            )
            for (number, cost) in zip(["first", "second"], try await cycles.run()) {
                print(cost, number)
            }
        } catch {
            let log = await meta.stop()
            throw log.isEmpty ? error : BenchmarkError(.answer, log.joined(separator: "\n"), cause: error)
        }
        await meta.stop()
    }

    private func print(_ cost: MeasuredCycles.Cost, _ number: String) {
        let parts = [cost.writing, cost.reading, cost.deciding].map(\.inSeconds)
        Figure(
            "\(number) cycle, \(ads.grouped) ads × 30 days: time, CPU time, peak memory",
            "\(cost.wall.inSeconds), \(cost.cpu.inSeconds), \(cost.peakMemory.inMegabytes)"
        ).print()
        Figure("— of that storing, reading back, deciding", parts.joined(separator: ", ")).print()
    }
}
