package import DeanDomain

extension DelayCurve {
    /// Events that the prior weighs in each step.
    static let priorEvents = 20.0
    /// Conversions come in bursts, so a count is worth less than so many independent events.
    static let overdispersion = 1.5

    package init(learnedFrom readings: [DelayReading]) {
        let ages = Self.ages
        var earlier = [Double](repeating: 0, count: ages.count - 1)
        var later = earlier
        var steps = 0
        for (_, history) in Dictionary(grouping: readings, by: \.day) {
            let counts = Self.counts(at: ages, in: history)
            for step in 0..<(ages.count - 1) {
                guard let now = counts[step], let next = counts[step + 1] else { continue }
                earlier[step] += now
                later[step] += next
                steps += 1
            }
        }
        var shares = [Double](repeating: 1, count: ages.count)
        var deviations = [Double](repeating: 0, count: ages.count)
        var relativeVariance = 0.0
        for step in stride(from: ages.count - 2, through: 0, by: -1) {
            let prior = Self.priorShare(ages[step]) / Self.priorShare(ages[step + 1])
            let weight = Self.priorEvents + later[step] / Self.overdispersion
            let seen = prior * Self.priorEvents + min(earlier[step], later[step]) / Self.overdispersion
            let ratio = seen / weight
            relativeVariance += (1 - ratio) / (ratio * weight)
            shares[step] = shares[step + 1] * ratio
            deviations[step] = shares[step] * relativeVariance.squareRoot()
        }
        self.init(shares: shares, deviations: deviations, observedSteps: steps)
    }

    /// A day's count at each age between its first and last reading, linear between readings; counts that a restatement
    /// lowered are taken as never having been higher.
    private static func counts(at ages: [Double], in readings: [DelayReading]) -> [Double?] {
        var sorted = readings.sorted { ($0.hoursAfterEnd, $0.events) < ($1.hoursAfterEnd, $1.events) }
        var ceiling = Double.infinity
        for index in sorted.indices.reversed() {
            ceiling = min(ceiling, sorted[index].events)
            sorted[index].events = ceiling
        }
        guard let last = sorted.last else { return ages.map { _ in nil } }
        var cursor = 0
        return ages.map { age in
            guard age <= last.hoursAfterEnd else { return nil }
            while sorted[cursor].hoursAfterEnd < age { cursor += 1 }
            let right = sorted[cursor]
            guard cursor > 0, right.hoursAfterEnd > age else { return right.hoursAfterEnd == age ? right.events : nil }
            let left = sorted[cursor - 1]
            let part = (age - left.hoursAfterEnd) / (right.hoursAfterEnd - left.hoursAfterEnd)
            return left.events + part * (right.events - left.events)
        }
    }
}
