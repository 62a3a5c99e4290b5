import DeanAnalysis
import DeanDomain
import Foundation
import Testing

struct AnomalyTests {
    private var yesterday: AccountDay { SimulatedMarket.today - 1 }

    /// Measured: 7 of these 200 clean account days raise an alarm (11 of 400), nearly all minor, none severe.
    @Test func cleanAccountsRarelyRaiseAnAlarm() {
        var alarmed: [UInt64] = []
        var severe: [UInt64] = []
        for seed in 1...200 as ClosedRange<UInt64> {
            let found = SimulatedMarket(seed: seed, campaigns: 1 + Int(seed % 5)).scan().run()
            if !found.isEmpty { alarmed.append(seed) }
            if found.contains(where: { $0.severity == .severe }) { severe.append(seed) }
        }
        #expect(alarmed.count <= 10, "seeds \(alarmed)")
        #expect(severe.isEmpty, "seeds \(severe)")
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func aTrackingOutageIsSeenOnceForTheAccountAndFreezesConversionDecisions(seed: UInt64) throws {
        var market = SimulatedMarket(seed: seed, campaigns: 3)
        market.change { day, _, metrics in if day >= yesterday { metrics.events = 0 } }
        let found = market.scan().run().filter { $0.metric == .conversions }
        let outage = try #require(found.first, "seed \(seed)")
        #expect(found.count == 1, "seed \(seed)")
        #expect(outage.level == .account && outage.effect == .freezesConversionDecisions, "seed \(seed)")
        #expect(outage.severity >= .moderate, "seed \(seed)")
        #expect(abs((outage.since - yesterday.start(in: .gmt)).hours) <= 24, "seed \(seed)")
        #expect(outage.value <= 0.2 * outage.expected, "seed \(seed)")
    }

    @Test func anOutageOfOneCampaignIsReportedThereAndNotForTheAccount() throws {
        var market = SimulatedMarket(seed: 4, campaigns: 4)
        market.change(1) { day, _, metrics in if day >= yesterday - 1 { metrics.events = 0 } }
        let found = market.scan().run().filter { $0.metric == .conversions }
        #expect(found.map(\.object.id) == [ObjectID("c1")])
        #expect(found.first?.effect == .freezesConversionDecisions)
    }

    @Test func conversionsThatCanNotHaveArrivedYetAreNoOutage() {
        var market = SimulatedMarket(seed: 9, campaigns: 3)
        // Nothing of the last five hours has arrived, as usual.
        let now = SimulatedMarket.asOf
        market.change { day, hour, metrics in
            if (now - (day.start(in: .gmt) + .hours(hour))).hours < 5 { metrics.events = 0 }
        }
        #expect(market.scan().run().filter { $0.metric == .conversions }.isEmpty)
    }

    @Test func fewClicksAreNoOutage() {
        var market = SimulatedMarket(seed: 12, campaigns: 3)
        market.change { day, _, metrics in
            if day >= yesterday {
                metrics = Metrics(spend: metrics.spend / 50, impressions: metrics.impressions / 50)
            }
        }
        #expect(!market.scan().run().contains { $0.effect == .freezesConversionDecisions })
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func spendThatQuadruplesEverywhereIsReportedOnceAndFreezesRaises(seed: UInt64) throws {
        var market = SimulatedMarket(seed: seed, campaigns: 4)
        market.change { day, _, metrics in
            if day == yesterday {
                metrics = Metrics(
                    spend: metrics.spend * 4,
                    impressions: metrics.impressions * 4,
                    clicks: metrics.clicks * 4,
                    linkClicks: metrics.linkClicks * 4,
                    events: metrics.events * 4
                )
            }
        }
        let found = market.scan().run().filter { $0.metric == .spend }
        #expect(found.map(\.level) == [.account], "seed \(seed)")
        #expect(found.first?.effect == .freezesRaises, "seed \(seed)")
        #expect(AccountDay(try #require(found.first?.since), in: .gmt) == yesterday, "seed \(seed)")
    }

    @Test func aChangeOfBudgetExplainsAChangeOfSpend() {
        var market = SimulatedMarket(seed: 3, campaigns: 2)
        market.change { day, _, metrics in if day == yesterday { metrics.spend *= 3 } }
        #expect(!market.scan(changed: true).run().contains { $0.metric == .spend })
    }

    @Test func moreThanMetaMaySpendIsARunaway() throws {
        var market = SimulatedMarket(seed: 6, campaigns: 1)
        let usual = Double(market.campaigns[0][yesterday].spend)
        #expect(!market.scan(budgetPerCampaign: usual).run().contains { $0.metric == .spend })
        market.change { day, _, metrics in if day == yesterday { metrics.spend = metrics.spend * 14 / 10 } }
        let runaway = try #require(
            market.scan(budgetPerCampaign: usual).run().first { $0.metric == .spend && $0.expected == usual }
        )
        #expect(runaway.effect == .freezesRaises)
        #expect(runaway.severity == .moderate)
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func aDoubledCPMAndAHalvedCTRAreFound(seed: UInt64) {
        var dear = SimulatedMarket(seed: seed, campaigns: 3)
        dear.change { day, _, metrics in
            if day == yesterday {
                metrics.impressions /= 2
                metrics.clicks /= 2
                metrics.linkClicks /= 2
            }
        }
        #expect(dear.scan().run().contains { $0.metric == .cpm && $0.level == .account && $0.value > $0.expected })
        var dull = SimulatedMarket(seed: seed, campaigns: 3)
        dull.change { day, _, metrics in
            if day == yesterday {
                metrics.clicks /= 2
                metrics.linkClicks /= 2
            }
        }
        #expect(dull.scan().run().contains { $0.metric == .ctr && $0.value < $0.expected }, "seed \(seed)")
    }

    @Test func dearerClicksShowAsCostPerEvent() {
        var market = SimulatedMarket(seed: 8, campaigns: 2)
        market.change { day, hour, metrics in
            if day == yesterday {
                metrics.clicks /= 5
                metrics.linkClicks /= 5
                metrics.events = hour % 5 == 0 ? metrics.events : 0
            }
        }
        let found = market.scan().run()
        #expect(found.contains { $0.metric == .cpa && $0.value > $0.expected })
        #expect(!found.contains { $0.effect == .freezesConversionDecisions })
    }

    @Test func anOldOutageDoesNotHideANewOne() {
        var market = SimulatedMarket(seed: 5, campaigns: 3, hoursOfHistory: 36)
        market.change { day, _, metrics in
            if day >= yesterday || (yesterday - 20)...(yesterday - 17) ~= day { metrics.events = 0 }
        }
        #expect(market.scan().run().contains { $0.effect == .freezesConversionDecisions })
    }

    @Test func fiveWeeksOfHoursShowASilentMorning() {
        var market = SimulatedMarket(seed: 2, campaigns: 2, hoursOfHistory: 36)
        #expect(market.scan().run().isEmpty)
        market.change { day, hour, metrics in if day == SimulatedMarket.today, hour >= 11 { metrics = .zero } }
        let found = market.scan().run().filter { $0.metric == .spend }
        #expect(found.map(\.level) == [.account])
        #expect(found.first.map { $0.value < $0.expected } == true)
    }

    @Test func theSameAnomalyKeepsItsId() {
        var market = SimulatedMarket(seed: 7, campaigns: 2)
        market.change { day, _, metrics in if day >= yesterday { metrics.events = 0 } }
        #expect(market.scan().run().map(\.id) == market.scan().run().map(\.id))
    }

    @Test func aShortHistoryIsNotJudged() {
        let day = SimulatedMarket.today
        var market = SimulatedMarket(seed: 1, campaigns: 1)
        var young = DailySeries(days: SimulatedMarket.days)
        for back in 0...8 { young.add(market.campaigns[0][day - back], on: day - back) }
        young.add(Metrics(spend: 100_000_000, impressions: 10, clicks: 0), on: day - 1)
        market.campaigns = [young]
        market.hourly = [[]]
        #expect(market.scan().run().isEmpty)
    }
}
