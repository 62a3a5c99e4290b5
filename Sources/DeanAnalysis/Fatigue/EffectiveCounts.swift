package import DeanDomain

/// A creative's days as they would be if only counting noise were left: the account's moves divided out, and expected and
/// counted successes lowered alike by what the day's own noise makes them worth.
///
/// `counted` is then as good as Poisson with mean `expected` times the creative's level of that day relative to its
/// overall one: a day with e expected successes and a relative noise of variance v informs like e / (1 + v·e) of them.
package struct EffectiveCounts: Sendable, Hashable {
    package struct Day: Sendable, Hashable {
        package let day: AccountDay
        package let expected: Double
        package let counted: Double
        /// Expected successes before they were lowered.
        package let plain: Double
    }

    /// In order of time.
    package let days: [Day]
    /// The rate that a relative level of 1 stands for.
    package let level: Double

    package struct Sum: Sendable, Hashable {
        package var expected = 0.0
        package var counted = 0.0
        package var plain = 0.0
    }

    /// Sums over `[index]` of the first `index` days.
    var running: [Sum] {
        var sums = [Sum()]
        sums.reserveCapacity(days.count + 1)
        var sum = Sum()
        for day in days {
            sum.expected += day.expected
            sum.counted += day.counted
            sum.plain += day.plain
            sums.append(sum)
        }
        return sums
    }

    /// Sums of runs of `length` calendar days, counted back from the last day.
    func blocks(of length: Int) -> [Sum] {
        guard let last = days.last?.day, let first = days.first?.day else { return [] }
        var blocks = Array(repeating: Sum(), count: (last - first) / length + 1)
        for day in days {
            let block = blocks.count - 1 - (last - day.day) / length
            blocks[block].expected += day.expected
            blocks[block].counted += day.counted
            blocks[block].plain += day.plain
        }
        return blocks
    }
}
