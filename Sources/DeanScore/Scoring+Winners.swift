import DeanAnalysis

extension Scoring {
    /// Tests of counts or of means, told apart by the header, to chances, losses and decisions.
    package static func winners(_ input: [UInt8]) async throws(ScoreError) -> [UInt8] {
        let reader = try CSVReader(input)
        if reader.header.contains("impressions") { return try await countsWinners(reader) }
        if reader.header.contains("mean") { return try meansWinners(reader) }
        throw .malformed(
            line: 1,
            "neither counts nor means; the header must be test_id,arm_id,impressions,clicks[,spend,conversions,value]"
                + "[,remaining] or test_id,arm_id,n,mean,variance,step,remaining"
        )
    }

    private static func countsWinners(_ start: CSVReader) async throws(ScoreError) -> [UInt8] {
        let tests = try countsTests(start)
        let verdicts = await verdicts(tests.map { $0.arms.map(\.counts) })
        var output = CSVWriter(header: "test_id,arm_id,p_best,expected_loss,decision")
        for (test, verdicts) in zip(tests, verdicts) {
            for (arm, verdict) in zip(test.arms, verdicts) {
                output.field(test.id)
                output.field(arm.name)
                output.field(verdict.chanceOfBest)
                output.field(verdict.expectedLoss)
                output.field(verdict.decision.rawValue)
                output.endRow()
            }
        }
        return output.bytes
    }

    private typealias CountsArm = (name: String, counts: ArmCounts)

    private static func countsTests(_ start: CSVReader) throws(ScoreError) -> [(id: String, arms: [CountsArm])] {
        var reader = start
        let columns = try CSVColumns(
            reader.header,
            required: ["test_id", "arm_id", "impressions", "clicks"],
            optional: ["spend", "conversions", "value", "remaining"]
        )
        var grouping = TestGrouping<CountsArm>()
        var names: Set<String> = []
        var current = ""
        while let record = try reader.next() {
            let test = try columns.name("test_id", of: record)
            let arm = try columns.name("arm_id", of: record)
            if test != current { names.removeAll(keepingCapacity: true) }
            current = test
            guard names.insert(arm).inserted else {
                throw .malformed(
                    line: record.line,
                    column: "arm_id",
                    "arm \"\(arm)\" is there twice in test \"\(test)\"; add its rows up"
                )
            }
            let impressions = try columns.count("impressions", of: record)
            let clicks = try columns.count("clicks", of: record)
            guard clicks <= impressions else {
                throw .malformed(line: record.line, column: "clicks", "more clicks than impressions")
            }
            for column in ["spend", "conversions", "value"] where columns.has(column) {
                if !columns.text(column, of: record).isEmpty { _ = try columns.amount(column, of: record) }
            }
            let remaining = columns.has("remaining") ? try columns.count("remaining", of: record) : nil
            let counts = ArmCounts(impressions: impressions, clicks: clicks, remaining: remaining)
            try grouping.add((arm, counts), test: test, line: record.line)
        }
        return grouping.tests.map { ($0.id, $0.rows) }
    }

    /// Tests are independent once the prior is known, so they are shared out among the processor's cores.
    @concurrent
    private static func verdicts(_ tests: [[ArmCounts]]) async -> [[ArmVerdict]] {
        let prior = SpreadPrior.fit(tests)
        let size = 2048
        return await withTaskGroup(of: (Int, [[ArmVerdict]]).self) { group in
            for start in stride(from: 0, to: tests.count, by: size) {
                let part = tests[start..<min(start + size, tests.count)]
                group.addTask { (start, part.map { CountsTest.verdicts($0, prior: prior) }) }
            }
            var parts: [(Int, [[ArmVerdict]])] = []
            for await part in group { parts.append(part) }
            return parts.sorted { $0.0 < $1.0 }.flatMap(\.1)
        }
    }
}
