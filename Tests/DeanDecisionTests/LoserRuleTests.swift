import DeanDecision
import DeanDomain
import Testing

struct LoserRuleTests {
    /// s1 has spent a lot without a purchase; s2 sells at $5.
    private func world(spend: Double = 60, target: Double? = 8) -> World {
        var world = World(.sales, targetCPA: target)
        world.settings.autoScaleWinners = false
        world.addCampaign("c1")
        for index in 1...2 {
            world.addAdSet("s\(index)", in: "c1", budget: 10)
            world.addAd("a\(index)", in: "s\(index)")
        }
        world.deliver("a1", back: 10...10, spend: spend)
        world.deliver("a2", back: 8...17, spend: 10, events: 2)
        return world
    }

    private func paused(_ world: World) -> [String] {
        world.decide().proposals.filter { $0.type == .pauseAdSet }.map(\.target.id.rawValue)
    }

    @Test func moneyWithoutAResultIsPausedWithItsNumbers() throws {
        let world = world()
        let action = try #require(world.decide().proposals.first { $0.type == .pauseAdSet })
        #expect(action.target.id == ObjectID("s1"))
        #expect(action.steps == [.setStatus(object: action.target, from: .active, to: .paused)])
        #expect(action.message == "Pause “Ad set s1”: $60.00 spent without a purchase")
        #expect(action.confidence.probability >= 0.95)
        #expect(action.dailyBudgetChange == -1000)
        #expect(action.aim.contains("next 7 days"))
    }

    /// The target is low enough that $10 without a sale is damning; then only the spend threshold decides.
    @Test(arguments: [(10.0, false), (10.01, true)])
    func moreThanTenDollarsMustBeSpent(spend: Double, pauses: Bool) {
        var world = world(spend: spend, target: 0.8)
        world.daily[ObjectID("a2")] = []
        world.deliver("a2", back: 8...17, spend: 10, events: 12)
        #expect(paused(world) == (pauses ? ["s1"] : []))
    }

    @Test(arguments: [(47, false), (48, true)])
    func itMustHaveRunForTwoDays(hours: Int, pauses: Bool) {
        var world = world()
        world.adSets[0].createdAt = World.now - .hours(hours)
        #expect(paused(world) == (pauses ? ["s1"] : []))
    }

    @Test(arguments: [(4.99, false), (5.0, true)])
    func smallBudgetsAreLeftAlone(budget: Double, pauses: Bool) {
        var world = world()
        world.adSets[0].dailyBudget = world.money(budget)
        #expect(paused(world) == (pauses ? ["s1"] : []))
    }

    @Test func oneEventSavesItAlsoWhenItCameToday() {
        var old = world()
        old.deliver("a1", back: 5...5, spend: 1, events: 1)
        #expect(paused(old).isEmpty)
        var today = world()
        today.deliver("a1", back: 0...0, spend: 1, events: 1)
        #expect(paused(today).isEmpty)
    }

    @Test func withWhatMayStillArriveItIsSpared() throws {
        var world = world(target: 12)
        world.daily[ObjectID("a1")] = []
        world.deliver("a1", back: 1...1, spend: 25)
        let decision = world.decide()
        #expect(decision.proposals.isEmpty)
        #expect(decision.objects[ObjectID("s1")]?.reasons.contains { $0.contains("may still arrive") } == true)
    }

    @Test func withPausingSwitchedOffItIsHeld() {
        var world = world()
        world.settings.autoPauseLosers = false
        let decision = world.decide()
        #expect(decision.proposals.isEmpty)
        #expect(decision.held.first?.action.type == .pauseAdSet)
    }

    @Test func inTheLearningPhaseOnlyAnEmergencyPauses() {
        var unsure = world(spend: 25)
        unsure.adSets[0].learningStage = .learning
        #expect(paused(unsure).isEmpty)
        var sure = world(spend: 200)
        sure.adSets[0].learningStage = .learning
        #expect(paused(sure) == ["s1"])
    }

    @Test func withoutAnyEventOrTargetNothingIsPausedAndATargetIsAskedFor() {
        var world = world(target: nil)
        world.daily[ObjectID("a2")] = []
        let decision = world.decide()
        #expect(decision.proposals.isEmpty)
        #expect(decision.notes.contains { $0.contains("set a target for sales") })
    }

    @Test func withoutATargetTheAccountsOwnMedianServesAndIsNamed() throws {
        let action = try #require(world(target: nil).decide().proposals.first { $0.type == .pauseAdSet })
        #expect(action.evidence.contains { $0.value.contains("the account's own median of $4.9") })
    }
}
