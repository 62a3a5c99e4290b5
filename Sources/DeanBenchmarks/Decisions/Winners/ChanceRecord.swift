import Foundation

/// What was said of each test, from several draws, and what came: the measures of a probability that several arms share.
struct ChanceRecord {
    private static let bins = 10
    static let sure = 0.95

    /// One test: sums over its draws, and over its arms where a measure is of arms.
    struct Test {
        var draws = 0.0
        var brier = 0.0
        var logLoss = 0.0
        var uplift = 0.0
        var sureCalls = 0.0
        var sureRight = 0.0
        var arms = [Double](repeating: 0, count: bins)
        var said = [Double](repeating: 0, count: bins)
        var came = [Double](repeating: 0, count: bins)
    }

    private(set) var tests: [Test]

    init(tests: Int) {
        self.tests = [Test](repeating: Test(), count: tests)
    }

    mutating func add(_ chances: [Double], rest: [Double], test: Int) {
        let best = rest.max() ?? 0
        let winners = Double(rest.count { $0 == best })
        var one = tests[test]
        one.draws += 1
        for (chance, rate) in zip(chances, rest) {
            let outcome = rate == best ? 1 / winners : 0
            one.brier += (chance - outcome) * (chance - outcome)
            one.logLoss -= outcome * log(max(chance, 1e-4))
            let bin = min(Self.bins - 1, Int(chance * Double(Self.bins)))
            one.arms[bin] += 1
            one.said[bin] += chance
            one.came[bin] += outcome
        }
        let top = chances.indices.max { chances[$0] < chances[$1] } ?? 0
        let mean = rest.reduce(0, +) / Double(rest.count)
        one.uplift += mean > 0 ? rest[top] / mean - 1 : 0
        if chances[top] >= Self.sure {
            one.sureCalls += 1
            one.sureRight += rest[top] == best ? 1 / winners : 0
        }
        tests[test] = one
    }

    func mean(_ places: [Int], _ measure: (Test) -> Double) -> Double {
        places.reduce(0) { $0 + measure(tests[$1]) } / places.reduce(0) { $0 + tests[$1].draws }
    }

    /// Expected calibration error over arms.
    func calibrationError(_ places: [Int]) -> Double {
        var all = Test()
        for place in places {
            for bin in 0..<Self.bins {
                all.arms[bin] += tests[place].arms[bin]
                all.said[bin] += tests[place].said[bin]
                all.came[bin] += tests[place].came[bin]
            }
        }
        return zip(all.said, all.came).reduce(0) { $0 + abs($1.0 - $1.1) } / all.arms.reduce(0, +)
    }
}
