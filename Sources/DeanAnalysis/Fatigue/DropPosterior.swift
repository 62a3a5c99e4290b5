package import DeanDomain
import Foundation

/// How far a creative's rate lies below its early level, as a probability distribution.
///
/// Bayesian, over three kinds of history with fixed prior odds: none of it changed; it stepped on some day; it went down
/// a straight line (in logarithms) from some day to now. The size of a change is normal in logarithms around a small
/// drop. The early level is integrated out (Gamma), so every weight is exact up to the grid.
package struct DropPosterior: Sendable, Hashable {
    /// The probability that the rate now is at least the asked share below its early level.
    package let probability: Double
    /// The probability that it is lower by half of that or more.
    package let probabilityOfAny: Double
    /// The median day on which the change began, given that there is one of at least half the asked size.
    package let since: AccountDay?

    private static let stepsBelow = 4
    private static let stepsAbove = 14
    /// Prior weights: most creatives of an account hold on any one day.
    private static let steady = 0.75
    private static let step = 0.15
    private static let ramp = 0.10
    private static let rampLengths = [7, 14, 21, 28]
    /// Logarithms: the prior of the size of a change.
    private static let meanDrop = 0.15
    private static let deviation = 0.25
    private static let leastBefore = 3

    package init(_ counts: EffectiveCounts, drop: Double) {
        let unit = -log1p(-drop) / 2
        let sizes = (-Self.stepsBelow...Self.stepsAbove).map { Double($0) * unit }
        let prior = Self.prior(sizes)
        let days = counts.days
        let running = counts.running
        let all = running.last ?? EffectiveCounts.Sum()
        guard days.count > Self.leastBefore, let last = days.last?.day, let first = days.first?.day else {
            probability = (1 - Self.steady) * Self.tail(prior, from: Self.stepsBelow + 2)
            probabilityOfAny = (1 - Self.steady) * Self.tail(prior, from: Self.stepsBelow + 1)
            since = nil
            return
        }
        let shape = all.counted + 0.5
        let none = -shape * log(all.expected + 0.5)
        var bySize = Array(repeating: 0.0, count: sizes.count)
        var byDay = Array(repeating: 0.0, count: last - first + 1)
        let large = Self.stepsBelow + 1
        let factors = sizes.map { exp(-$0) }

        let splits = Self.leastBefore..<days.count
        let perStep = Self.step / Double(splits.count)
        for split in splits {
            let before = running[split]
            let expected = all.expected - before.expected
            let counted = all.counted - before.counted
            for index in sizes.indices {
                let exposure = before.expected + factors[index] * expected + 0.5
                let weight = prior[index] * perStep * exp(-shape * log(exposure) - counted * sizes[index] - none)
                bySize[index] += weight
                if index >= large { byDay[days[split].day - first] += weight }
            }
        }
        let ramps = Self.rampLengths.filter { last - first >= $0 + Self.leastBefore }
        for length in ramps {
            let start = last - length
            let perRamp = Self.ramp / Double(ramps.count)
            for index in sizes.indices {
                var exposure = 0.5
                var lowered = 0.0
                let root = exp(-sizes[index] / Double(length))
                var factor = 1.0
                var reached = start
                for day in days {
                    if day.day > start {
                        while reached < day.day {
                            factor *= root
                            reached = reached + 1
                        }
                        lowered += day.counted * Double(day.day - start) / Double(length)
                    }
                    exposure += day.expected * factor
                }
                let weight = prior[index] * perRamp * exp(-shape * log(exposure) - lowered * sizes[index] - none)
                bySize[index] += weight
                if index >= large { byDay[start - first] += weight }
            }
        }
        // What no ramp fits into is left to the steady kind.
        let total = Self.steady + (ramps.isEmpty ? Self.ramp : 0) + bySize.reduce(0, +)
        probability = bySize[(large + 1)...].reduce(0, +) / total
        probabilityOfAny = bySize[large...].reduce(0, +) / total
        since = Self.median(byDay).map { first + $0 }
    }

    private static func prior(_ sizes: [Double]) -> [Double] {
        let weights = sizes.map { size in
            let z = (size - meanDrop) / deviation
            return size == 0 ? 0 : exp(-z * z / 2)
        }
        let total = weights.reduce(0, +)
        return weights.map { $0 / total }
    }

    private static func tail(_ prior: [Double], from index: Int) -> Double { prior[index...].reduce(0, +) }

    private static func median(_ weights: [Double]) -> Int? {
        let total = weights.reduce(0, +)
        guard total > 0 else { return nil }
        var sum = 0.0
        return weights.firstIndex { weight in
            sum += weight
            return sum >= total / 2
        }
    }
}
