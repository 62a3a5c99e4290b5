import DeanAnalysis
import DeanDomain
import Testing

struct SeriesTests {
    private let today = AccountDay(ordinal: 20_400)

    @Test func windowsSumTheirDaysAndNoOthers() {
        var series = DailySeries(days: (today - 35)...today)
        for back in 0...35 { series.add(Metrics(spend: 1 << (back < 30 ? back : 40)), on: today - back) }
        let windows = PerformanceWindow.all(of: series, endingWith: today - 1)
        #expect(windows[.day]?.metrics.spend == Int64(2))
        #expect(windows[.threeDays]?.metrics.spend == Int64(2 + 4 + 8))
        #expect(windows[.week]?.metrics.spend == Int64(254))
        #expect(windows[.fourWeeks]?.metrics.spend == Int64(536_870_910))
        #expect(windows.count == WindowLength.allCases.count)
    }

    @Test func ratiosAreRatiosOfSumsNotMeansOfRatios() {
        var series = DailySeries(days: (today - 1)...today)
        series.add(Metrics(spend: 100, impressions: 1000, clicks: 100, linkClicks: 100, events: 1), on: today - 1)
        series.add(
            Metrics(spend: 900, impressions: 9000, clicks: 0, linkClicks: 0, events: 9, revenue: 2000),
            on: today
        )
        let window = PerformanceWindow(series.sum(2, endingWith: today), reach: 4000)
        #expect(window.ctr == 0.01)
        #expect(window.cpc == 10)
        #expect(window.cpm == 100)
        #expect(window.cvr == 0.1)
        #expect(window.costPerEvent == 100)
        #expect(window.roas == 2)
        #expect(window.frequency == 2.5)
    }

    @Test func aRatioOverZeroIsUnknownAndNotZero() {
        let window = PerformanceWindow(Metrics(spend: 500))
        #expect(window.ctr == nil && window.cpc == nil && window.cpm == nil && window.cvr == nil)
        #expect(window.costPerEvent == nil && window.frequency == nil)
        #expect(window.roas == 0)
        #expect(PerformanceWindow(.zero).roas == nil)
    }

    @Test func daysOutsideASeriesAreIgnored() {
        var series = DailySeries(days: today...today)
        series.add(Metrics(spend: 5), on: today + 1)
        #expect(series.sum(7, endingWith: today + 3).spend == 0)
        #expect(series[today - 1] == .zero)
    }

    @Test func theMedianIsNotMovedByOneWildValue() {
        #expect(RobustStatistics.median([1, 2, 1000]) == 2)
        #expect(RobustStatistics.median([1, 2, 3, 1000]) == 2.5)
        #expect(RobustStatistics.median([]) == nil)
    }

    @Test func aStableCostIsTellableFromARisingOne() throws {
        let before = GammaPrior.Observation(events: 70, exposure: 70_000)
        let stable = CostTrend(recent: GammaPrior.Observation(events: 20, exposure: 20_000), before: before)
        let rising = CostTrend(recent: GammaPrior.Observation(events: 10, exposure: 20_000), before: before)
        #expect(stable.ratio == 1)
        #expect(rising.ratio == 2)
        #expect(stable.probability(stableWithin: 0.1) > 0.6)
        #expect(rising.probability(stableWithin: 0.1) < 0.05)
        let interval = try #require(rising.interval(0.9))
        #expect(interval.lowerBound > 1 && interval.contains(2))
    }

    @Test func withoutEventsATrendIsUnknown() {
        let none = GammaPrior.Observation(events: 0, exposure: 2000)
        #expect(CostTrend(recent: none, before: none).ratio == nil)
        #expect(CostTrend(recent: none, before: none).interval(0.9) == nil)
    }
}
