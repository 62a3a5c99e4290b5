import DeanBot
import DeanDomain
import DeanMeta
import DeanSandbox
import DeanStore
import Testing

/// What Dean writes, and how often.
@Suite(.serialized) struct ExecutionTests {
    @Test func previewSendsNothingButReadsAndValidations() async throws {
        try await World.run { world in
            let request = RunRequest(account: world.account, trigger: .cli, dryRun: true)
            let result = try await world.bot.run(request)
            #expect(!result.actions.isEmpty, "the demo's account has something to propose")
            #expect(world.graph.requests.count > 5)
            for record in world.graph.requests {
                #expect(record.method == "GET" || record.validatesOnly, "\(record.method) \(record.path)")
            }
            #expect(try await world.store.openPlans(world.account).isEmpty, "a preview can't be approved")
        }
    }

    @Test func aHundredApprovalsMakeOneWrite() async throws {
        try await World.run { world in
            let (plan, action, _, to) = try await world.planOfOneRaise()
            let outcomes = try await withThrowingTaskGroup(of: DecisionOutcome.self) { group in
                for index in 0..<100 {
                    let person = PersonID(index.isMultiple(of: 2) ? SlackPerson.maya.id : SlackPerson.jonas.id)
                    group.addTask {
                        try await world.bot.decide(plan: plan.id, actions: nil, by: person, approve: true)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.filter { $0.refusal == nil }.count == 1)
            await world.settle()
            #expect(try await world.status(of: action) == .done)
            #expect(world.writes.count == 1)
            #expect(world.market.dailyBudget(of: action.action.target.id) == to.minorUnits)
            let late = outcomes.compactMap(\.refusal?.plainText)
            #expect(late.contains { $0.contains("Too late") })
        }
    }

    @Test func theAnswerToABudgetWriteIsLostAndTheBudgetIsRaisedOnce() async throws {
        try await World.run { world in
            let (plan, action, from, to) = try await world.planOfOneRaise()
            world.graph.faults.inject(.lostAfterApplying, method: "POST", path: action.action.target.id.rawValue)
            _ = try await world.approve(plan)
            #expect(try await world.status(of: action) == .done)
            #expect(world.market.dailyBudget(of: action.action.target.id) == to.minorUnits)
            #expect(to.minorUnits == from.minorUnits * 12 / 10)
            #expect(world.writes.count == 1, "it was read back, not sent again")
        }
    }

    @Test func aWriteThatMetaNeverSawIsSentAgainOnceItWasReadBack() async throws {
        try await World.run { world in
            let (plan, action, _, to) = try await world.planOfOneRaise()
            world.graph.faults.inject(.lostBeforeApplying, method: "POST", path: action.action.target.id.rawValue)
            _ = try await world.approve(plan)
            #expect(try await world.status(of: action) == .done)
            #expect(world.market.dailyBudget(of: action.action.target.id) == to.minorUnits)
            #expect(world.writes.count == 2)
        }
    }

    @Test(arguments: [true, false])
    func aProcessThatDiedBetweenIntentAndAnswerLeavesTheWriteDoneOnce(applied: Bool) async throws {
        try await World.run { world in
            let (plan, action, _, to) = try await world.planOfOneRaise()
            let id = action.action.target.id
            _ = try await world.bot.decide(
                plan: plan.id,
                actions: nil,
                by: PersonID(SlackPerson.maya.id),
                approve: true
            )
            // What a process leaves behind that was killed after its call was sent.
            #expect(try await world.store.move(action.id, from: .approved, to: .executing, at: world.clock.now))
            var intent = Intent(
                id: IntentID("0badcafe"),
                actionID: action.id,
                accountID: world.account,
                stepIndex: 0,
                step: action.action.steps[0],
                updatedAt: world.clock.now
            )
            try await world.store.insert(intents: [intent])
            intent.state = .sent
            intent.sends = 1
            try await world.store.save(intent)
            if applied { world.market.edit(id, dailyBudget: to.minorUnits) }

            await world.settle()
            #expect(try await world.status(of: action) == .done)
            #expect(world.market.dailyBudget(of: id) == to.minorUnits)
            #expect(world.writes.count == (applied ? 0 : 1))
        }
    }

    @Test func anUnknownOutcomeIsReadBackEachMinuteUntilItIsKnownAndNeverSentAgain() async throws {
        try await World.run { world in
            let (plan, action, _, to) = try await world.planOfOneRaise()
            let id = action.action.target.id
            world.graph.faults.inject(.lostAfterApplying, method: "POST", path: id.rawValue)
            // The state before the write can be read; nothing can afterwards.
            world.graph.faults.inject(
                .error(code: 2, isTransient: true, status: 500),
                method: "GET",
                path: id.rawValue,
                skip: 1,
                times: .max
            )
            _ = try await world.approve(plan)
            #expect(try await world.status(of: action) == .unknown)
            let reads = { world.graph.requests.filter { $0.method == "GET" && $0.path.contains(id.rawValue) }.count }

            for _ in 1...3 {
                let before = reads()
                world.clock.advance(by: TimeSpan(seconds: 59))
                await world.settle()
                #expect(reads() == before, "a minute has not gone by")
                world.clock.advance(by: TimeSpan(seconds: 1))
                await world.settle()
                #expect(reads() > before)
                #expect(try await world.status(of: action) == .unknown)
            }
            world.graph.faults.clear()
            world.clock.advance(by: .minutes(1))
            await world.settle()
            #expect(try await world.status(of: action) == .done)
            #expect(world.market.dailyBudget(of: id) == to.minorUnits)
            #expect(world.writes.count == 1)
        }
    }

    @Test func afterADayAnUnknownOutcomeIsLeftToPeople() async throws {
        try await World.run { world in
            let (plan, action, _, _) = try await world.planOfOneRaise()
            let id = action.action.target.id
            world.graph.faults.inject(.lostAfterApplying, method: "POST", path: id.rawValue)
            world.graph.faults.inject(
                .error(code: 2, isTransient: true, status: 500),
                method: "GET",
                path: id.rawValue,
                skip: 1,
                times: .max
            )
            _ = try await world.approve(plan)
            world.clock.advance(by: .days(1))
            await world.settle()
            let before = world.graph.requests.count
            world.clock.advance(by: .minutes(5))
            await world.settle()
            #expect(world.graph.requests.count == before)
            #expect(try await world.status(of: action) == .unknown)
            #expect(world.writes.count == 1)
        }
    }

    /// Not finding a campaign a second after its maker died doesn't mean that Meta won't make it.
    @Test(arguments: [true, false])
    func aCreateWhoseSenderDiedIsNotSentAgainBeforeMetaMustHaveMadeIt(applied: Bool) async throws {
        try await World.run { world in
            let (plan, raise, _, _) = try await world.planOfOneRaise()
            let draft = CampaignDraft(name: "Dean | sales | scaling", objective: "OUTCOME_SALES", status: .paused)
            let action = try await world.approvedCreation(of: draft, in: plan, like: raise)
            #expect(try await world.store.move(action.id, from: .approved, to: .executing, at: world.clock.now))
            var intent = Intent(
                id: IntentID("0badcafe"),
                actionID: action.id,
                accountID: world.account,
                stepIndex: 0,
                step: action.action.steps[0],
                updatedAt: world.clock.now
            )
            try await world.store.insert(intents: [intent])
            intent.state = .sent
            intent.sends = 1
            try await world.store.save(intent)

            world.clock.advance(by: TimeSpan(seconds: 5))
            try await world.bot.executeActions([action.id], account: world.account)
            #expect(try await world.status(of: action) == .unknown)
            #expect(world.writes.isEmpty)
            if applied {
                // Meta was slow, and made it after all.
                _ = await world.bot.meta?.perform(
                    action.action.steps[0],
                    tag: intent.tag,
                    parent: nil,
                    account: world.account,
                    validateOnly: false
                )
            }
            world.clock.advance(by: .minutes(1))
            try await world.bot.executeActions([action.id], account: world.account)
            #expect(try await world.status(of: action) == .done)
            #expect(world.writes.count == 1)
        }
    }

    @Test func aStalePlanIsRefusedWithWhatChanged() async throws {
        try await World.run { world in
            let (plan, action, from, _) = try await world.planOfOneRaise()
            world.market.edit(action.action.target.id, dailyBudget: from.minorUnits * 3)
            _ = try await world.approve(plan)
            let record = try #require(try await world.store.action(action.id))
            #expect(record.status == .refused)
            #expect(record.outcome?.contains("changed since") == true, "\(record.outcome ?? "")")
            #expect(world.writes.isEmpty)
        }
    }

    @Test func nothingIsWrittenOnceTheAccountIsOnlyObserved() async throws {
        try await World.run { world in
            let (plan, action, _, _) = try await world.planOfOneRaise()
            let maya = PersonID(SlackPerson.maya.id)
            _ = try await world.bot.decide(plan: plan.id, actions: nil, by: maya, approve: true)
            var settings = world.bot.configuration.settings
            settings.autonomy = .observe
            try await world.store.save(settings, account: world.account, by: maya, at: world.clock.now)
            await world.settle()
            #expect(try await world.status(of: action) == .refused)
            #expect(world.writes.isEmpty)
            let (later, _, _, _) = try await world.planOfOneRaise()
            let outcome = try await world.bot.decide(plan: later.id, actions: nil, by: maya, approve: true)
            #expect(outcome.refusal?.plainText.contains("only observe") == true)
        }
    }

    @Test func nothingIsWrittenAfterStop() async throws {
        try await World.run { world in
            let (plan, action, _, _) = try await world.planOfOneRaise()
            _ = try await world.bot.decide(
                plan: plan.id,
                actions: nil,
                by: PersonID(SlackPerson.maya.id),
                approve: true
            )
            try await world.store.stop(nil, by: PersonID(SlackPerson.maya.id), reason: "enough", at: world.clock.now)
            await world.settle()
            #expect(try await world.status(of: action) == .refused)
            #expect(world.writes.isEmpty)
        }
    }

    @Test func peopleWhoAreNotListedDecideNothingAndAreToldWhy() async throws {
        try await World.run { world in
            let (plan, action, _, _) = try await world.planOfOneRaise()
            for approve in [true, false] {
                let outcome = try await world.bot.decide(
                    plan: plan.id,
                    actions: nil,
                    by: PersonID(SlackPerson.lena.id),
                    approve: approve
                )
                #expect(outcome.refusal?.plainText.contains("You may not") == true)
            }
            await world.settle()
            #expect(try await world.status(of: action) == .proposed)
            #expect(world.writes.isEmpty)
        }
    }

    @Test func anExpiredPlanIsRefusedAndItsActionsExpire() async throws {
        try await World.run { world in
            let (plan, action, _, _) = try await world.planOfOneRaise()
            world.clock.advance(by: .hours(25))
            let outcome = try await world.bot.decide(
                plan: plan.id,
                actions: nil,
                by: PersonID(SlackPerson.maya.id),
                approve: true
            )
            #expect(outcome.refusal?.plainText.contains("expired") == true)
            #expect(try await world.status(of: action) == .expired)
            #expect(world.writes.isEmpty)
        }
    }

    @Test func yenHaveNoMinorUnitsOnTheWire() async throws {
        try await World.run(account: SandboxCredentials.yenAccount, rules: World.yenRules) { world in
            let (plan, action, from, to) = try await world.planOfOneRaise()
            #expect(from.currency == Currency("JPY"))
            _ = try await world.approve(plan)
            #expect(try await world.status(of: action) == .done)
            #expect(world.writes.first?.parameters["daily_budget"] == String(to.minorUnits))
        }
    }

    @Test func anUndoneActionLeavesTheAccountAsItWas() async throws {
        try await World.run { world in
            let (plan, action, from, _) = try await world.planOfOneRaise()
            _ = try await world.approve(plan)
            let outcome = try await world.bot.undo(action.id, by: PersonID(SlackPerson.jonas.id))
            #expect(outcome.refusal == nil)
            await world.settle()
            #expect(world.market.dailyBudget(of: action.action.target.id) == from.minorUnits)
            #expect(try await world.status(of: action) == .undone)
            let again = try await world.bot.undo(action.id, by: PersonID(SlackPerson.jonas.id))
            #expect(again.refusal?.plainText.contains("Only a done action") == true)
        }
    }
}

extension World {
    static var yenRules: Rules {
        var rules = roomyRules
        rules.caps.accountDailyBudget = 5_000_000
        rules.caps.campaignDailyBudget = 2_000_000
        rules.caps.goalDailyBudget = 5_000_000
        return rules
    }

    /// Approves as Maya and carries everything out.
    func approve(_ plan: Plan) async throws -> DecisionOutcome {
        let outcome = try await bot.decide(
            plan: plan.id,
            actions: nil,
            by: PersonID(SlackPerson.maya.id),
            approve: true
        )
        await settle()
        return outcome
    }
}
