import DeanDomain
import Foundation

/// The best split of a day's money over objects with concave responses, under every cap.
///
/// The best split has equal marginal values wherever no bound holds (Lagrange); a group at its cap has a marginal value
/// of its own, at least the others'. Both are found by bisection, exactly but for rounding.
package struct BudgetSplit: Sendable {
    package struct Arm: Sendable, Hashable {
        package let response: SpendResponse
        /// What one event is worth, minor units.
        package let value: Double
        /// The least and the most that it may get, minor units: its step limit and its own caps.
        package let bounds: ClosedRange<Double>
        /// Arms of the same group share a cap; nil for an arm of no group.
        package let group: String?

        package init(response: SpendResponse, value: Double, bounds: ClosedRange<Double>, group: String? = nil) {
            self.response = response
            self.value = value
            self.bounds = bounds
            self.group = group
        }
    }

    /// Which curves are taken for true.
    package enum Belief: Sendable, Hashable {
        case expected
        /// Thompson sampling: one draw of every curve from what is believed.
        case drawn(seed: UInt64)
    }

    package let arms: [Arm]
    /// Minor units a day for all arms together.
    package let total: Double
    /// The most that each group may get together.
    package let caps: [String: Double]
    /// Money that would bring less than this value per minor unit is not given out; 0 gives out all.
    package let leastReturn: Double

    package init(arms: [Arm], total: Double, caps: [String: Double] = [:], leastReturn: Double = 0) {
        self.arms = arms
        self.total = total
        self.caps = caps
        self.leastReturn = leastReturn
    }

    /// The best amounts, in the order of the arms; nil when the least amounts alone break a cap.
    package func best(_ belief: Belief = .expected) -> [Double]? {
        let curves = curves(belief)
        let least = arms.map(\.bounds.lowerBound)
        guard sum(least) <= total + 1e-9, groups.allSatisfy({ sum(least, $0.members) <= $0.cap + 1e-9 }) else {
            return nil
        }
        let floor = log(max(leastReturn, 1e-12))
        let generous = amounts(atLogReturn: floor, curves)
        guard sum(generous) > total else { return generous }
        return bisect(from: floor, limit: total) { amounts(atLogReturn: $0, curves) }
    }

    /// What moving from one split to another gains in a day, minor units of value, with what is not sure.
    package func gain(from: [Double], to: [Double], seed: UInt64, draws: Int = 2000) -> Gain {
        var random = NormalDraws(seed: seed)
        var gains: [Double] = []
        gains.reserveCapacity(draws)
        for _ in 0..<draws {
            var gain = 0.0
            for (index, arm) in arms.enumerated() {
                let curve = arm.response.drawn(random.next(), random.next())
                guard from[index] != to[index] else { continue }
                gain += arm.value * (curve.events(at: to[index]) - curve.events(at: from[index]))
            }
            gains.append(gain)
        }
        return Gain(gains, spend: sum(to) - sum(from))
    }

    package struct Gain: Sendable, Hashable {
        /// Minor units of value a day.
        package let mean: Double
        package let interval90: ClosedRange<Double>
        /// That the value gained exceeds what is spent more.
        package let probability: Double

        init(_ draws: [Double], spend: Double) {
            let sorted = draws.sorted()
            let last = Double(sorted.count - 1)
            mean = draws.reduce(0, +) / Double(draws.count)
            interval90 = sorted[Int(0.05 * last)]...sorted[Int((0.95 * last).rounded(.up))]
            probability = Double(draws.count { $0 > spend }) / Double(draws.count)
        }
    }

    private func curves(_ belief: Belief) -> [SpendResponse.Curve] {
        switch belief {
        case .expected: return arms.map(\.response.expected)
        case .drawn(let seed):
            var random = NormalDraws(seed: seed)
            return arms.map { $0.response.drawn(random.next(), random.next()) }
        }
    }

    private struct Group {
        let members: [Int]
        let cap: Double
    }

    private var groups: [Group] {
        caps.sorted { $0.key < $1.key }.map { name, cap in
            Group(members: arms.indices.filter { arms[$0].group == name }, cap: cap)
        }
    }

    private func amounts(atLogReturn logReturn: Double, _ curves: [SpendResponse.Curve]) -> [Double] {
        func amounts(_ members: [Int], _ logReturn: Double) -> [Double] {
            members.map { index in
                let arm = arms[index]
                guard arm.value > 0 else { return arm.bounds.lowerBound }
                let wanted = curves[index].spend(atMarginal: exp(logReturn) / arm.value)
                return min(arm.bounds.upperBound, max(arm.bounds.lowerBound, wanted))
            }
        }
        var all = amounts(Array(arms.indices), logReturn)
        for group in groups where sum(all, group.members) > group.cap {
            let own = bisect(from: logReturn, limit: group.cap) { amounts(group.members, $0) }
            for (place, index) in group.members.enumerated() { all[index] = own[place] }
        }
        return all
    }

    /// The amounts at the lowest return, above `floor`, at which they fit under the limit.
    private func bisect(from floor: Double, limit: Double, _ amounts: (Double) -> [Double]) -> [Double] {
        var low = floor
        var high = low + 1
        while sum(amounts(high)) > limit, high - floor < 1000 { high += 2 * (high - low) }
        for _ in 0..<100 {
            let middle = (low + high) / 2
            if middle <= low || middle >= high { break }
            if sum(amounts(middle)) > limit { low = middle } else { high = middle }
        }
        return amounts(high)
    }

    private func sum(_ values: [Double], _ members: [Int]? = nil) -> Double {
        guard let members else { return values.reduce(0, +) }
        return members.reduce(0) { $0 + values[$1] }
    }
}
