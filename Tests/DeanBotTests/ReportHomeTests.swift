import DeanDomain
import DeanSlack
import DeanStore
import Testing

@testable import DeanBot

/// The Home tab, drawn from a store in memory.
@Suite struct ReportHomeTests {
    private typealias Fixture = ReportFixture

    private func bot(approvers: [String] = [Fixture.approver.rawValue]) async throws -> Bot {
        let bot = try Fixture.bot(approvers: approvers)
        _ = try await bot.store.migrate()
        for (index, status) in [RunStatus.failed, .partial, .completed].enumerated() {
            var run = Fixture.run(
                id: RunID("run_\(index)"),
                status: status,
                startedAt: Fixture.now - .hours(3 - index)
            )
            run.report = try Fixture.report().json()
            if status == .failed { run.errors = ["no token"] }
            try await bot.store.insert(run)
        }
        var run = Fixture.run { $0.counts.proposed = 3 }
        run.report = try Fixture.report().json()
        try await bot.store.insert(run)
        try await bot.store.insert(plan: Fixture.plan(), actions: Fixture.three.map { Fixture.record($0) })
        return bot
    }

    @Test func anAdminMayTurnTheSwitches() async throws {
        let view = try await bot().homeView(for: Fixture.admin)
        try ReportGolden.check(view, "home_admin")
        let actions = view.blocks.flatMap(\.elements).compactMap(\.actionID)
        #expect(
            Set(actions) == ["home_preview", "home_run", "toggle_auto_scale", "toggle_auto_pause", "set_autonomy"]
        )
    }

    @Test func othersSeeTheSwitchesAndCannotTurnThem() async throws {
        let view = try await bot().homeView(for: Fixture.approver)
        try ReportGolden.check(view, "home_member")
        #expect(Set(view.blocks.flatMap(\.elements).compactMap(\.actionID)) == ["home_preview", "home_run"])
    }

    @Test func anEmptyHomeSaysHowToConnect() throws {
        let view = HomeTab(
            accounts: [],
            goals: Answer.goals([], currency: nil),
            plans: [],
            runs: [],
            channel: nil,
            mayChange: false,
            approvers: [],
            autoFloor: 0.9,
            note: "Only admins may change settings: <@U0ADMIN>. Nothing was changed."
        ).view()
        try ReportGolden.check(view, "home_empty")
    }

    @Test func aPlanWhoseTimeIsOverDoesNotWait() async throws {
        let bot = try await bot()
        let late = Bot(
            store: bot.store,
            meta: nil,
            slack: nil,
            core: bot.core,
            configuration: bot.configuration,
            clock: .fixed(Fixture.now + .hours(24)),
            ids: bot.ids,
            sleep: { _ in },
            logger: bot.logger,
            holder: bot.holder
        )
        let json = try SlackJSON.text(try await late.homeView(for: Fixture.admin))
        #expect(json.contains("Nothing waits."))
    }
}
