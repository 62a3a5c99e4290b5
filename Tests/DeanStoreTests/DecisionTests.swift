import DeanDomain
import DeanStore
import Testing

struct DecisionTests {
    private static let job = NewJob(kind: "execute", payload: #"{"plan":"plan_1"}"#, runAt: Sample.noon)
    private static let ids = [ActionID("a1"), ActionID("a2")]

    @Test(arguments: Backend.available)
    func anApprovalMovesTheActionsAndEnqueuesTheirWork(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.insertPlan(actions: ["a1", "a2", "a3"])
            let decision = Sample.approval()
            let moved = try await store.decide(Self.ids, decision: decision, at: Sample.noon, enqueue: [Self.job])
            #expect(moved == Self.ids)
            let actions = try await store.actions(plan: PlanID("plan_1"))
            #expect(actions.map(\.status) == [.approved, .approved, .proposed])
            #expect(actions.map(\.decision) == [decision, decision, nil])
            #expect(try await store.jobCounts() == [.ready: 1])
        }
    }

    @Test(arguments: Backend.available)
    func aRejectionKeepsItsReason(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.insertPlan(actions: ["a1", "a2"])
            let decision = Sample.rejection("creative is still new")
            #expect(try await store.decide(Self.ids, decision: decision, at: Sample.noon) == Self.ids)
            #expect(try await store.action(ActionID("a1"))?.decision == decision)
            let rejections = try await store.rejections(Sample.account, since: Sample.noon)
            #expect(rejections.map(\.reason) == ["creative is still new", "creative is still new"])
            #expect(rejections.map(\.target) == [ObjectID("21"), ObjectID("21")])
            #expect(try await store.rejections(Sample.account, since: Sample.noon + .minutes(1)).isEmpty)
            let before = Sample.noon - .minutes(1)
            #expect(try await store.rejections(Sample.account, since: before, asOf: before).isEmpty)
        }
    }

    @Test(arguments: Backend.available)
    func aSecondDecisionMovesNothingAndEnqueuesNothing(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.insertPlan(actions: ["a1", "a2"])
            _ = try await store.decide([ActionID("a1")], decision: Sample.rejection(), at: Sample.noon)
            let late = try await store.decide(
                [ActionID("a1"), ActionID("missing")],
                decision: Sample.approval(),
                at: Sample.noon,
                enqueue: [Self.job]
            )
            #expect(late.isEmpty)
            #expect(try await store.action(ActionID("a1"))?.status == .rejected)
            #expect(try await store.jobCounts().isEmpty)
            let rest = try await store.decide(Self.ids, decision: Sample.approval(), at: Sample.noon)
            #expect(rest == [ActionID("a2")])
        }
    }

    @Test(arguments: Backend.available)
    func aPlanThatIsAPreviewOrHasRunOutOrWasReplacedCannotBeApproved(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.insertPlan(Sample.plan("preview", preview: true), actions: ["a1"])
            try await store.insertPlan(Sample.plan("expired"), actions: ["b1"])
            try await store.insertPlan(Sample.plan("replaced"), actions: ["c1"])
            // Replaced while its action stays proposed: the state between two statements of another process.
            try await store.driver.write(durability: .normal) {
                _ = try $0.execute("UPDATE plans SET superseded_by = 'expired' WHERE plan_id = 'replaced'")
            }
            let expiry = Sample.plan().expiresAt
            func approve(_ id: String, at: Timestamp) async throws -> [ActionID] {
                try await store.decide([ActionID(id)], decision: Sample.approval(), at: at, enqueue: [Self.job])
            }
            #expect(try await approve("a1", at: Sample.noon).isEmpty)
            #expect(try await approve("b1", at: expiry).isEmpty)
            #expect(try await approve("c1", at: Sample.noon).isEmpty)
            #expect(try await store.jobCounts().isEmpty)
            #expect(try await approve("b1", at: expiry - .minutes(1)) == [ActionID("b1")])
            let rejected = try await store.decide([ActionID("c1")], decision: Sample.rejection(), at: expiry)
            #expect(rejected == [ActionID("c1")])
        }
    }

    @Test(arguments: Backend.available)
    func aDecisionWhoseWorkCannotBeEnqueuedIsNotMade(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.insertPlan(actions: ["a1"])
            // A table without room for the job: the insert fails after the update succeeded.
            try await store.driver.write(durability: .normal) { _ = try $0.execute("DROP TABLE jobs") }
            let error = await storeError {
                _ = try await store.decide(
                    [ActionID("a1")],
                    decision: Sample.approval(),
                    at: Sample.noon,
                    enqueue: [Self.job]
                )
            }
            #expect(error?.code == .rejected)
            #expect(try await store.action(ActionID("a1"))?.status == .proposed)
        }
    }

    @Test(arguments: Backend.available)
    func ofAHundredDecisionsAtOnceEachActionMovesInOne(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let ids = (0..<10).map { "a\($0)" }
            try await store.insertPlan(actions: ids)
            let moved = try await withThrowingTaskGroup(of: [ActionID].self) { group in
                for index in 0..<100 {
                    group.addTask {
                        let approves = index.isMultiple(of: 2)
                        return try await store.decide(
                            [ActionID("a\(index % 10)"), ActionID("a\((index + 3) % 10)")],
                            decision: approves ? Sample.approval(PersonID("U\(index)")) : Sample.rejection(),
                            at: Sample.noon,
                            enqueue: [NewJob(kind: "execute", uniqueKey: "\(index)", runAt: Sample.noon)]
                        )
                    }
                }
                return try await group.reduce(into: [[ActionID]]()) { $0.append($1) }
            }
            #expect(moved.flatMap { $0 }.sorted() == ids.map { ActionID($0) })
            #expect(try await store.jobCounts() == [.ready: moved.filter { !$0.isEmpty }.count])
        }
    }
}
