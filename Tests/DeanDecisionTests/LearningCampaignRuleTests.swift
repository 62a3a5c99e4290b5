import DeanDecision
import DeanDomain
import Testing

struct LearningCampaignRuleTests {
    private func world() -> World {
        var world = World(.sales)
        world.creatives = (1...4).map { Creative(id: ObjectID("cr\($0)"), name: "Creative \($0)", status: "ACTIVE") }
        return world
    }

    private func created(_ world: World) -> PlannedAction? {
        world.decide().proposals.first { $0.type == .createCampaign }
    }

    @Test func anActiveGoalWithoutALearningCampaignGetsOne() throws {
        let world = world()
        let action = try #require(created(world))
        #expect(action.steps.count == 5)
        guard case .createCampaign(let campaign) = action.steps[0],
            case .createAdSet(let adSet, .madeByStep(0)) = action.steps[1],
            case .createAd(let ad, .madeByStep(1)) = action.steps[2]
        else {
            Issue.record("the steps are \(action.steps)")
            return
        }
        #expect(campaign.dailyBudget == nil && campaign.objective == "OUTCOME_SALES" && campaign.status == .active)
        #expect(adSet.dailyBudget == world.money(5) && adSet.status == .active)
        #expect(ad.creativeID == ObjectID("cr1") && ad.status == .active)
        #expect(action.target.kind == .account && action.dailyBudgetChange == 500)
    }

    @Test func theBudgetIsTheGoalsShareWhereThatIsLess() throws {
        var world = world()
        world.goals = [
            World.goal(.sales, priority: 2), World.goal(.streams, priority: 3), World.goal(.virality, priority: 5),
        ]
        let action = try #require(world.decide().proposals.first { $0.goal == .sales })
        #expect(action.dailyBudgetChange == 200)
    }

    @Test(arguments: [(ConfiguredStatus.active, false), (.paused, false), (.archived, true)])
    func oneThatIsThereIsEnough(status: ConfiguredStatus, makes: Bool) {
        var world = world()
        world.addCampaign("c1", status: status)
        #expect((created(world) != nil) == makes)
    }

    @Test func aPausedOneIsSaidAndNotReplaced() {
        var world = world()
        world.addCampaign("c1", status: .paused)
        #expect(world.decide().notes.contains { $0.contains("learning campaign for sales is paused") })
    }

    @Test func withoutACreativeItIsANote() {
        var world = world()
        world.creatives = []
        let decision = world.decide()
        #expect(decision.proposals.isEmpty)
        #expect(decision.notes.contains { $0.contains("no creative that could start one") })
    }

    @Test func anotherGoalsCreativesAreNeverTaken() {
        var world = world()
        world.goals.append(World.goal(.buildAudience))
        world.goals[1].campaigns = ["c1"]
        world.addCampaign("c1")
        world.addAdSet("s1", in: "c1", budget: 5)
        for index in 1...4 { world.addAd("a\(index)", in: "s1", creative: "cr\(index)") }
        #expect(!world.decide().proposals.contains { $0.goal == .sales })
    }

    @Test func itIsNotMadeTwiceWithinADay() {
        var world = world()
        world.pastActions = [
            PastAction(
                type: .createCampaign,
                target: ObjectID("act_1"),
                goal: .sales,
                creativeID: nil,
                executedAt: World.now - .hours(23),
                dailyBudgetChange: 500
            )
        ]
        #expect(created(world) == nil)
    }

    @Test func capsHoldForIt() {
        var world = world()
        world.rules.caps.goalDailyBudget = 5
        #expect(created(world)?.dailyBudgetChange == 400)
        world.rules.caps.goalDailyBudget = 1
        #expect(created(world) == nil)
    }
}
