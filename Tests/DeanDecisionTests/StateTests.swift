import DeanDecision
import DeanDomain
import Testing

struct StateTests {
    private func state(
        _ id: String = "1",
        name: String = "Prospecting",
        status: ConfiguredStatus = .active,
        budget: Int64? = 2000,
        currency: Currency = .usd
    ) -> ObjectState {
        ObjectState(
            object: ObjectRef(kind: .campaign, id: ObjectID(id), name: name),
            status: status,
            dailyBudget: budget.map { Money(minorUnits: $0, currency: currency) }
        )
    }

    @Test func theHashIsSHA256OfTheCanonicalLines() {
        // printf 'campaign|1|ACTIVE|2000|USD' | sha256sum (coreutils 9.1)
        #expect(StateHash.of([state()]) == "b38325b0b387ebda6c49ec84e552a2d80e70122e4d172f30228526a0701fe1a8")
        // printf '' | sha256sum
        #expect(StateHash.of([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test func theHashFollowsStatusAndBudgetAndNothingElse() {
        let hash = StateHash.of([state(), state("2")])
        #expect(hash == StateHash.of([state("2"), state(name: "Renamed")]))
        #expect(hash == StateHash.of([state(), state(), state("2")]))
        #expect(hash != StateHash.of([state(status: .paused), state("2")]))
        #expect(hash != StateHash.of([state(budget: 2001), state("2")]))
        #expect(hash != StateHash.of([state(budget: nil), state("2")]))
        #expect(hash != StateHash.of([state(currency: Currency("EUR")), state("2")]))
        #expect(hash != StateHash.of([state()]))
    }

    @Test func differencesAreSaidInWords() {
        #expect(StateComparison.differences(expected: state(), live: state(name: "Renamed")).isEmpty)
        #expect(
            StateComparison.differences(expected: state(), live: state(status: .paused, budget: 3000)) == [
                "“Prospecting” was ACTIVE and is now PAUSED",
                "the daily budget of “Prospecting” was $20.00 and is now $30.00",
            ]
        )
        #expect(
            StateComparison.differences(expected: state(), live: state(budget: nil)) == [
                "the daily budget of “Prospecting” was $20.00 and is now not set"
            ]
        )
        #expect(StateComparison.differences(expected: [state()], live: []) == ["“Prospecting” is not there any more"])
        #expect(!StateComparison.differences(expected: state("1"), live: state("2")).isEmpty)
    }
}

struct UndoPlannerTests {
    private func record(_ action: PlannedAction, status: ActionStatus = .done) -> ActionRecord {
        ActionRecord(
            action: action,
            accountID: AccountID("act_1"),
            runID: RunID("run_1"),
            planID: nil,
            status: status,
            createdAt: World.now
        )
    }

    @Test func aRaiseGoesBackToWhatItWas() throws {
        let raise = try #require(World.withScaling().decide().proposals.first { $0.type == .updateBudget })
        let undo = try #require(
            UndoPlanner.inverse(of: record(raise), live: raise.after, made: [:], ids: World.ids(9))
        )
        let usd = Currency.usd
        #expect(
            undo.steps == [
                .setDailyBudget(
                    object: raise.target,
                    from: Money(minorUnits: 2400, currency: usd),
                    to: Money(minorUnits: 2000, currency: usd)
                )
            ]
        )
        #expect(undo.type == .undo && undo.before == raise.after && undo.after == raise.before)
        #expect(undo.dailyBudgetChange == -400)
        #expect(undo.id != raise.id)
    }

    @Test func whatSomebodyChangedSinceIsNotOverwritten() throws {
        let raise = try #require(World.withScaling().decide().proposals.first { $0.type == .updateBudget })
        var live = raise.after
        live[0].dailyBudget = Money(minorUnits: 3000, currency: .usd)
        #expect(UndoPlanner.inverse(of: record(raise), live: live, made: [:], ids: World.ids(9)) == nil)
        #expect(UndoPlanner.inverse(of: record(raise), live: [], made: [:], ids: World.ids(9)) == nil)
    }

    @Test func onlyADoneActionIsUndone() throws {
        let raise = try #require(World.withScaling().decide().proposals.first { $0.type == .updateBudget })
        for status in ActionStatus.allCases where status != .done {
            let undo = UndoPlanner.inverse(
                of: record(raise, status: status),
                live: raise.after,
                made: [:],
                ids: World.ids(9)
            )
            #expect(undo == nil, "\(status)")
        }
    }

    @Test func madeObjectsArePausedAtTheTop() throws {
        let promotion = try #require(World.withWinner().decide().proposals.first { $0.type == .promoteWinner })
        let made = [0: ObjectID("made-campaign"), 1: ObjectID("made-adset")]
        let undo = try #require(
            UndoPlanner.inverse(of: record(promotion), live: promotion.after, made: made, ids: World.ids(9))
        )
        #expect(undo.steps.count == 1)
        guard case .setStatus(let object, .active, .paused) = undo.steps[0] else {
            Issue.record("the step is \(undo.steps[0])")
            return
        }
        #expect(object.kind == .campaign && object.id == ObjectID("made-campaign"))
        #expect(undo.after.contains { $0.object.id == object.id && $0.status == .paused })
        let nothing = UndoPlanner.inverse(of: record(promotion), live: promotion.after, made: [:], ids: World.ids(9))
        #expect(nothing == nil)
    }

    @Test func aCopyIntoAnExistingCampaignIsPausedItself() throws {
        var world = World.withWinner()
        world.addCampaign("c2", budget: 20)
        let promotion = try #require(world.decide().proposals.first { $0.type == .promoteWinner })
        let undo = try #require(
            UndoPlanner.inverse(
                of: record(promotion),
                live: promotion.after,
                made: [0: ObjectID("copy")],
                ids: World.ids(9)
            )
        )
        #expect(undo.steps.first.map { "\($0)" }?.contains("copy") == true)
        #expect(undo.target.kind == .adSet)
    }
}
