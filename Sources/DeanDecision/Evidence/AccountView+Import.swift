import DeanAnalysis
import DeanDomain
import Foundation

/// What changes where a file is all that is known of the account.
extension AccountView {
    var isImported: Bool { snapshot.account.imported != nil }

    /// Set where the numbers are sums over a period, with no days to look at.
    var period: ImportedFigures? { snapshot.account.imported.flatMap { $0.isDaily ? nil : $0 } }

    /// What the sum over 28 days is a sum over.
    var window: String { period.map { "\($0.firstDay) to \($0.lastDay)" } ?? "28 days" }

    /// What an ad set spends in a day, minor units: its budget, or in a file without budgets what it spent.
    func dailySpend(_ adSet: AdSet) -> Double {
        if let budget = adSet.dailyBudget { return Double(budget.minorUnits) }
        let series = series(ofAdSet: adSet.id)
        guard let period else { return Double(series.sum(7, endingWith: yesterday).spend) / 7 }
        return Double(series[period.lastDay].spend) / Double(period.days)
    }

    /// A period's sum stands on its last day but came about on all of its days: their mean completeness is its own.
    func spread(
        _ period: ImportedFigures,
        over completeness: inout [DelayCurve.Completeness],
        by delay: DelayCurve
    ) {
        let index = today - period.lastDay
        guard completeness.indices.contains(index) else { return }
        let days = (0..<period.days).map { back in
            delay.completeness(hoursAfterEnd: (snapshot.readAt - (period.lastDay - back + 1).start(in: zone)).hours)
        }
        completeness[index] = DelayCurve.Completeness(
            share: days.reduce(0) { $0 + $1.share } / Double(days.count),
            sd: days.reduce(0) { $0 + $1.sd } / Double(days.count)
        )
    }
}
