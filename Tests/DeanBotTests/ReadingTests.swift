import DeanBot
import DeanDomain
import DeanSandbox
import DeanStore
import Testing

/// What Dean makes of what it reads, and of what it can't read.
@Suite(.serialized) struct ReadingTests {
    @Test(arguments: [
        GraphFault.Effect.badGateway, .cutJSON, .error(code: 190, subcode: 463), .error(code: 1, status: 200),
        .throttled(),
    ])
    func aReadingThatFailsChangesNothing(fault: GraphFault.Effect) async throws {
        try await World.run(autonomy: .auto) { world in
            world.graph.faults.inject(fault, path: "insights", times: 1000)
            let result = try await world.bot.run(RunRequest(account: world.account, trigger: .cli))
            #expect(!result.errors.isEmpty)
            #expect(result.actions.allSatisfy { $0.status == .proposed || $0.status == .expired })
            #expect(world.writes.filter { !$0.path.contains("insights") }.isEmpty)
        }
    }

    /// Where Meta says that the data is too much for one answer.
    @Test func aDryRunOfALargeAccountSendsNothingButGETAndValidateOnlyAndReadsItAll() async throws {
        try await World.run { world in
            world.graph.faults.inject(.error(code: 100, subcode: 1_487_534), path: "insights", times: 2)
            let result = try await world.bot.run(RunRequest(account: world.account, trigger: .cli, dryRun: true))
            #expect(result.errors.isEmpty, "\(result.errors)")
            for record in world.graph.requests {
                #expect(record.method == "GET" || record.validatesOnly, "\(record.method) \(record.path)")
            }
            let asked = world.graph.requests.count { $0.path.hasSuffix("/insights") }
            #expect(asked > 4)
        }
    }

    @Test func aRunThatMayWriteOrdersAReportWhereTheDataIsTooMuch() async throws {
        try await World.run { world in
            world.graph.faults.inject(.error(code: 100, subcode: 1_487_534), path: "insights", times: 1)
            let request = RunRequest(account: world.account, trigger: .cli, autonomy: .observe)
            let result = try await world.bot.run(request)
            #expect(result.errors.isEmpty, "\(result.errors)")
            #expect(world.graph.requests.contains { $0.method == "POST" && $0.path.hasSuffix("/insights") })
        }
    }

    @Test func anEmptyMonthOfALiveAccountIsUnknownAndChangesNothing() async throws {
        try await World.run(autonomy: .auto) { world in
            world.graph.faults.inject(.error(code: 17), path: "campaigns", times: 1000)
            let result = try await world.bot.run(RunRequest(account: world.account, trigger: .cli))
            #expect(result.tier == .emergency)
            #expect(result.actions.isEmpty)
            #expect(world.writes.isEmpty)
        }
    }

    @Test func purchasesThatMetaReportsThreeTimesAreCountedOnce() async throws {
        try await World.run { world in
            _ = try await world.bot.run(RunRequest(account: world.account, trigger: .cli, autonomy: .observe))
            let snapshot = try #require(try await world.store.snapshot(world.account, asOf: world.clock.now))
            let last = AccountDay(iso: "2026-11-18") ?? AccountDay(ordinal: 0)
            let days = (last - 6)...last
            let daily = try await world.store.dailyMetrics(world.account, days: days, asOf: world.clock.now)
            var checked = 0
            for ad in snapshot.ads {
                let stored = (daily[ad.id] ?? []).reduce(0) { $0 + $1.metrics.events }
                guard let totals = world.market.totals(of: ad.id, days: days), totals.purchases > 0 else { continue }
                #expect(stored == Double(totals.purchases), "\(ad.name)")
                checked += 1
            }
            #expect(checked > 3)
        }
    }

    @Test func aBudgetThatAPersonChangedIsNotTouchedForADay() async throws {
        try await World.run { world in
            _ = try await world.bot.run(RunRequest(account: world.account, trigger: .cli, autonomy: .observe))
            let adSet = try await world.budgetedAdSet()
            let budget = try #require(adSet.dailyBudget)
            world.clock.advance(by: .hours(1))
            world.market.advance(to: world.clock.now)
            world.market.edit(adSet.id, dailyBudget: budget.minorUnits + 300)
            _ = try await world.bot.run(RunRequest(account: world.account, trigger: .cli, autonomy: .observe))
            let edits = try await world.store.humanEdits(world.account, since: World.start)
            #expect(edits[adSet.id] != nil)
        }
    }

    @Test func nothingThatDeanDidItselfCountsAsAPersonsEdit() async throws {
        try await World.run { world in
            let (plan, action, _, _) = try await world.planOfOneRaise()
            _ = try await world.approve(plan)
            world.clock.advance(by: .hours(1))
            world.market.advance(to: world.clock.now)
            _ = try await world.bot.run(RunRequest(account: world.account, trigger: .cli, autonomy: .observe))
            let edits = try await world.store.humanEdits(world.account, since: World.start)
            #expect(edits[action.action.target.id] == nil)
        }
    }

    @Test func noSecretStandsInTheLogTheDatabaseOrAMessage() async throws {
        try await World.run { world in
            let (plan, _, _, _) = try await world.planOfOneRaise()
            world.graph.faults.inject(.badGateway, path: "campaigns", times: 1)
            _ = try await world.approve(plan)
            _ = try await world.bot.run(RunRequest(account: world.account, trigger: .schedule))
            await world.settle()
            let secrets = [
                SandboxCredentials.token, SandboxCredentials.appSecret, world.slack.configuration.botToken,
                world.slack.configuration.signingSecret,
            ].map { $0.reveal() }
            let rows = try await world.store.everyText()
            let messages = world.slack.messages(in: .ads).map {
                "\($0.text) \($0.blocks) \(String(describing: $0.metadata))"
            }
            #expect(!world.log.all.isEmpty && rows.count > 100 && !messages.isEmpty)
            for secret in secrets {
                #expect(!world.log.all.contains { $0.contains(secret) })
                #expect(!rows.contains { $0.contains(secret) })
                #expect(!messages.contains { $0.contains(secret) })
            }
            #expect(!world.graph.requests.contains { $0.hasTokenInURL })
        }
    }
}

extension Store {
    /// Every text of every table, to look for what must not be there.
    func everyText() async throws -> [String] {
        let tables = try await tableCounts().keys.sorted()
        return try await driver.read { connection in
            try tables.flatMap { table in
                let rows = try connection.query("SELECT * FROM \(table)")
                return rows.flatMap { row in
                    rows.columns.indices.compactMap { if case .text(let text) = row[$0] { text } else { nil } }
                }
            }
        }
    }
}
