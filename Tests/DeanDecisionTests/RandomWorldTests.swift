import DeanDecision
import DeanDomain
import Testing

/// What must hold of every plan, over random accounts; a failure names its seed.
struct RandomWorldTests {
    private struct Case {
        let seed: UInt64
        let world: World
        let proposals: [PlannedAction]
    }

    private static let cases = (1...500 as ClosedRange<UInt64>).map { seed in
        let world = RandomWorld(seed: seed).world
        return Case(seed: seed, world: world, proposals: world.decide().proposals)
    }

    @Test func noPlanExceedsACapAlsoWithMetasOverspend() {
        for one in Self.cases {
            let (seed, world) = (one.seed, one.world)
            let before = AppliedWorld(world)
            var after = before
            var goals: [ObjectID: GoalKey] = [:]
            let assignment = GoalAssignment(snapshot: world.snapshot, goals: world.goals)
            for id in before.campaigns.keys { goals[id] = assignment.goal(of: id) }
            for action in one.proposals {
                after.apply(action)
                for id in after.campaigns.keys where before.campaigns[id] == nil && goals[id] == nil {
                    goals[id] = action.goal
                }
            }
            func holds(_ old: Int64, _ new: Int64, _ cap: Double) -> Bool {
                new <= old || Double(new) * 1.25 <= Double(world.money(cap).minorUnits) + 1e-6
            }
            let caps = world.rules.caps
            #expect(holds(before.live, after.live, caps.accountDailyBudget), "account, seed \(seed)")
            for id in after.campaigns.keys {
                let (old, new) = (before.live(campaign: id), after.live(campaign: id))
                #expect(holds(old, new, caps.campaignDailyBudget), "campaign \(id), seed \(seed)")
            }
            for goal in world.goals {
                func sum(_ applied: AppliedWorld) -> Int64 {
                    goals.filter { $0.value == goal.key }.keys.reduce(0) { $0 + applied.live(campaign: $1) }
                }
                let cap = min(caps.goalDailyBudget, goal.budgetHint ?? .infinity)
                #expect(holds(sum(before), sum(after), cap), "goal \(goal.key), seed \(seed)")
            }
            for (id, adSet) in after.adSets where after.campaigns[adSet.campaign ?? id]?.daily == nil {
                let old = before.adSets[id]?.daily ?? 0
                #expect(holds(old, adSet.daily ?? 0, caps.campaignDailyBudget), "ad set \(id), seed \(seed)")
            }
        }
    }

    @Test func noRaiseIsSteeperThanAllowed() {
        for one in Self.cases {
            let (seed, world) = (one.seed, one.world)
            let caps = world.rules.caps
            var raised: Int64 = 0
            for action in one.proposals {
                if action.type != .createCampaign { raised += max(0, action.dailyBudgetChange) }
                for case .setDailyBudget(let object, let from, let to) in action.steps {
                    let limit = Double(from.minorUnits) * (1 + caps.budgetStepPercent / 100)
                    #expect(Double(to.minorUnits) <= limit + 1e-6, "\(object.id), seed \(seed)")
                    let recent = world.pastActions.contains {
                        $0.target == object.id && ($0.type == .updateBudget || $0.type == .undo)
                            && World.now - $0.executedAt < .hours(24) && $0.dailyBudgetChange != 0
                    }
                    #expect(to <= from || !recent, "\(object.id) within the cooldown, seed \(seed)")
                }
            }
            let live = AppliedWorld(world).live
            let base = live > 0 ? live : world.money(world.settings.globalDailyBudget).minorUnits
            let most = Double(base) * caps.budgetIncreasePerDayPercent / 100
            #expect(Double(raised) <= most + 1e-6, "seed \(seed)")
        }
    }

