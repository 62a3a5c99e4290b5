import DeanAnalysis
import DeanDecision
import DeanDomain
import Testing

struct OptimizerRuleTests {
    /// A learning campaign with two ads in each of three ad sets, all of them usual at $10 a purchase.
    private func world(targetCPA: Double = 10) -> World {
        var world = World(.sales, targetCPA: targetCPA)
        world.addCampaign("c1")
        for adSet in 1...3 {
            world.addAdSet("s\(adSet)", in: "c1", budget: 30, hours: 24 * 30)
            for ad in ["a", "b"] {
                let id = "\(ad)\(adSet)"
                world.addAd(id, in: "s\(adSet)")
                deliver(&world, id)
            }
        }
        return world
    }

    private func deliver(
        _ world: inout World,
        _ ad: String,
        back: ClosedRange<Int> = 1...28,
        events: Double = 1,
        clicks: Int = 40,
        revenue: Double = 25
    ) {
        world.deliver(ad, back: back, spend: 10, impressions: 4000, clicks: clicks, events: events, revenue: revenue)
    }

    private func replace(
        _ world: inout World,
        _ ad: String,
        events: Double = 1,
        clicks: Int = 40,
        revenue: Double = 25
    ) {
        world.daily[ObjectID(ad)] = []
        deliver(&world, ad, events: events, clicks: clicks, revenue: revenue)
    }

    /// Half of its clicks are gone for ten days.
    private func tire(_ world: inout World, _ ad: String, events: Double = 1) {
        world.daily[ObjectID(ad)] = []
        deliver(&world, ad, back: 11...28, events: events, clicks: 80)
        deliver(&world, ad, back: 1...10, events: events, clicks: 40)
    }

    private func role(_ decision: Decision, _ ad: String) -> CreativeDecision? {
        decision.creatives.decisions.first { $0.ad.id == ObjectID(ad) }
    }

    @Test func theBestCreativeOfACampaignIsItsWinnerOfTheDay() throws {
        var world = world()
        replace(&world, "a2", events: 3, clicks: 60, revenue: 75)
        let decision = world.decide()
        let winner = try #require(decision.creatives.winners.first)
        #expect(decision.creatives.winners.count == 1)
        #expect(winner.ad.id == ObjectID("a2") && winner.overall > 50)
        #expect(winner.score > 0 && winner.confidence.probability > 0.9)
        #expect(winner.reasoning.contains("84 purchases in 28 days"))
        #expect(role(decision, "a2")?.role == .winner)
        #expect(role(decision, "a2")?.steps.first == .promote)
    }

    @Test func aTiredCreativeIsNoWinnerHoweverWellItSells() throws {
        var world = world()
        tire(&world, "a2", events: 3)
        replace(&world, "a3", events: 2, clicks: 50, revenue: 50)
        let decision = world.decide()
        #expect(try #require(decision.creatives.winners.first).ad.id == ObjectID("a3"))
        let tired = try #require(role(decision, "a2"))
        #expect(tired.role == .fatigue && tired.reason.contains("CTR"))
    }

    @Test func nobodyWinsWhereNobodyIsBetterThanTheTarget() {
        var world = world(targetCPA: 5)
        for ad in ["a1", "b1", "a2", "b2", "a3", "b3"] { replace(&world, ad, events: 0.5) }
        #expect(world.decide().creatives.winners.isEmpty)
    }

    @Test func aTiredCreativeThatStillSellsIsRenewedAndNotPaused() throws {
        var world = world()
        tire(&world, "a2", events: 2)
        let decision = world.decide()
        let tired = try #require(role(decision, "a2"))
        #expect(tired.steps == [.generateVariants, .recombine])
        #expect(tired.confidence.probability > 0.9)
        #expect(!decision.proposals.contains { $0.target.id == ObjectID("a2") })
        #expect(CreativeReport.recommendations(decision.creatives.decisions).contains { $0.ad.id == ObjectID("a2") })
    }

    @Test func aCreativeThatSurelyMissesItsTargetIsPausedWithItsScore() throws {
        var world = world()
        replace(&world, "b2", events: 0.1, clicks: 20)
        let decision = world.decide()
        #expect(role(decision, "b2")?.role == .archive)
        let pause = try #require(decision.proposals.first { $0.target.id == ObjectID("b2") })
        #expect(pause.type == .pauseAd && pause.confidence.probability >= 0.9)
        #expect(pause.aim.contains("it would have missed") && pause.message.contains("score"))
    }

    @Test func aWeakCreativeThatMayYetMeetItsTargetIsLeftAlone() {
        var world = world(targetCPA: 9)
        replace(&world, "b2", events: 0.8, clicks: 30)
        let decision = world.decide()
        #expect(role(decision, "b2")?.role == .archive)
        #expect(!decision.proposals.contains { $0.target.id == ObjectID("b2") })
    }

    @Test func theOnlyAdOfAnAdSetKeepsRunningOnLessMoney() throws {
        var world = world()
        world.ads.removeAll { $0.id == ObjectID("a2") }
        replace(&world, "b2", events: 0.1, clicks: 20)
        let cut = try #require(world.decide().proposals.first { $0.target.id == ObjectID("s2") })
        #expect(cut.type == .updateBudget && cut.dailyBudgetChange == -600)
        #expect(cut.confidence.probability >= 0.9 && !cut.aim.isEmpty)

        world.pastActions = [
            PastAction(
                type: .updateBudget,
                target: ObjectID("s2"),
                goal: .sales,
                creativeID: nil,
                executedAt: World.now - .hours(5),
                dailyBudgetChange: -600
            )
        ]
        #expect(!world.decide().proposals.contains { $0.target.id == ObjectID("s2") })
    }

    @Test func pausingLosersSwitchedOffStopsCutsAsWell() {
        var world = world()
        world.ads.removeAll { $0.id == ObjectID("a2") }
        replace(&world, "b2", events: 0.1, clicks: 20)
        world.settings.autoPauseLosers = false
        let decision = world.decide()
        #expect(!decision.proposals.contains { $0.target.id == ObjectID("s2") })
        #expect(decision.held.contains { $0.action.target.id == ObjectID("s2") })
    }

    @Test func aNewAdIsPendingAndNotJudged() throws {
        var world = world()
        world.addAd("new", in: "s1")
        let new = try #require(role(world.decide(), "new"))
        #expect(new.role == .pending && new.steps.isEmpty && new.priority == 5 && new.overall == nil)
    }

    @Test(arguments: UInt64(1)...40)
    func everyRoleKeepsItsRulesInRandomAccounts(seed: UInt64) {
        let world = RandomWorld(seed: seed).world
        let decision = world.decide()
        let creatives = decision.creatives
        #expect(Set(creatives.winners.map(\.campaign.id)).count == creatives.winners.count, "seed \(seed)")
        for winner in creatives.winners {
            #expect(winner.overall > 50 && creatives.fatigue[winner.ad.id]?.isTired != true, "seed \(seed)")
        }
        for one in creatives.decisions {
            #expect((1...5).contains(one.priority) && !one.aim.isEmpty && !one.reason.isEmpty, "seed \(seed)")
            if one.role == .archive { #expect((one.overall ?? 100) < 50, "seed \(seed)") }
            if one.role == .pending { #expect(one.overall == nil && one.steps.isEmpty, "seed \(seed)") }
        }
        for action in decision.proposals {
            #expect(!action.aim.isEmpty && action.confidence.probability >= 0.5, "seed \(seed)")
        }
    }
}
