/// The days of one object before and after the moment at which something was done to it, or to another one.
///
/// The day of the action itself belongs to neither.
package struct FollowedSeries: Sendable, Hashable {
    package let before: [SpendDay]
    package let after: [SpendDay]

    package init(before: [SpendDay], after: [SpendDay]) {
        self.before = before
        self.after = after
    }

    var eventsBefore: Double { before.reduce(0) { $0 + $1.events } }
    var eventsAfter: Double { after.reduce(0) { $0 + $1.events } }
    /// Spend, reduced by what can't have arrived yet.
    var exposureBefore: Double { before.reduce(0) { $0 + $1.spend * $1.visible } }
    var exposureAfter: Double { after.reduce(0) { $0 + $1.spend * $1.visible } }
    var spendAfter: Double { after.reduce(0) { $0 + $1.spend } }

    /// Mean daily spend of the last week before.
    var dailySpendBefore: Double {
        let week = before.suffix(7)
        return week.isEmpty ? 0 : week.reduce(0) { $0 + $1.spend } / Double(week.count)
    }

    var dailySpendAfter: Double { after.isEmpty ? 0 : spendAfter / Double(after.count) }
}
