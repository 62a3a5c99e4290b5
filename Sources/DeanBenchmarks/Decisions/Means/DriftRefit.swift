import DeanAnalysis
import DeanDomain
import Foundation

/// Dean's forecasts with all that was fitted by hand on these experiments fitted anew, each time without the experiment
/// that is forecast.
enum DriftRefit {
    private static let candidates = 80

    static func forecasts(_ cases: [ExperimentCase]) -> [DifferenceForecast] {
        let said = assumptions().map { drift in
            MeansTest.verdicts(cases.map(\.arms), assuming: drift).map { verdicts in
                let difference = verdicts[1].difference
                return DifferenceForecast(
                    interval: difference?.interval ?? 0...0,
                    chanceAbove: difference?.chanceAbove ?? .nan
                )
            }
        }
        let scores = said.map { zip($0, cases).map { log($0.intervalScore(of: $1)) } }
        let chosen = Dictionary(
            uniqueKeysWithValues: Set(cases.map(\.experiment)).map { experiment in
                let others = cases.indices.filter { cases[$0].experiment != experiment }
                let totals = scores.map { row in others.reduce(0) { $0 + row[$1] } }
                return (experiment, totals.indices.min { totals[$0] < totals[$1] } ?? 0)
            }
        )
        return cases.indices.map { said[chosen[cases[$0].experiment] ?? 0][$0] }
    }

    /// Each assumption between half and twice its middle, independently; the middles are round numbers.
    private static func assumptions() -> [DriftAssumptions] {
        var random = SeededRandom(seed: 1)
        return (0..<candidates).map { _ in
            func around(_ middle: Double) -> Double { middle * exp2(Double.random(in: -1...1, using: &random)) }
            var drift = DriftAssumptions()
            drift.overdispersion = around(2)
            drift.fading = around(0.3)
            drift.slowdown = around(0.7)
            drift.slopeDeviation = around(0.2)
            drift.timeDeviation = around(0.3)
            return drift
        }
    }
}
