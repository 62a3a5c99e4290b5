import DeanAnalysis
import DeanScore
import Foundation

/// What is said of a final difference.
struct DifferenceForecast {
    let interval: ClosedRange<Double>
    let chanceAbove: Double

    /// Width, and twenty times the distance of the truth outside, over the control's mean at the look.
    func intervalScore(of one: ExperimentCase) -> Double {
        let outside = max(0, interval.lowerBound - one.difference, one.difference - interval.upperBound)
        return (interval.upperBound - interval.lowerBound + 20 * outside) / one.level
    }
}

/// Ways to tell the final difference of each case from its look.
enum MeansPeer: CaseIterable {
    case dean, deanRefitted, flat, empirical

    var name: String {
        switch self {
        case .dean: "Dean"
        case .deanRefitted: "Dean, each experiment with assumptions refitted on the others"
        case .flat: "flat normal: what independent visitors would still move"
        case .empirical: "the same with an empirical-Bayes prior per metric"
        }
    }

    func forecasts(_ cases: [ExperimentCase]) async throws -> [DifferenceForecast] {
        switch self {
        case .dean: return try await Self.scored(cases)
        case .deanRefitted: return DriftRefit.forecasts(cases)
        case .flat: return cases.map { Self.normal($0, prior: .infinity) }
        case .empirical:
            let priors = Dictionary(grouping: cases, by: \.metric).mapValues(Self.effectVariance)
            return cases.map { Self.normal($0, prior: priors[$0.metric] ?? .infinity) }
        }
    }

    /// What `dean score winners` says of a file that holds these cases.
    private static func scored(_ cases: [ExperimentCase]) async throws -> [DifferenceForecast] {
        var file = "test_id,arm_id,n,mean,variance,step,remaining\n"
        for (place, one) in cases.enumerated() {
            for snapshot in one.seen {
                for (arm, state, final) in [
                    ("c", snapshot.control, one.final.control), ("t", snapshot.treatment, one.final.treatment),
                ] {
                    let numbers = [state.mean, state.variance, state.step].map { "\($0)" }.joined(separator: ",")
                    let remaining = Int(max(0, final.units - state.units))
                    file += "x\(place),\(arm),\(Int(state.units)),\(numbers),\(remaining)\n"
                }
            }
        }
        let rows = SimpleRows.split(try await Scoring.winners([UInt8](file.utf8))).rows
        return cases.indices.map { place in
            let numbers = rows[2 * place + 1].map { Double($0) ?? .nan }
            return DifferenceForecast(interval: numbers[6]...max(numbers[6], numbers[7]), chanceAbove: numbers[8])
        }
    }

    private static func noise(_ one: ExperimentCase) -> Double {
        one.look.control.variance / one.look.control.units + one.look.treatment.variance / one.look.treatment.units
    }

    /// Variance of the true relative effects of one metric, by the method of moments.
    private static func effectVariance(_ cases: [ExperimentCase]) -> Double {
        let excess = cases.map { one in
            let difference = one.look.treatment.mean - one.look.control.mean
            return (difference * difference - noise(one)) / (one.level * one.level)
        }
        return max(1e-8, excess.reduce(0, +) / Double(excess.count))
    }

    /// The prior is the variance of the true effect relative to the level.
    private static func normal(_ one: ExperimentCase, prior: Double) -> DifferenceForecast {
        let difference = one.look.treatment.mean - one.look.control.mean
        let noise = noise(one)
        let spread = prior * one.level * one.level
        let share = spread.isFinite ? spread / (spread + noise) : 1
        var coming = 0.0
        var left = 0.0
        for (now, final) in [(one.look.control, one.final.control), (one.look.treatment, one.final.treatment)] {
            let rest = (final.units - now.units) / final.units
            left += rest / 2
            coming += rest * rest * now.variance / (final.units - now.units)
        }
        // The seen part stands; the rest has the true effect, known with its own error, and its own noise.
        let mean = (1 - left) * difference + left * share * difference
        let own = spread.isFinite ? left * left * share * noise : left * left * noise
        let deviation = (own + coming).squareRoot()
        let reach = NormalDistribution.quantile(0.95) * deviation
        return DifferenceForecast(
            interval: mean - reach...mean + reach,
            chanceAbove: NormalDistribution.cumulative(mean / deviation)
        )
    }
}
