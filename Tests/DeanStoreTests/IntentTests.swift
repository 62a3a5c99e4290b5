import DeanDomain
import DeanStore
import Testing

struct IntentTests {
    @Test(arguments: Backend.available)
    func intentsReadBackInTheOrderOfTheirSteps(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.insertPlan(actions: ["a1"])
            let intents = [Sample.intent("ffffffff", step: 0), Sample.intent("00000000", step: 1)]
            try await store.insert(intents: intents.reversed())
            #expect(try await store.intents(ActionID("a1")) == intents)
            #expect(try await store.intent(IntentID("00000000")) == intents[1])
            #expect(try await store.intent(IntentID("11111111")) == nil)
        }
    }

    @Test(arguments: Backend.available)
    func anIntentIsSavedAsItGoesOnUntilItEnds(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.insertPlan(actions: ["a1"])
            let stored = Sample.intent("00000000")
            try await store.insert(intents: [stored])
            let (sent, _) = IntentMachine.next(stored, .start)
            try await store.save(sent)
            #expect(try await store.intent(stored.id) == sent)
            let (confirmed, _) = IntentMachine.next(sent, .answered(ObjectID("77")))
            try await store.save(confirmed)
            try await store.save(confirmed)
            #expect(try await store.intent(stored.id) == confirmed)
            let error = await storeError { try await store.save(sent) }
            #expect(error?.code == .conflict)
            #expect(try await store.intent(stored.id) == confirmed)
        }
    }

    @Test(arguments: Backend.available)
    func openIntentsAreTheWritesWithoutAnEndOfActionsThatWereBegun(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let other = AccountID("act_2")
            try await store.insert(Sample.run())
            let statuses: [(String, ActionStatus)] = [("a1", .executing), ("a2", .unknown), ("a3", .done)]
            try await store.insert(
                actions: statuses.map { Sample.action($0, plan: nil, status: $1, executedAt: Sample.noon) }
                    + [Sample.action("a4", plan: nil, account: other, status: .executing, executedAt: Sample.noon)]
            )
            try await store.insert(intents: [
                Sample.intent("00000001", action: "a1", step: 0, state: .confirmed),
                Sample.intent("00000002", action: "a1", step: 1, state: .sent),
                Sample.intent("00000003", action: "a1", step: 2),
                Sample.intent("00000004", action: "a2", state: .unknown),
                Sample.intent("00000005", action: "a3", state: .failed),
                Sample.intent("00000006", action: "a3", step: 1),
                Sample.intent("00000007", action: "a4", state: .sent, account: other),
            ])
            let open = try await store.openIntents(Sample.account).map(\.id.rawValue)
            #expect(open == ["00000002", "00000003", "00000004"])
            #expect(try await store.openIntents().count == 4)
        }
    }

    @Test(arguments: Backend.available)
    func aStepHasOneIntentAndATagIsUsedOnce(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.insertPlan(actions: ["a1", "a2"])
            try await store.insert(intents: [Sample.intent("00000001")])
            for second in [Sample.intent("00000002"), Sample.intent("00000001", action: "a2")] {
                let error = await storeError { try await store.insert(intents: [second]) }
                #expect(error?.code == .conflict)
            }
            let orphan = await storeError { try await store.insert(intents: [Sample.intent("00000003", action: "x")]) }
            #expect(orphan?.code == .constraint)
            let unknown = await storeError { try await store.save(Sample.intent("00000009", state: .sent)) }
            #expect(unknown?.code == .conflict)
        }
    }
}
