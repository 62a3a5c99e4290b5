import DeanAnalysis

extension Scoring {
    private struct MeansRow {
        let arm: String
        let state: MeanState
        let remaining: Double
    }

    static func meansWinners(_ start: CSVReader) throws(ScoreError) -> [UInt8] {
        var tests: [(id: String, names: [String], arms: [ArmMeans])] = []
        for (id, rows) in try meansRows(start) {
            var order = ArmOrder()
            var courses: [(past: [MeanState], last: MeansRow)] = []
            for row in rows {
                let place = order.place(row.arm)
                if place == courses.count {
                    courses.append(([], row))
                } else {
                    courses[place].past.append(courses[place].last.state)
                    courses[place].last = row
                }
            }
            let arms = courses.map { ArmMeans(past: $0.past, now: $0.last.state, remaining: $0.last.remaining) }
            tests.append((id, order.names, arms))
        }
        let verdicts = MeansTest.verdicts(tests.map(\.arms))
        var output = CSVWriter(header: "test_id,arm_id,p_best,expected_loss,decision,diff,lo-90,hi-90,p_above")
        for (test, verdicts) in zip(tests, verdicts) {
            for (name, verdict) in zip(test.names, verdicts) {
                output.field(test.id)
                output.field(name)
                output.field(verdict.chanceOfBest)
                output.field(verdict.expectedLoss)
                output.field(verdict.decision.rawValue)
                output.field(verdict.difference?.mean)
                output.field(verdict.difference?.interval.lowerBound)
                output.field(verdict.difference?.interval.upperBound)
                output.field(verdict.difference?.chanceAbove)
                output.endRow()
            }
        }
        return output.bytes
    }

    private static func meansRows(_ start: CSVReader) throws(ScoreError) -> [(id: String, rows: [MeansRow])] {
        var reader = start
        let columns = try CSVColumns(
            reader.header,
            required: ["test_id", "arm_id", "n", "mean", "variance", "step", "remaining"]
        )
        var grouping = TestGrouping<MeansRow>()
        var latest: [String: MeanState] = [:]
        var current = ""
        while let record = try reader.next() {
            let test = try columns.name("test_id", of: record)
            let arm = try columns.name("arm_id", of: record)
            if test != current { latest.removeAll(keepingCapacity: true) }
            current = test
            let units = try columns.count("n", of: record)
            guard units >= 1 else {
                throw .malformed(line: record.line, column: "n", "no units yet; leave the row out")
            }
            let state = MeanState(
                step: try columns.amount("step", of: record),
                units: units,
                mean: try columns.number("mean", of: record),
                variance: try columns.amount("variance", of: record)
            )
            if let before = latest[arm] {
                guard state.step > before.step else {
                    throw .malformed(
                        line: record.line,
                        column: "step",
                        "not after the arm's row before it; sort an arm's rows by step, one row for each"
                    )
                }
                guard state.units >= before.units else {
                    throw .malformed(
                        line: record.line,
                        column: "n",
                        "fewer units than in the row before; rows are cumulative, so n never falls"
                    )
                }
            }
            latest[arm] = state
            let row = MeansRow(arm: arm, state: state, remaining: try columns.count("remaining", of: record))
            try grouping.add(row, test: test, line: record.line)
        }
        return grouping.tests
    }
}
