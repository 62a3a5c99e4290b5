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
            yesterday: period(accountSeries, days: 1, completeness: 1),
            week: period(accountSeries, days: 7, completeness: 1),
            weekBefore: period(accountSeries, days: 7, endingBack: 8, completeness: 1),
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
                delayObservations: goals.values.reduce(0) { $0 + $1.delay.observedSteps }
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
            yesterday: period(view.series, days: 1, view: view),
            week: period(view.series, days: 7, view: view),
            weekBefore: period(view.series, days: 7, endingBack: 8, view: view)
        )
    }

    private func period(_ series: DailySeries, days: Int, endingBack back: Int = 1, view: GoalView) -> PeriodSummary? {
        let spend = Double(series.sum(days, endingWith: today - back).spend)
        let arrived = view.observation(series, days: days, endingBack: back, today: today).exposure
        return period(series, days: days, endingBack: back, completeness: spend > 0 ? arrived / spend : 1)
    }

    private func period(
        _ series: DailySeries,
        days: Int,
        endingBack back: Int = 1,
        completeness: Double
    ) -> PeriodSummary? {
        let last = today - back
        guard isKnown(last) else { return nil }
        let metrics = series.sum(days, endingWith: last)
        let window = PerformanceWindow(metrics)
        return PeriodSummary(
            firstDay: last - (days - 1),
            lastDay: last,
            spend: Money(minorUnits: metrics.spend, currency: currency),
            revenue: Money(minorUnits: metrics.revenue, currency: currency),
            impressions: metrics.impressions,
            clicks: metrics.clicks,
            events: metrics.events,
            roas: window.roas,
            costPerEvent: window.costPerEvent.map { Money(minorUnits: Int64($0.rounded()), currency: currency) },
            completeness: completeness
        )
    }

    private func isKnown(_ day: AccountDay) -> Bool {
        guard !evidence.daily.isEmpty else { return false }
        return !hasDailyGap || accountSeries[day].impressions > 0 || accountSeries[day].spend > 0
    }

    private func pace() -> AccountSummary.Pace? {
        guard !evidence.daily.isEmpty, !hasDailyGap else { return nil }
        let start = today.start(in: zone)
        let ledger = BudgetLedger(snapshot: snapshot, assignment: assignment)
        return AccountSummary.Pace(
            spentToday: Money(minorUnits: accountSeries[today].spend, currency: currency),
            liveDailyBudget: ledger.account.known.map { Money(minorUnits: $0, currency: currency) },
            shareOfDay: min(1, max(0, (evidence.asOf - start).hours / today.hours(in: zone)))
        )
    }
}