    @Test func everyProposalIsAllowedSureEnoughAndTheOnlyOneOfItsKind() {
        var kinds: [ActionType: Int] = [:]
        for one in Self.cases {
            let (seed, world) = (one.seed, one.world)
            let proposals = one.proposals
            var budgets: Set<ObjectID> = []
            var seen: Set<String> = []
            for action in proposals {
                kinds[action.type, default: 0] += 1
                #expect(!action.verdicts.isEmpty && !action.verdicts.contains { !$0.allowed }, "seed \(seed)")
                #expect(action.confidence.probability >= world.rules.confidence.propose, "seed \(seed)")
                let isNew = seen.insert("\(action.type) \(action.target.id) \(action.goal?.rawValue ?? "")").inserted
                #expect(isNew, "seed \(seed)")
                for case .setDailyBudget(let object, _, _) in action.steps {
                    let isFirst = budgets.insert(object.id).inserted
                    #expect(isFirst, "two budget changes, seed \(seed)")
                }
                for state in action.before {
                    #expect(state.status == .active || state.status == .paused, "\(state), seed \(seed)")
                    let edit = world.humanEdits[state.object.id]
                    #expect(edit.map { World.now - $0 >= .hours(24) } ?? true, "a person's object, seed \(seed)")
                }
            }
            let writes = proposals.reduce(0) { $0 + $1.steps.count }
            #expect(writes <= world.rules.caps.writesPerRun, "seed \(seed)")
            #expect(Set(proposals.map(\.id)).count == proposals.count, "seed \(seed)")
            if !world.gaps.isEmpty { #expect(proposals.isEmpty, "seed \(seed)") }
        }
        // The property would hold of a core that never proposes anything, so every kind must have occurred.
        for type in ActionType.allCases where type != .undo {
            #expect(kinds[type, default: 0] >= 5, "\(type) occurred \(kinds[type, default: 0]) times")
        }
    }

    @Test func theGuardsAgreeWhenTheyAreAskedAgainOneByOne() {
        for one in Self.cases {
            let (seed, world) = (one.seed, one.world)
            var planned: [PlannedAction] = []
            for action in one.proposals {
                let context = world.context(alreadyPlanned: planned)
                let refused = Guards.evaluate(action, in: context).filter { !$0.allowed }
                #expect(refused.isEmpty, "seed \(seed): \(refused.map(\.reason))")
                planned.append(action)
            }
        }
    }

    @Test func aDoneRaiseOrPauseCanBeUndoneUnderTheSameGuards() {
        for one in Self.cases {
            let seed = one.seed
            var world = one.world
            guard
                let action = one.proposals.first(where: { [.updateBudget, .pauseAdSet].contains($0.type) })
            else { continue }
            let before = AppliedWorld(world).live
            for state in action.after {
                for index in world.campaigns.indices where world.campaigns[index].id == state.object.id {
                    world.campaigns[index].dailyBudget = state.dailyBudget
                }
                for index in world.adSets.indices where world.adSets[index].id == state.object.id {
                    world.adSets[index].status = state.status
                    world.adSets[index].dailyBudget = state.dailyBudget
                }
            }
            let record = ActionRecord(
                action: action,
                accountID: AccountID("act_1"),
                runID: RunID("run"),
                planID: nil,
                status: .done,
                createdAt: World.now
            )
            let undo = UndoPlanner.inverse(of: record, live: action.after, made: [:], ids: World.ids(1))
            guard let undo else {
                Issue.record("no undo for \(action.message), seed \(seed)")
                continue
            }
            var applied = AppliedWorld(world)
            applied.apply(undo)
            #expect(applied.live == before, "seed \(seed)")
            let refused = Guards.evaluate(undo, in: world.context()).filter { !$0.allowed }
            // Switching a budget on again may not fit under a cap that is below what was live; nothing else stands in
            // the way.
            #expect(
                refused.allSatisfy { $0.name.hasSuffix("cap") || $0.name == "fresh snapshot" },
                "seed \(seed): \(refused.map(\.reason))"
            )
        }
    }
}
