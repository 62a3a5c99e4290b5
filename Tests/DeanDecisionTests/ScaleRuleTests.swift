import DeanDecision
import DeanDomain
import Testing

struct ScaleRuleTests {
    private func raise(_ world: World) -> PlannedAction? { world.decide().proposals.first { $0.type == .updateBudget } }

    @Test func twentyDollarsBecomeTwentyFour() throws {
        let world = World.withScaling()
        let action = try #require(raise(world))
        let campaign = ObjectRef(kind: .campaign, id: ObjectID("c2"), name: "Campaign c2")
        #expect(action.steps == [.setDailyBudget(object: campaign, from: world.money(20), to: world.money(24))])
        #expect(action.message == "Raise “Campaign c2” from $20.00 to $24.00 a day")
        #expect(action.before == [ObjectState(object: campaign, status: .active, dailyBudget: world.money(20))])
        #expect(action.after == [ObjectState(object: campaign, status: .active, dailyBudget: world.money(24))])
        #expect(action.dailyBudgetChange == 400)
        #expect(action.confidence.probability > 0.9)
    }

    @Test(arguments: [(23, false), (24, true)])
    func itIsRaisedAgainOnlyAfterADay(hours: Int, raises: Bool) {
        var world = World.withScaling()
        world.pastActions = [
            PastAction(
                type: .updateBudget,
                target: ObjectID("c2"),
                goal: .sales,
                creativeID: nil,
                executedAt: World.now - .hours(hours),
                dailyBudgetChange: 200
            )
        ]
        #expect((raise(world) != nil) == raises)
    }

    /// The last two days are 7 or 13 % dearer, after the delay is taken out; the limit is 10 %.
    @Test(arguments: [(1.07, true), (1.13, false)])
    func theCostMustBeStable(rise: Double, raises: Bool) {
        var world = World.withScaling()
        let delay = (yesterday: 0.8695, before: 0.9413)
        world.daily = [:]
        world.deliver("a2", back: 3...20, spend: 20, events: 4)
        // Younger days show fewer of their events; these are the shares of the prior curve after 15 and 39 hours.
        world.deliver("a2", back: 2...2, spend: 20, events: 4 / rise * delay.before)
        world.deliver("a2", back: 1...1, spend: 20, events: 4 / rise * delay.yesterday)
        #expect((raise(world) != nil) == raises)
    }

    @Test func whatCannotBeSpentIsNotRaised() {
        var world = World.withScaling()
        world.campaigns[1].dailyBudget = world.money(41)
        #expect(raise(world) == nil)
        world.campaigns[1].dailyBudget = world.money(40)
        #expect(raise(world) != nil)
    }

    @Test func aMissedTargetIsNotScaled() {
        let decision = World.withScaling(targetCPA: 4).decide()
        #expect(decision.proposals.isEmpty)
        #expect(decision.held.contains { $0.reasons.contains { $0.contains("proposals start at") } })
    }

    @Test func withoutATargetAStableCostIsEnoughAndTheCardSaysSo() throws {
        let action = try #require(raise(World.withScaling(targetCPA: nil, budget: 200)))
        #expect(action.evidence.contains { $0.label == "target" && $0.value.contains("none is set") })
    }

    @Test func aTargetROASCountsAtTheAverageRevenue() {
        for (roas, raises) in [(2.0, true), (6, false)] {
            var world = World.withScaling(targetCPA: nil)
            world.goals[0].targetROAS = roas
            world.daily = [:]
            // $20 a purchase at $5: ROAS 4.
            world.deliver("a2", back: 1...20, spend: 20, events: 4, revenue: 80)
            #expect((raise(world) != nil) == raises, "target ROAS \(roas)")
        }
    }

    @Test func theLearningPhaseIsLeftAlone() {
        var world = World.withScaling()
        world.adSets[0].learningStage = .learning
        #expect(raise(world) == nil)
    }

    /// Caps bound what Meta may spend: $28.50 × 1.25 is over $30, $24 × 1.25 is exactly $30.
    @Test(arguments: [(1000.0, 24.0), (30, 24), (28, 22.4)])
    func aRaiseIsCutToWhatTheCapAllows(cap: Double, expected: Double) {
        var world = World.withScaling()
        world.rules.caps.campaignDailyBudget = cap
        #expect(raise(world)?.after.first?.dailyBudget == world.money(expected))
    }

    @Test func aRaiseTooSmallToMatterIsHeldWithTheCapAsReason() throws {
        var world = World.withScaling()
        world.rules.caps.accountDailyBudget = 26
        let decision = world.decide()
        #expect(decision.proposals.isEmpty)
        let held = try #require(decision.held.first { $0.action.type == .updateBudget })
        #expect(held.reasons.contains { $0.contains("cap of $26.00") })
    }

    @Test func aProvenAdSetGrowsWhereItStandsWhileThereIsNoScalingCampaign() throws {
        var world = World(.sales, targetCPA: 10)
        world.addCampaign("c1")
        for index in 1...2 {
            world.addAdSet("s\(index)", in: "c1", budget: 20)
            world.addAd("a\(index)", in: "s\(index)")
            world.deliver("a\(index)", back: 1...20, spend: 20, events: 4)
        }
        let raises = world.decide().proposals.filter { $0.type == .updateBudget }
        #expect(raises.map(\.target.id.rawValue).sorted() == ["s1", "s2"])
        #expect(raises.first?.evidence.contains { $0.label == "why here" } == true)
        world.addCampaign("c2", budget: 20)
        #expect(world.decide().proposals.filter { $0.type == .updateBudget }.isEmpty)
    }

    @Test func withoutATargetNoLearningAdSetGrows() {
        var world = World(.sales)
        world.addCampaign("c1")
        world.addAdSet("s1", in: "c1", budget: 20)
        world.addAd("a1", in: "s1")
        world.deliver("a1", back: 1...20, spend: 20, events: 4)
        #expect(world.decide().proposals.isEmpty)
    }
}
