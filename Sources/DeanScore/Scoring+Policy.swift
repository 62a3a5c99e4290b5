import DeanAnalysis

extension Scoring {
    private struct PolicyRow {
        let line: Int
        let step: Double
        let arm: String
        let pulls: Double
        let rewards: Double
        let remaining: Double
    }

    private struct PolicyTest {
        let id: String
        let names: [String]
        let step: String
        let state: PolicyState
    }

    /// Pulls and rewards of each step to the shares of the step after the last one.
    ///
    /// A test gets one share for each arm; `step` is the last step of its rows, the one the shares are made from.
    package static func policy(_ input: [UInt8]) throws(ScoreError) -> [UInt8] {
        var tests: [PolicyTest] = []
        for (id, rows) in try policyRows(input) { tests.append(try policyTest(id, rows)) }
        let prior = SpreadPrior.fit(
            tests.map { $0.state.arms.map { ArmCounts(impressions: $0.pulls, clicks: $0.rewards) } }
        )
        var output = CSVWriter(header: "test_id,step,arm_id,share")
        for test in tests {
            for (name, share) in zip(test.names, SharePolicy.shares(test.state, prior: prior)) {
                output.field(test.id)
                output.field(test.step)
                output.field(name)
                output.field(share)
                output.endRow()
            }
        }
        return output.bytes
    }

    private static func policyRows(_ input: [UInt8]) throws(ScoreError) -> [(id: String, rows: [PolicyRow])] {
        var reader = try CSVReader(input)
        let columns = try CSVColumns(
            reader.header,
            required: ["test_id", "step", "arm_id", "pulls", "rewards", "remaining"]
        )
        var grouping = TestGrouping<PolicyRow>()
        while let record = try reader.next() {
            let row = PolicyRow(
                line: record.line,
                step: try columns.count("step", of: record),
                arm: try columns.name("arm_id", of: record),
                pulls: try columns.count("pulls", of: record),
                rewards: try columns.count("rewards", of: record),
                remaining: try columns.count("remaining", of: record)
            )
            guard row.rewards <= row.pulls else {
                throw .malformed(line: record.line, column: "rewards", "more rewards than pulls")
            }
            try grouping.add(row, test: try columns.name("test_id", of: record), line: record.line)
        }
        return grouping.tests
    }

    private static func policyTest(_ id: String, _ rows: [PolicyRow]) throws(ScoreError) -> PolicyTest {
        var order = ArmOrder()
        var pulls: [Double] = []
        var rewards: [Double] = []
        var lastStep: [Double] = []
        var step = -1.0
        var remaining = 0.0
        for row in rows {
            guard row.step >= step else {
                throw .malformed(
                    line: row.line,
                    column: "step",
                    "before the step of the row above; sort a test's rows by step"
                )
            }
            let place = order.place(row.arm)
            if place == pulls.count {
                pulls.append(0)
                rewards.append(0)
                lastStep.append(-1)
            }
            guard lastStep[place] < row.step else {
                throw .malformed(
                    line: row.line,
                    column: "arm_id",
                    "arm \"\(row.arm)\" is there twice in this step; add its rows up"
                )
            }
            if row.step == step, row.remaining != remaining {
                throw .malformed(
                    line: row.line,
                    column: "remaining",
                    "differs from the row above; it is the whole test's, the same for all arms of a step"
                )
            }
            pulls[place] += row.pulls
            rewards[place] += row.rewards
            lastStep[place] = row.step
            (step, remaining) = (row.step, row.remaining)
        }
        let arms = zip(pulls, rewards).map { ArmPulls(pulls: $0, rewards: $1) }
        return PolicyTest(
            id: id,
            names: order.names,
            step: String(Int(step)),
            state: PolicyState(arms: arms, remaining: remaining)
        )
    }
}
