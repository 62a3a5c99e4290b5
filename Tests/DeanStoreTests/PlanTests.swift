import DeanDomain
import DeanStore
import Testing

struct PlanTests {
    @Test(arguments: Backend.available)
    func aPlanAndItsActionsReadBackAsStored(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.insert(Sample.run())
            let records = ["a2", "a1"].map { Sample.action($0) }
            try await store.insert(plan: Sample.plan(), actions: records)
            #expect(try await store.plan(PlanID("plan_1")) == Sample.plan())
            #expect(try await store.plan(PlanID("plan_2")) == nil)
            #expect(try await store.actions(plan: PlanID("plan_1")) == records)
            #expect(try await store.actions(run: RunID("run_1")) == records)
            #expect(try await store.action(ActionID("a1")) == records[1])
            #expect(try await store.action(ActionID("a3")) == nil)
        }
    }

    @Test(arguments: Backend.available)
    func aPlanIsStoredWithAllItsActionsOrNotAtAll(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let orphan = await storeError { try await store.insert(plan: Sample.plan(), actions: []) }
            #expect(orphan?.code == .constraint)
            try await store.insertPlan(actions: ["a1"])
            let second = Sample.plan("plan_2")
            let error = await storeError {
                let records = ["a2", "a1"].map { Sample.action($0, plan: "plan_2") }
                try await store.insert(plan: second, actions: records)
            }
            #expect(error?.code == .conflict)
            #expect(try await store.plan(second.id) == nil)
            #expect(try await store.action(ActionID("a2")) == nil)
            let foreign = await storeError {
                try await store.insert(plan: second, actions: [Sample.action("a3", plan: "plan_1")])
            }
            #expect(foreign?.code == .constraint)
        }
    }

    @Test(arguments: Backend.available)
    func openPlansAreThoseThatStillAskNewestFirst(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let other = AccountID("act_2")
            try await store.insertPlan(Sample.plan("old"), actions: ["a1", "a2"])
            try await store.insertPlan(Sample.plan("new", createdAt: Sample.noon + .hours(1)), actions: ["b1"])
            try await store.insertPlan(Sample.plan("preview", preview: true), actions: ["c1"])
            try await store.insertPlan(Sample.plan("other", account: other), actions: ["d1"])
            try await store.insertPlan(Sample.plan("decided"), actions: ["e1"])
            _ = try await store.decide([ActionID("e1"), ActionID("a1")], decision: Sample.rejection(), at: Sample.noon)
            #expect(try await store.openPlans(Sample.account).map(\.id.rawValue) == ["new", "old"])
            #expect(try await store.openPlans().map(\.id.rawValue) == ["new", "other", "old"])
        }
    }

    @Test(arguments: Backend.available)
    func aNewerPlanExpiresWhatTheOldOneStillProposes(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.insertPlan(Sample.plan("old"), actions: ["a1", "a2", "a3"])
            try await store.insertPlan(Sample.plan("new"), actions: [])
            try await store.insertPlan(Sample.plan("newest"), actions: [])
            _ = try await store.decide([ActionID("a2")], decision: Sample.approval(), at: Sample.noon)
            let expired = try await store.supersede(plan: PlanID("old"), by: PlanID("new"), at: Sample.noon)
            #expect(expired == [ActionID("a1"), ActionID("a3")])
            #expect(try await store.plan(PlanID("old"))?.supersededBy == PlanID("new"))
            #expect(try await store.actions(plan: PlanID("old")).map(\.status) == [.expired, .approved, .expired])
            let again = try await store.supersede(plan: PlanID("old"), by: PlanID("new"), at: Sample.noon)
            #expect(again.isEmpty)
            let error = await storeError {
                _ = try await store.supersede(plan: PlanID("old"), by: PlanID("newest"), at: Sample.noon)
            }
            #expect(error?.code == .conflict)
            let itself = await storeError {
                _ = try await store.supersede(plan: PlanID("new"), by: PlanID("new"), at: Sample.noon)
            }
            #expect(itself?.code == .constraint)
        }
    }

    @Test(arguments: Backend.available)
    func aPlanExpiresAtItsTimeAndOnce(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.insertPlan(Sample.plan("p1"), actions: ["a1", "a2"])
            try await store.insertPlan(Sample.plan("p2", createdAt: Sample.noon + .hours(1)), actions: ["b1"])
            let expiry = Sample.plan("p1").expiresAt
            #expect(try await store.expirePlans(now: expiry - .minutes(1)).isEmpty)
            #expect(try await store.expirePlans(now: expiry) == [PlanID("p1")])
            #expect(try await store.expirePlans(now: expiry).isEmpty)
            #expect(try await store.actions(plan: PlanID("p1")).map(\.status) == [.expired, .expired])
            #expect(try await store.action(ActionID("b1"))?.status == .proposed)
        }
    }
}
