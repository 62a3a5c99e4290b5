import DeanDomain
import DeanStore
import Testing

struct ActionTests {
    @Test(arguments: Backend.available)
    func actionsOfNoPlanAreKeptAsWell(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.insert(Sample.run())
            let decision = Sample.approval(.dean)
            let record = Sample.action("a1", plan: nil, status: .approved, decision: decision)
            try await store.insert(actions: [record])
            #expect(try await store.action(ActionID("a1")) == record)
        }
    }

    @Test(arguments: Backend.available)
    func anActionMovesOnlyFromWhereItStands(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.insertPlan(actions: ["a1"])
            let id = ActionID("a1")
            #expect(try await store.move(id, from: .approved, to: .executing, at: Sample.noon) == false)
            #expect(try await store.move(id, from: .proposed, to: .approved, at: Sample.noon))
            #expect(try await store.move(id, from: .proposed, to: .approved, at: Sample.noon) == false)
            let begun = Sample.noon + .minutes(1)
            #expect(try await store.move(id, from: .approved, to: .executing, at: begun))
            #expect(try await store.executingActions().map(\.id) == [id])
            let ended = Sample.noon + .minutes(2)
            #expect(try await store.move(id, from: .executing, to: .done, outcome: "budget is $24.00", at: ended))
            let action = try await store.action(id)
            #expect(action?.status == .done)
            #expect(action?.executedAt == begun)
            #expect(action?.outcome == "budget is $24.00")
            #expect(try await store.move(id, from: .done, to: .undone, at: ended))
            #expect(try await store.action(id)?.outcome == "budget is $24.00")
            #expect(try await store.executingActions().isEmpty)
        }
    }

    @Test(arguments: Backend.available)
    func theStoreAllowsJustTheMovesOfTheLifecycle(_ backend: Backend) async throws {
        try await backend.withStore { store in
            for from in ActionStatus.allCases {
                for to in ActionStatus.allCases where !ActionLifecycle.allows(from, to) {
                    let error = await storeError {
                        _ = try await store.move(ActionID("a1"), from: from, to: to, at: Sample.noon)
                    }
                    #expect(error?.code == .notAllowed, "\(from) to \(to)")
                }
            }
        }
    }

    @Test(arguments: Backend.available)
    func pastActionsAreThoseThatMayHaveChangedSomething(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.insert(Sample.run())
            let noon = Sample.noon
            let states: [ActionStatus] = [.executing, .done, .unknown, .undone, .failed, .refused]
            let records = states.enumerated().map { index, status in
                Sample.action("a\(index)", plan: nil, status: status, executedAt: noon + .minutes(index))
            }
            try await store.insert(actions: records + [Sample.action("b", plan: nil)])
            let past = try await store.pastActions(Sample.account, since: noon)
            #expect(past.map(\.executedAt) == (0..<4).map { noon + .minutes($0) })
            #expect(
                past.first
                    == PastAction(
                        type: .updateBudget,
                        target: ObjectID("21"),
                        goal: .sales,
                        creativeID: ObjectID("41"),
                        executedAt: noon,
                        dailyBudgetChange: 400
                    )
            )
            #expect(try await store.pastActions(Sample.account, since: noon + .minutes(3)).count == 1)
            #expect(try await store.pastActions(Sample.account, since: noon, asOf: noon + .minutes(1)).count == 2)
            #expect(try await store.pastActions(AccountID("act_2"), since: noon).isEmpty)
        }
    }

    @Test(arguments: Backend.available)
    func anOutcomeCanBeSetWithoutAMove(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.insertPlan(actions: ["a1"])
            try await store.setOutcome("still reading back", of: ActionID("a1"), at: Sample.noon)
            #expect(try await store.action(ActionID("a1"))?.outcome == "still reading back")
            #expect(try await store.action(ActionID("a1"))?.status == .proposed)
            let error = await storeError { try await store.setOutcome("x", of: ActionID("a2"), at: Sample.noon) }
            #expect(error?.code == .conflict)
        }
    }

    @Test(arguments: Backend.available)
    func anActionOfAnUnknownRunOrWithoutItsTimeIsRefused(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let orphan = await storeError { try await store.insert(actions: [Sample.action("a1", plan: nil)]) }
            #expect(orphan?.code == .constraint)
            try await store.insert(Sample.run())
            let timeless = await storeError {
                try await store.insert(actions: [Sample.action("a1", plan: nil, status: .done)])
            }
            #expect(timeless?.code == .constraint)
        }
    }
}
