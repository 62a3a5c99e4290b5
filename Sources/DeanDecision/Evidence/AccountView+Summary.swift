import DeanAnalysis
import DeanDomain
import Foundation

extension AccountView {
    /// The numbers of the digest.
    ///
    /// Where the daily reading is a gap, a period that reaches into the last day is nil unless that day has rows of an
    /// earlier reading.
    func summary() -> AccountSummary {
        AccountSummary(
            currency: currency,
            today: today,
            yesterday: recent(accountSeries, days: 1, completeness: 1),
            week: recent(accountSeries, days: 7, completeness: 1),
            weekBefore: recent(accountSeries, days: 7, endingBack: 8, completeness: 1),
            period: whole(accountSeries, completeness: 1),
            goals: goals.values.sorted {
                ($0.goal.priority, $1.goal.key.rawValue) > ($1.goal.priority, $0.goal.key.rawValue)
            }
            .map(summary),
            pace: pace(),
            readiness: AccountSummary.DataReadiness(
                adsWithEnoughData: adsWithEnoughData,
                adsNeeded: AccountSummary.DataReadiness.adsNeeded
            ),
            learning: AccountSummary.LearningState(
                adSetsInLearningPhase: snapshot.adSets.count { $0.status == .active && $0.learningStage == .learning },
                delayObservations: goals.values.reduce(0) { $0 + $1.delay.observedSteps },
                models: evidence.models
            )
        )
    }

    var hasDailyGap: Bool { evidence.gaps.contains { $0.what == .dailyInsights } }

    private func summary(_ view: GoalView) -> GoalSummary {
        GoalSummary(
            key: view.goal.key,
            eventName: view.event,
            dailyBudget: allocation[view.goal.key]?.total ?? .zero(currency),
            targetCPA: view.goal.targetCPA.map { Money(major: $0, currency: currency) },
            targetROAS: view.goal.targetROAS,
            yesterday: recent(view.series, days: 1, view: view),
            week: recent(view.series, days: 7, view: view),
            weekBefore: recent(view.series, days: 7, endingBack: 8, view: view),
            period: whole(view.series, completeness: completeness(of: view.series, days: 1, endingBack: 1, view))
        )
    }

    private func recent(_ series: DailySeries, days: Int, endingBack back: Int = 1, view: GoalView) -> PeriodSummary? {
        recent(
            series,
            days: days,
            endingBack: back,
            completeness: completeness(of: series, days: days, endingBack: back, view)
        )
    }

    private func completeness(
        of series: DailySeries,
        days: Int,
        endingBack back: Int,
        _ view: GoalView
    ) -> Double {
        let spend = Double(series.sum(days, endingWith: today - back).spend)
        guard spend > 0 else { return 1 }
        return view.observation(series, days: days, endingBack: back, today: today).exposure / spend
    }

    /// A file's sums over a period, which stand on its last day.
    private func whole(_ series: DailySeries, completeness: Double) -> PeriodSummary? {
        period.map { summary(series, of: series[$0.lastDay], $0.firstDay...$0.lastDay, completeness: completeness) }
    }

    private func recent(
        _ series: DailySeries,
        days: Int,
        endingBack back: Int = 1,
        completeness: Double
    ) -> PeriodSummary? {
        let last = today - back
        guard period == nil, isKnown(last) else { return nil }
        let metrics = series.sum(days, endingWith: last)
        return summary(series, of: metrics, (last - (days - 1))...last, completeness: completeness)
    }

    private func summary(
        _ series: DailySeries,
        of metrics: Metrics,
        _ days: ClosedRange<AccountDay>,
        completeness: Double
    ) -> PeriodSummary {
        let window = PerformanceWindow(metrics)
        let reportsRevenue = reportsRevenue(series)
        return PeriodSummary(
            firstDay: days.lowerBound,
            lastDay: days.upperBound,
            spend: Money(minorUnits: metrics.spend, currency: currency),
            revenue: reportsRevenue ? Money(minorUnits: metrics.revenue, currency: currency) : nil,
            impressions: metrics.impressions,
            clicks: metrics.clicks,
            events: metrics.events,
            roas: reportsRevenue ? window.roas : nil,
            costPerEvent: window.costPerEvent.map { Money(minorUnits: Int64($0.rounded()), currency: currency) },
            completeness: completeness
        )
    }

    /// Events without any revenue in five weeks: nobody counts it, or the events are none that are paid for.
    ///
    /// Without events a shop that counts revenue had none; a file may just lack the column.
    private func reportsRevenue(_ series: DailySeries) -> Bool {
        let all = series.values.reduce(.zero, +)
        return all.revenue > 0 || (all.events == 0 && !isImported)
    }

    private func isKnown(_ day: AccountDay) -> Bool {
        guard !evidence.daily.isEmpty else { return false }
        return !hasDailyGap || accountSeries[day].impressions > 0 || accountSeries[day].spend > 0
    }

    private func pace() -> AccountSummary.Pace? {
        guard !isImported, !evidence.daily.isEmpty, !hasDailyGap else { return nil }
        let start = today.start(in: zone)
        let ledger = BudgetLedger(snapshot: snapshot, assignment: assignment)
        return AccountSummary.Pace(
            spentToday: Money(minorUnits: accountSeries[today].spend, currency: currency),
            liveDailyBudget: ledger.account.known.map { Money(minorUnits: $0, currency: currency) },
            shareOfDay: min(1, max(0, (evidence.asOf - start).hours / today.hours(in: zone)))
        )
    }
}
