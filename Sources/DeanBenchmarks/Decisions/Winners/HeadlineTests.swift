import DeanAnalysis
import DeanDomain

/// Real headline tests, and what an early look at one of them would have shown.
struct HeadlineTests {
    struct Arm {
        let name: String
        let impressions: Int
        let clicks: Int
    }

    /// Tests in order of time.
    let tests: [(id: String, arms: [Arm])]

    init(_ folder: DataFolder) throws {
        var tests: [(id: String, arms: [Arm])] = []
        for row in try folder.rows("upworthy/tests.csv") {
            let id = String(row[0])
            if tests.last?.id != id { tests.append((id, [])) }
            let arm = Arm(name: String(row[1]), impressions: Int(row[2]) ?? 0, clicks: Int(row[3]) ?? 0)
            tests[tests.count - 1].arms.append(arm)
        }
        self.tests = tests
    }

    /// What each arm has shown after a share of its impressions, drawn without replacement.
    func look(share: Double, seed: UInt64) -> [[ArmCounts]] {
        var random = SeededRandom(seed: seed)
        return tests.map { test in
            test.arms.map { arm in
                let seen = Int((share * Double(arm.impressions)).rounded())
                var clicks = 0
                // Each click falls among the places that are still free, seen or not.
                for click in 0..<arm.clicks
                where Int.random(in: 0..<(arm.impressions - click), using: &random) < seen - clicks { clicks += 1 }
                return ArmCounts(
                    impressions: Double(seen),
                    clicks: Double(clicks),
                    remaining: Double(arm.impressions - seen)
                )
            }
        }
    }

    /// The click rate of each arm in the rest.
    func rest(of look: [[ArmCounts]]) -> [[Double]] {
        zip(tests, look).map { test, look in
            zip(test.arms, look).map { arm, seen in
                let remaining = Double(arm.impressions) - seen.impressions
                return remaining > 0 ? (Double(arm.clicks) - seen.clicks) / remaining : 0
            }
        }
    }
}
