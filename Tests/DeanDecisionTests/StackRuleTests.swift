import DeanDecision
import DeanDomain
import Testing

struct StackRuleTests {
    /// An Advantage+ stack of five ads at $5 a purchase with a target of $8.
    private func world(ads: Int = 5, target: Double? = 8, learning: LearningStage? = .success) -> World {
        var world = World(.sales, targetCPA: target)
        world.addCampaign("c1", budget: 100, advantage: true)
        world.addAdSet("s1", in: "c1", learning: learning)
        for index in 1...ads {
            world.addAd("a\(index)", in: "s1")
            world.deliver("a\(index)", back: 8...17, spend: 10, events: 2)
        }
        return world
    }

    private func kills(_ world: World) -> [String] {
        world.decide().proposals.filter { $0.type == .pauseAd }.map(\.target.id.rawValue).sorted()
    }

    @Test func anAdThatSurelyMissesItsTargetIsKilled() throws {
        var world = world()
        world.daily[ObjectID("a1")] = []
        world.deliver("a1", spend: 10, events: 0.1)
        let action = try #require(world.decide().proposals.first { $0.type == .pauseAd })
        #expect(action.target.id == ObjectID("a1"))
        #expect(action.aim.contains("the target of $8.00 per purchase"))
        #expect(world.decide().objects[ObjectID("a1")]?.role.hasSuffix(": kill") == true)
        #expect(world.decide().objects[ObjectID("a2")]?.role.hasSuffix(": hold") == true)
    }

    /// Twice the target of $8; a rule of 0.6 lets the little that was spent decide.
    @Test(arguments: [(15.99, []), (16.0, ["a1"])])
    func itIsJudgedFromTwiceTheTarget(spend: Double, expected: [String]) {
        var world = world()
        world.rules.loser.maximumProbabilityOfTarget = 0.6
        world.daily[ObjectID("a1")] = []
        world.deliver("a1", back: 10...10, spend: spend)
        #expect(kills(world) == expected)
    }

    @Test func theLastLiveAdIsNeverKilled() throws {
        var world = world(ads: 2)
        for ad in ["a1", "a2"] {
            world.daily[ObjectID(ad)] = []
            world.deliver(ad, spend: 50, events: 0.1)
        }
        let decision = world.decide()
        #expect(decision.proposals.filter { $0.type == .pauseAd }.count == 1)
        #expect(decision.held.contains { $0.reasons.contains { $0.contains("last live ad") } })
    }

    @Test func withoutATargetOnlyWhatCostsFarMoreThanTheMedianIsKilled() {
        var dear = world(target: nil)
        dear.daily[ObjectID("a1")] = []
        dear.deliver("a1", back: 8...27, spend: 100, events: 15)
        #expect(kills(dear).isEmpty)
        dear.daily[ObjectID("a1")] = []
        dear.deliver("a1", back: 8...27, spend: 100, events: 8)
        #expect(kills(dear) == ["a1"])
    }

    @Test func inTheLearningPhaseOnlyAnEmergencyKills() {
        var world = world(learning: .learning)
        world.daily[ObjectID("a1")] = []
        world.deliver("a1", back: 8...9, spend: 12.5)
        #expect(kills(world).isEmpty)
        world.daily[ObjectID("a1")] = []
        world.deliver("a1", spend: 40)
        #expect(kills(world) == ["a1"])
    }

    @Test func anAdThatStandsByFillsTheStack() throws {
        var world = world(ads: 4)
        world.addAd("a9", in: "s1", status: .paused)
        let action = try #require(world.decide().proposals.first { $0.type == .activateAd })
        #expect(action.target.id == ObjectID("a9"))
        #expect(action.steps == [.setStatus(object: action.target, from: .paused, to: .active)])
        world.addAd("a10", in: "s1")
        #expect(!world.decide().proposals.contains { $0.type == .activateAd })
    }

    @Test func whatDeliveredOrWasRejectedOrRunsAlreadyDoesNotStandBy() {
        var world = world(ads: 4)
        world.addAd("seen", in: "s1", status: .paused)
        world.deliver("seen", back: 30...30, spend: 1, impressions: 100)
        world.addAd("rejected", in: "s1", status: .paused, effectiveStatus: "DISAPPROVED")
        world.addAd("double", in: "s1", creative: "creative-a1", status: .paused)
        let decision = world.decide()
        #expect(!decision.proposals.contains { $0.type == .activateAd })
        #expect(decision.notes.contains { $0.contains("4 of 5 live creatives") })
    }

    @Test func aTiredCreativeIsNamed() {
        var world = world()
        world.daily[ObjectID("a1")] = []
        world.deliver("a1", back: 8...21, spend: 10, impressions: 5000, clicks: 100, events: 2)
        world.deliver("a1", back: 1...7, spend: 10, impressions: 5000, clicks: 60, events: 2)
        let decision = world.decide()
        #expect(decision.notes.contains { $0.contains("tired creatives") && $0.contains("“Ad a1” (CTR -40 %") })
        #expect(decision.objects[ObjectID("a1")]?.reasons.contains { $0.contains("tired") } == true)
    }

    @Test func theStackLeaderGoesIntoTheScalingCampaign() throws {
        var world = world()
        world.addCampaign("c2", budget: 20)
        world.addAdSet("s2", in: "c2")
        world.addAd("b1", in: "s2")
        world.daily[ObjectID("a1")] = []
        world.deliver("a1", spend: 10, events: 8)
        let action = try #require(world.decide().proposals.first { $0.type == .promoteWinner })
        #expect(action.target.id == ObjectID("a1"))
        guard case .createAd(let draft, .existing(let adSet)) = action.steps[0] else {
            Issue.record("the step is \(action.steps[0])")
            return
        }
        #expect(draft.creativeID == ObjectID("creative-a1") && adSet == ObjectID("s2"))
    }

    @Test func aStackThatMeetsItsTargetIsScaled() throws {
        var world = world()
        for index in 1...5 {
            world.daily[ObjectID("a\(index)")] = []
            world.deliver("a\(index)", back: 1...17, spend: 20, events: 4)
        }
        let action = try #require(world.decide().proposals.first { $0.type == .updateBudget })
        #expect(action.target.id == ObjectID("c1"))
        #expect(action.after.first?.dailyBudget == world.money(120))
    }
}
