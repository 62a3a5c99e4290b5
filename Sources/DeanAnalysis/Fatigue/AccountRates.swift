import DeanDomain
import Foundation

/// What an account's creatives have in common in one rate: the moves that all of them made on the same days, and how
/// much more a day varies than its counts explain.
///
/// A day's count is taken as y ~ Poisson(n · rate · exp(move of the day) · noise), the noise with a relative variance
/// that is learned. From differences of neighbouring days, so that a lasting change does not pass for noise; each
/// creative's own estimate is drawn towards the account's.
package struct AccountRates: Sendable {
    /// Relative variance of a creative's day beyond its counts.
    package let dispersion: Double
    /// How many times the noise of days the noise of weeks is: above 1 where creatives wander.
    package private(set) var inflation = 1.0
    private let firstDay: Int
    /// By day: weight and weighted deviation of all creatives together.
    private let weights: [Double]
    private let deviations: [Double]
    /// Weight of the belief that the account did not move on a day.
    private let priorWeight: Double
    /// By day: by which share all creatives together moved.
    private let moves: [Double]

    /// Neighbouring days that the account's estimate of the noise counts for against a creative's own.
    private static let priorPairs = 30.0
    /// Relative variance of a day before any was seen: a tenth up or down.
    private static let priorDispersion = 0.01
    /// Weeks that the belief in no wandering counts for.
    private static let priorWeeks = 3.0
    private static let leastCreatives = 3
    /// Of the account's days where they can't be seen: a twentieth up or down.
    private static let unseenMoveVariance = 0.0025
    private static let widestDispersion = 0.25

    package init(_ histories: [RateHistory]) {
        let all = histories.lazy.flatMap(\.days).map(\.day.ordinal)
        let first = all.min() ?? 0
        let count = (all.max() ?? -1) - first + 1
        firstDay = first
        var dispersion = Self.priorDispersion
        var priorWeight = 1 / Self.unseenMoveVariance
        var weights = Array(repeating: 0.0, count: max(0, count))
        var deviations = weights
        for _ in 0..<3 {
            let moves = Self.moves(weights, deviations, priorWeight)
            let residuals = histories.map { Self.residuals($0, firstDay: first, moves: moves) }
            dispersion = Self.dispersion(of: residuals)
            weights = Array(repeating: 0, count: max(0, count))
            deviations = weights
            var creatives = weights.map { _ in 0 }
            for one in residuals where one.count > 1 {
                for day in one {
                    let part = Self.part(day, dispersion)
                    weights[day.index] += part.weight
                    deviations[day.index] += part.deviation
                    creatives[day.index] += 1
                }
            }
            priorWeight = 1 / Self.moveVariance(weights, deviations, creatives)
        }
        self.dispersion = dispersion
        self.weights = weights
        self.deviations = deviations
        self.priorWeight = priorWeight
        moves = Self.moves(weights, deviations, priorWeight)
        inflation = Self.weeklyExcess(histories.map { effective($0) })
    }

    /// The counts of a creative with the account's moves (of which its own part is left out) and the noise taken out.
    package func effective(_ history: RateHistory) -> EffectiveCounts {
        let own = Self.residuals(history, firstDay: firstDay, moves: moves)
        let noise = min(Self.widestDispersion, Self.shrunk(own, towards: dispersion))
        var days: [EffectiveCounts.Day] = []
        days.reserveCapacity(own.count)
        for (day, one) in zip(history.days, own) {
            guard weights.indices.contains(one.index) else { continue }
            let part = own.count > 1 ? Self.part(one, dispersion) : (weight: 0, deviation: 0)
            let left = max(0, weights[one.index] - part.weight) + priorWeight
            let move = max(-0.9, min(9, (deviations[one.index] - part.deviation) / left))
            let base = one.level * day.trials
            let expected = base * (1 + move)
            let variance = (noise + 1 / left) * inflation
            let scale = 1 / (1 + variance * expected)
            days.append(
                EffectiveCounts.Day(
                    day: day.day,
                    expected: expected * scale,
                    counted: day.successes * scale,
                    plain: expected
                )
            )
        }
        return EffectiveCounts(days: days, level: own.first?.level ?? 0)
    }
}

extension AccountRates {
    /// One day of one creative: its index, and what its own rate alone let expect.
    private struct Residual {
        let index: Int
        let expected: Double
        /// By which share the day differed from that.
        let deviation: Double
        /// What is left of it when the account's move is taken away.
        let own: Double
        /// The creative's rate over all its days.
        let level: Double
    }

    private static func residuals(_ history: RateHistory, firstDay: Int, moves: [Double]) -> [Residual] {
        var successes = 0.0
        var exposure = 0.0
        for day in history.days {
            let index = day.day.ordinal - firstDay
            successes += day.successes
            exposure += day.trials * (1 + (moves.indices.contains(index) ? moves[index] : 0))
        }
        guard exposure > 0 else { return [] }
        // Half a success keeps a creative without any from being certain of nothing.
        let level = (successes + 0.5) / exposure
        return history.days.map { day in
            let index = day.day.ordinal - firstDay
            let expected = level * day.trials
            let deviation = day.successes / expected - 1
            let move = moves.indices.contains(index) ? moves[index] : 0
            return Residual(
                index: index,
                expected: expected,
                deviation: deviation,
                own: deviation - move,
                level: level
            )
        }
    }

