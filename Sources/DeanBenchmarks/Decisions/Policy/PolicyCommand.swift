import ArgumentParser

struct PolicyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Clicks over even shares on the headline tests under upworthy/, replayed in 20 batches.",
        discussion: "Every policy meets the same random orders. Errors are by bootstrap over tests."
    )

    @OptionGroup var folder: DataFolder

    @Option(help: "Random orders of the impressions.")
    var orders = 2

    @Flag(help: "Only the later half of the tests: constants were chosen on the earlier one.")
    var later = false

    func run() async throws {
        let tests = try HeadlineTests(folder)
        let counted = Array(later ? tests.tests.count / 2..<tests.tests.count : 0..<tests.tests.count)
        print("\(counted.count) tests, \(orders) orders, \(PolicyReplay.batches) batches\n")
        let table = ResultTable(["policy", "clicks over uniform, %", "less test-then-roll-out at 25 %"])
        let replays = (1...UInt64(orders)).map { PolicyReplay(tests, seed: $0) }
        func result(_ peer: PolicyPeer) throws -> [(clicks: Double, uniform: Double)] {
            var sums = tests.tests.map { _ in (clicks: 0.0, uniform: 0.0) }
            for (seed, replay) in replays.enumerated() {
                for (test, one) in try replay.run(seed: UInt64(seed), policy: peer.shares).enumerated() {
                    sums[test].clicks += one.clicks
                    sums[test].uniform += one.uniform
                }
            }
            return counted.map { sums[$0] }
        }
        let rollOut = try result(.testQuarter)
        for peer in PolicyPeer.allCases {
            let results = peer == .testQuarter ? rollOut : try result(peer)
            func over(_ results: [(clicks: Double, uniform: Double)], _ places: [Int]) -> Double {
                let uniform = places.reduce(0) { $0 + results[$1].uniform }
                return (places.reduce(0) { $0 + results[$1].clicks } / uniform - 1).percent
            }
            let bootstrap = Bootstrap(cases: results.count)
            let all = Array(results.indices)
            let difference = over(results, all) - over(rollOut, all)
            table.row([
                peer.name,
                over(results, all).shown(1, error: bootstrap.standardError { over(results, $0) }),
                difference.shown(2, error: bootstrap.standardError { over(results, $0) - over(rollOut, $0) }),
            ])
        }
    }
}
