import ArgumentParser
import DeanAnalysis

struct WinnersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "winners",
        abstract: "Chances of the best arm from early looks at the headline tests under upworthy/, Dean's and others'.",
        discussion: """
            Five draws of each look; the truth is the best arm of the rest. Errors are by bootstrap over tests. The last \
            two columns compare with empirical Bayes predicting the rest, test by test.
            """
    )

    @OptionGroup var folder: DataFolder

    @Option(help: "Draws of each look.")
    var draws = 5

    @Flag(help: "Only the later half of the tests: constants were chosen on the earlier one.")
    var later = false

    func run() async throws {
        let all = try HeadlineTests(folder)
        let counted = Array(later ? all.tests.count / 2..<all.tests.count : 0..<all.tests.count)
        print("\(counted.count) tests, \(draws) draws\n")
        let table = ResultTable([
            "look", "method", "Brier", "log loss", "ECE", "uplift %", "sure calls: number, right",
            "Brier less empirical Bayes", "log loss less empirical Bayes",
        ])
        for look in [0.1, 0.2, 0.5] {
            var records: [(peer: WinnersPeer, record: ChanceRecord)] = []
            for peer in WinnersPeer.allCases { records.append((peer, try await record(peer, all, look))) }
            let peer = records.first { $0.peer == .empiricalRest }?.record
            for (name, record) in records {
                table.row(["\(Int(look.percent)) %", name.name] + cells(record, against: peer, counted))
            }
        }
    }

    private func record(_ peer: WinnersPeer, _ all: HeadlineTests, _ share: Double) async throws -> ChanceRecord {
        var record = ChanceRecord(tests: all.tests.count)
        for seed in 1...UInt64(draws) {
            let look = all.look(share: share, seed: seed)
            let rest = all.rest(of: look)
            for (test, chances) in try await peer.chances(look).enumerated() {
                record.add(chances, rest: rest[test], test: test)
            }
        }
        return record
    }

    private func cells(_ record: ChanceRecord, against peer: ChanceRecord?, _ counted: [Int]) -> [String] {
        func shown(_ digits: Int, _ statistic: ([Int]) -> Double) -> String {
            let error = Bootstrap(cases: counted.count).standardError { statistic($0.map { counted[$0] }) }
            return statistic(counted).shown(digits, error: error)
        }
        func less(_ measure: @escaping (ChanceRecord.Test) -> Double) -> String {
            shown(4) { record.mean($0, measure) - (peer?.mean($0, measure) ?? .nan) }
        }
        let sure = counted.reduce(0) { $0 + record.tests[$1].sureCalls }
        let right = counted.reduce(0) { $0 + record.tests[$1].sureRight }
        return [
            shown(4) { record.mean($0) { $0.brier } }, shown(4) { record.mean($0) { $0.logLoss } },
            record.calibrationError(counted).shown(4), shown(1) { record.mean($0) { $0.uplift }.percent },
            sure > 0 ? "\((sure / Double(draws)).shown(1)) a draw, \((right / sure).percent.shown(0)) %" : "0",
            less { $0.brier }, less { $0.logLoss },
        ]
    }
}