    private static func moves(_ weights: [Double], _ deviations: [Double], _ priorWeight: Double) -> [Double] {
        zip(weights, deviations).map { $1 / ($0 + priorWeight) }
    }

    /// A day's say in what the account did: its precision, and its deviation with the wild ones held back (Huber 1964).
    private static func part(_ day: Residual, _ dispersion: Double) -> (weight: Double, deviation: Double) {
        let weight = day.expected / (1 + dispersion * day.expected)
        let bound = weight > 0 ? 2.5 / weight.squareRoot() : 0
        return (weight, weight * (day.deviation - day.own + max(-bound, min(bound, day.own))))
    }

    /// How much days move as a whole, beyond what the creatives' noise lets their mean move.
    ///
    /// A day with fewer than `leastCreatives` says more of them than of the account.
    private static func moveVariance(_ weights: [Double], _ deviations: [Double], _ creatives: [Int]) -> Double {
        var sum = 0.0
        var total = 0.0
        for (index, weight) in weights.enumerated() where weight > 0 && creatives[index] >= leastCreatives {
            let deviation = deviations[index]
            let move = deviation / weight
            // A day's say is limited, or one with a hundred times the clicks would be the only one asked.
            let say = 1 / (1 / weight + 0.0025)
            sum += say * (move * move - 1 / weight)
            total += say
        }
        return total > 0 ? max(1e-6, min(0.25, sum / total)) : unseenMoveVariance
    }

    private static func dispersion(of residuals: [[Residual]]) -> Double {
        var sum = 0.0
        var weight = 0.0
        for one in residuals {
            let (excess, pairs) = differences(one)
            sum += excess
            weight += pairs
        }
        return max(0, (sum + priorDispersion * priorPairs) / (weight + priorPairs))
    }

    private static func shrunk(_ own: [Residual], towards account: Double) -> Double {
        let (excess, pairs) = differences(own)
        return max(0, (excess + account * priorPairs) / (pairs + priorPairs))
    }

    /// Weighted sum over neighbouring days of the squared difference beyond what the counts explain, and the weight.
    ///
    /// A pair weighs 1 where counts are plenty and little where they drown the noise.
    private static func differences(_ own: [Residual]) -> (excess: Double, pairs: Double) {
        var excess = 0.0
        var pairs = 0.0
        for (left, right) in zip(own, own.dropFirst()) where right.index - left.index == 1 {
            let counts = 1 / max(left.expected, 1e-9) + 1 / max(right.expected, 1e-9)
            let difference = right.own - left.own
            let ratio = priorDispersion * 2 / (priorDispersion * 2 + counts)
            let weight = ratio * ratio
            // A single wild pair, such as the two at an outage, must not decide: the share of each is bounded.
            let bounded = min(difference * difference, 9 * (counts + 2 * priorDispersion))
            excess += weight * (bounded - counts) / 2
            pairs += weight
        }
        return (excess, pairs)
    }

    /// By how much the noise of days must be multiplied for neighbouring weeks to differ as they do.
    ///
    /// Solved so that half of the rises lie within the quartile of a normal distribution: rises alone, because some
    /// creatives do tire, and each by the share of noise in it, because counts say nothing about noise.
    private static func weeklyExcess(_ all: [EffectiveCounts]) -> Double {
        var changes: [(change: Double, counts: Double, noise: Double)] = []
        for one in all {
            let weeks = one.blocks(of: 7)
            for (before, after) in zip(weeks, weeks.dropFirst()) where before.expected > 5 && after.expected > 5 {
                let pooled = (before.counted + after.counted) / (before.expected + after.expected)
                guard pooled > 0 else { continue }
                let counts = 1 / (before.plain * pooled) + 1 / (after.plain * pooled)
                let both = 1 / (before.expected * pooled) + 1 / (after.expected * pooled)
                let change = (after.counted / after.expected - before.counted / before.expected) / pooled
                changes.append((change, counts, max(1e-9, both - counts)))
            }
        }
        guard let center = RobustStatistics.median(changes.map(\.change)) else { return 1 }
        let rises = changes.filter { $0.change > center }.map {
            (square: ($0.change - center) * ($0.change - center), counts: $0.counts, noise: $0.noise)
        }
        var factor = 1.0
        // The share of noise, by which a rise counts, depends on the factor itself.
        for _ in 0..<2 {
            let shares = rises.map { rise in
                let share = factor * rise.noise / (factor * rise.noise + rise.counts)
                return share * share
            }
            let weight = shares.reduce(0, +)
            var low = log(0.5)
            var high = log(50.0)
            for _ in 0..<30 {
                let middle = (low + high) / 2
                let within = zip(rises, shares).reduce(0) { sum, pair in
                    let bound = 0.455 * (pair.0.counts + exp(middle) * pair.0.noise)
                    return sum + (pair.0.square < bound ? pair.1 : 0)
                }
                if within < weight / 2 { low = middle } else { high = middle }
            }
            factor = exp(low * weight / (weight + priorWeeks))
        }
        return factor
    }
}
