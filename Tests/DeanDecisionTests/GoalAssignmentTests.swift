import DeanDecision
import DeanDomain
import Testing

struct GoalAssignmentTests {
    private func goal(_ key: GoalKey, active: Bool = true, campaigns: [String] = [], event: String? = nil) -> Goal {
        Goal(
            key: key,
            active: active,
            priority: 3,
            campaigns: campaigns,
            template: CampaignTemplate(objective: "", optimizationGoal: "", customEventType: event)
        )
    }

    private func assigned(
        name: String = "Anything",
        objective: String = "OUTCOME_SALES",
        optimization: String? = nil,
        event: String? = nil,
        goals: [Goal]
    ) -> GoalKey? {
        var world = World()
        world.campaigns = [
            Campaign(
                id: ObjectID("120001"),
                name: name,
                objective: objective,
                status: .active,
                effectiveStatus: "ACTIVE"
            )
        ]
        world.adSets = [
            AdSet(
                id: ObjectID("1"),
                campaignID: ObjectID("120001"),
                name: "",
                status: .active,
                effectiveStatus: "ACTIVE",
                optimizationGoal: optimization,
                customEventType: event
            )
        ]
        return GoalAssignment(snapshot: world.snapshot, goals: goals).goal(of: ObjectID("120001"))
    }

    @Test(
        arguments: [
            ("OUTCOME_SALES", nil, nil, [GoalKey.sales], GoalKey.sales),
            ("CONVERSIONS", nil, nil, [.sales], .sales),
            ("OUTCOME_LEADS", nil, nil, [.sales, .buildAudience], .buildAudience),
            ("OUTCOME_TRAFFIC", nil, nil, [.fanSegmentation, .streams], .streams),
            ("OUTCOME_TRAFFIC", nil, nil, [.fanSegmentation], .fanSegmentation),
            ("LINK_CLICKS", "LINK_CLICKS", nil, [.fanSegmentation], .fanSegmentation),
            ("OUTCOME_ENGAGEMENT", "THRUPLAY", nil, [.virality, .followers], .virality),
            ("OUTCOME_SALES", "OFFSITE_CONVERSIONS", "LEAD", [.sales, .buildAudience], .buildAudience),
            ("OUTCOME_LEADS", nil, nil, [.sales], nil),
            ("OUTCOME_AWARENESS", nil, nil, [.sales, .streams], nil),
        ] as [(String, String?, String?, [GoalKey], GoalKey?)]
    )
    func theGoalIsInferredAmongActiveOnes(
        objective: String,
        optimization: String?,
        event: String?,
        active: [GoalKey],
        expected: GoalKey?
    ) {
        let goals = GoalKey.allCases.map { goal($0, active: active.contains($0)) }
        #expect(assigned(objective: objective, optimization: optimization, event: event, goals: goals) == expected)
    }

    @Test func aCustomEventBelongsToTheGoalWhoseTemplateAsksForIt() {
        let goals = [goal(.sales), goal(.presave, event: "CONTENT_VIEW")]
        #expect(assigned(event: "CONTENT_VIEW", goals: goals) == .presave)
    }

    @Test func theConfigurationComesFirstByIdThenByName() {
        #expect(assigned(goals: [goal(.sales), goal(.streams, campaigns: ["120001"])]) == .streams)
        #expect(assigned(name: "Summer TOUR", goals: [goal(.sales), goal(.presave, campaigns: ["tour"])]) == .presave)
        let both = [goal(.sales, campaigns: ["tour"]), goal(.streams, campaigns: ["120001"])]
        #expect(assigned(name: "Tour", goals: both) == .streams)
    }

    @Test func digitsInANameAreNoId() {
        #expect(assigned(name: "Q4 2026", goals: [goal(.sales), goal(.streams, campaigns: ["2026"])]) == .sales)
    }

    @Test func onlyTaggedNamesOfDeansOwnCount() {
        let goals = [goal(.sales), goal(.streams)]
        #expect(assigned(name: "Dean | streams | learning [dean:0a1b2c3d]", goals: goals) == .streams)
        #expect(assigned(name: "Dean | streams | learning", goals: goals) == .sales)
        #expect(assigned(name: "Deano | streams | learning [dean:0a1b2c3d]", goals: goals) == .sales)
    }

    @Test func theRoleFollowsTheAdvantageStateAndThenTheBudget() {
        var world = World()
        world.addCampaign("c1")
        world.addCampaign("c2", budget: 10)
        world.addCampaign("c3", budget: 10, advantage: true)
        world.addCampaign("c4", budget: 10, name: "Dean | sales | learning [dean:0a1b2c3d]")
        let assignment = GoalAssignment(snapshot: world.snapshot, goals: world.goals)
        let roles = ["c1", "c2", "c3", "c4"].map { assignment.role(of: ObjectID($0)) }
        #expect(roles == [.learning, .scaling, .advantage, .learning])
    }

    @Test func prioritiesFiveThreeTwoSplitFiftyThirtyTwenty() {
        let goals = [
            World.goal(.sales, priority: 5), World.goal(.streams, priority: 3), World.goal(.virality, priority: 2),
        ]
        let total = Money(minorUnits: 1000, currency: .usd)
        let split = BudgetAllocation(total: total, goals: goals, withScaling: [])
        #expect(goals.map { split[$0.key]?.total.minorUnits } == [500, 300, 200])
        #expect(split[.sales]?.learning.minorUnits == 500)
        #expect(split[.presave] == nil)
    }

    @Test func withAScalingCampaignSeventyThirty() {
        let split = BudgetAllocation(
            total: Money(minorUnits: 1000, currency: .usd),
            goals: [World.goal(.sales)],
            withScaling: [.sales]
        )
        #expect(split[.sales]?.learning.minorUnits == 700)
        #expect(split[.sales]?.scaling.minorUnits == 300)
    }

    @Test func hintsCapAShareAndInactiveGoalsGetNone() {
        var idle = World.goal(.streams)
        idle.active = false
        let goals = [World.goal(.sales, hint: 4), idle]
        let split = BudgetAllocation(total: Money(minorUnits: 1000, currency: .usd), goals: goals, withScaling: [])
        #expect(split[.sales]?.total.minorUnits == 400)
        #expect(split[.streams] == nil)
    }
}
