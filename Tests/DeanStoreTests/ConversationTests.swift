import DeanDomain
import DeanStore
import Testing

struct ConversationTests {
    private static func message(_ id: String, kind: String = "plan", minutes: Int = 0) -> StoredMessage {
        StoredMessage(
            id: id,
            accountID: Sample.account,
            kind: kind,
            channel: "C1",
            runID: RunID("run_1"),
            planID: PlanID("plan_1"),
            bodyHash: "h1",
            state: "posting",
            updatedAt: Sample.noon + .minutes(minutes)
        )
    }

    @Test(arguments: Backend.available)
    func aMessageIsKeptUpToDate(_ backend: Backend) async throws {
        try await backend.withStore { store in
            var message = Self.message("m1")
            try await store.save(message)
            #expect(try await store.message("m1") == message)
            message.ts = "1790000000.000100"
            message.state = "posted"
            message.bodyHash = "h2"
            message.planID = nil
            try await store.save(message)
            #expect(try await store.message("m1") == message)
            #expect(try await store.message("m2") == nil)
            #expect(try await store.tableCounts()["messages"] == 1)
        }
    }

    @Test(arguments: Backend.available)
    func messagesAreFoundByPlanByRunAndByKindNewestFirst(_ backend: Backend) async throws {
        try await backend.withStore { store in
            var digest = Self.message("m3", kind: "digest", minutes: 9)
            digest.planID = nil
            digest.runID = RunID("run_2")
            for message in [Self.message("m1", minutes: 1), Self.message("m2", minutes: 2), digest] {
                try await store.save(message)
            }
            #expect(try await store.messages(plan: PlanID("plan_1")).map(\.id) == ["m2", "m1"])
            #expect(try await store.messages(run: RunID("run_2")) == [digest])
            #expect(try await store.latestMessage(Sample.account, kind: "plan")?.id == "m2")
            #expect(try await store.latestMessage(Sample.account, kind: "other") == nil)
            #expect(try await store.latestMessage(AccountID("act_2"), kind: "plan") == nil)
        }
    }

    @Test(arguments: Backend.available)
    func settingsAreKeptPerAccountAndEveryChangeIsAudited(_ backend: Backend) async throws {
        try await backend.withStore { store in
            #expect(try await store.settings(Sample.account) == nil)
            var settings = Settings()
            settings.globalDailyBudget = 25
            try await store.save(settings, account: Sample.account, by: Sample.person, at: Sample.noon)
            var second = settings
            second.autonomy = .auto
            let later = Sample.noon + .hours(1)
            try await store.save(second, account: Sample.account, by: PersonID("U2"), at: later)
            #expect(try await store.settings(Sample.account) == second)
            #expect(try await store.settings(AccountID("act_2")) == nil)
            let audit = try await store.audit(Sample.account, limit: 9)
            #expect(audit.map(\.person) == [PersonID("U2"), Sample.person])
            #expect(audit.map(\.at) == [later, Sample.noon])
            #expect(audit.last?.before == nil)
            #expect(audit.first?.before == audit.last?.after)
            #expect(audit.first?.after?.contains(#""autonomy":"auto""#) == true)
        }
    }

    @Test(arguments: Backend.available)
    func aStopHoldsForItsAccountOrForAll(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let (account, other) = (Sample.account, AccountID("act_2"))
            let noon = Sample.noon
            #expect(try await store.stopState(account) == nil)
            try await store.stop(account, by: Sample.person, reason: "sale is over", at: noon)
            let own = StopState(account: account, by: Sample.person, at: noon, reason: "sale is over")
            #expect(try await store.stopState(account) == own)
            #expect(try await store.stopState(other) == nil)
            #expect(try await store.stopState(nil) == nil)
            try await store.stop(nil, by: PersonID("U2"), reason: nil, at: noon)
            let global = StopState(account: nil, by: PersonID("U2"), at: noon, reason: nil)
            for scope in [account, other, nil] { #expect(try await store.stopState(scope) == global) }
            #expect(try await store.start(nil, by: Sample.person, at: noon))
            #expect(try await store.stopState(account) == own)
            #expect(try await store.start(account, by: Sample.person, at: noon))
            #expect(try await store.start(account, by: Sample.person, at: noon) == false)
            #expect(try await store.stopState(account) == nil)
            #expect(try await store.audit(limit: 9).map(\.what) == ["start", "start", "stop", "stop"])
            #expect(try await store.audit(account, limit: 9).map(\.what) == ["start", "stop"])
        }
    }

    @Test(arguments: Backend.available)
    func stoppingAgainReplacesTheReason(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.stop(Sample.account, by: Sample.person, reason: "first", at: Sample.noon)
            let later = Sample.noon + .hours(1)
            try await store.stop(Sample.account, by: PersonID("U2"), reason: "second", at: later)
            let expected = StopState(account: Sample.account, by: PersonID("U2"), at: later, reason: "second")
            #expect(try await store.stopState(Sample.account) == expected)
        }
    }
}
