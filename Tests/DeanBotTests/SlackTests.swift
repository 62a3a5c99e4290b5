import DeanBot
import DeanDomain
import DeanSandbox
import DeanServer
import DeanSlack
import DeanStore
import Foundation
import Logging
import ServiceLifecycle
import Testing

/// People in Slack, over HTTP: signed requests in, messages out.
@Suite(.serialized) struct SlackTests {
    @Test func aPersonPreviewsApprovesAndSeesWhatWasDone() async throws {
        try await World.serving { world in
            await world.slack.command("preview", as: .maya, in: .ads)
            let preview = try await world.slack.message("the preview", in: .ads, within: World.patience) {
                $0.metadata?["event_payload"]?["state"]?.text == "preview"
            }
            #expect(preview.buttons("approve_plan").isEmpty)
            #expect(world.writes.isEmpty)

            await world.slack.command("run", as: .maya, in: .ads)
            let card = try await world.slack.message("the message", in: .ads, within: World.patience) {
                !$0.buttons("approve_plan").isEmpty
            }
            #expect(card.metadata?["event_type"]?.text == "dean_plan")
            _ = try await world.slack.click("approve_plan", on: card, as: .maya)
            try await world.slack.waitFor("the decided card", within: World.patience) { _ in
                world.slack.current(card)?.buttons("approve_plan").isEmpty == true
                    && world.slack.current(card)?.readableText.contains("approved by") == true
            }
            try await world.slack.waitFor("the thread", within: World.patience) { _ in
                !world.slack.thread(of: card).isEmpty
            }
            #expect(!world.writes.isEmpty)
            #expect(world.slack.problems.isEmpty, "\(world.slack.problems)")
        }
    }

    @Test func aHundredClicksMakeOneWrite() async throws {
        try await World.serving { world in
            let (plan, action, _, to) = try await world.planOfOneRaise()
            let card = try await world.post(plan)
            await withTaskGroup(of: Void.self) { group in
                for index in 0..<100 {
                    group.addTask {
                        _ = try? await world.slack.click(
                            "approve_plan",
                            on: card,
                            as: index.isMultiple(of: 2) ? .maya : .jonas
                        )
                    }
                }
            }
            try await world.slack.waitFor("the write", within: World.patience) { _ in
                world.market.dailyBudget(of: action.action.target.id) == to.minorUnits
                    && world.slack.current(card)?.buttons("approve_plan").isEmpty == true
            }
            await world.settle()
            #expect(world.writes.count == 1)
        }
    }

    @Test func anUnlistedPersonIsToldSoAndNothingHappens() async throws {
        try await World.serving { world in
            let (plan, action, _, _) = try await world.planOfOneRaise()
            let card = try await world.post(plan)
            _ = try await world.slack.click("approve_plan", on: card, as: .lena)
            let told = try await world.slack.ephemeral("the answer", for: .lena, within: World.patience) {
                $0.text.contains("may not approve")
            }
            #expect(told.visibleTo == SlackPerson.lena.id)
            #expect(try await world.status(of: action) == .proposed)
            #expect(world.writes.isEmpty)
        }
    }

    @Test func aStaleClickWritesNothingAndSaysWhatChanged() async throws {
        try await World.serving { world in
            let (plan, action, from, _) = try await world.planOfOneRaise()
            let card = try await world.post(plan)
            world.market.edit(action.action.target.id, dailyBudget: from.minorUnits * 2)
            _ = try await world.slack.click("approve_plan", on: card, as: .maya)
            try await world.slack.waitFor("the refusal", within: World.patience) { _ in
                world.slack.current(card)?.readableText.contains("changed since") == true
            }
            // The account as it is now comes back as a plan of its own.
            _ = try await world.slack.message("the new card", in: .ads, within: World.patience) {
                $0.ts != card.ts && !$0.buttons("approve_plan").isEmpty
            }
            #expect(world.writes.isEmpty)
        }
    }

    @Test func aLateClickSaysWhoWasFirst() async throws {
        try await World.serving { world in
            let (plan, _, _, _) = try await world.planOfOneRaise()
            let card = try await world.post(plan)
            _ = try await world.slack.click("approve_plan", on: card, as: .maya)
            try await world.slack.waitFor("the decision", within: World.patience) { _ in
                world.slack.current(card)?.buttons("approve_plan").isEmpty == true
            }
            _ = try await world.slack.click("approve_plan", on: card, as: .jonas)
            let told = try await world.slack.ephemeral("the answer", for: .jonas, within: World.patience) {
                $0.text.contains("Too late")
            }
            #expect(told.text.contains("<@\(SlackPerson.maya.id)>"))
            try await world.slack.waitFor("the write", within: World.patience) { _ in world.writes.count == 1 }
            await world.settle()
            #expect(world.writes.count == 1)
        }
    }

    @Test func aRejectionAsksForAReasonAndKeepsIt() async throws {
        try await World.serving { world in
            let (plan, action, _, _) = try await world.planOfOneRaise()
            let card = try await world.post(plan)
            _ = try await world.slack.click("reject_plan", on: card, as: .jonas)
            try await world.slack.waitFor("the modal", within: World.patience) { _ in
                world.slack.modal(for: .jonas) != nil
            }
            _ = try await world.slack.submit(["reason": "too early <!channel>"], as: .jonas)
            try await world.slack.waitFor("the rejected card", within: World.patience) { _ in
                world.slack.current(card)?.readableText.contains("rejected by") == true
            }
            #expect(try await world.status(of: action) == .rejected)
            #expect(try await world.store.action(action.id)?.decision?.reason == "too early <!channel>")
            #expect(world.slack.current(card)?.text.contains("<!channel>") == false)
            #expect(world.writes.isEmpty)
        }
    }

    @Test func onlyAdminsStopAndStart() async throws {
        try await World.serving { world in
            await world.slack.command("stop", as: .jonas, in: .ads)
            _ = try await world.slack.ephemeral("the answer", for: .jonas, within: World.patience) {
                $0.text.contains("Only admins")
            }
            await world.slack.command("stop budget review", as: .maya, in: .ads)
            _ = try await world.slack.message("the message", in: .ads, within: World.patience) {
                $0.text.contains("stopped me") && $0.text.contains("budget review")
            }
            #expect(try await world.store.stopState(world.account)?.reason == "budget review")
            await world.slack.command("start", as: .maya, in: .ads)
            _ = try await world.slack.message("the message", in: .ads, within: World.patience) {
                $0.text.contains("started me again")
            }
            #expect(try await world.store.stopState(world.account) == nil)
        }
    }

    @Test func theHomeTabsSwitchesChangeTheSettings() async throws {
        try await World.serving { world in
            await world.slack.openHome(as: .maya)
            try await world.slack.waitFor("the Home tab", within: World.patience) { _ in
                world.slack.home(for: .maya) != nil
            }
            _ = try await world.slack.click("toggle_auto_pause", on: .home, as: .maya)
            try await world.slack.waitFor("the switch", within: World.patience) { _ in
                world.slack.home(for: .maya).map { "\($0.blocks)".contains("losers: OFF") } == true
            }
            #expect(try await world.store.settings(world.account)?.autoPauseLosers == false)
            #expect(world.slack.problems.isEmpty, "\(world.slack.problems)")
        }
    }

    @Test func aScheduledRunPostsADigestAndAQuietOneOnlyEditsIt() async throws {
        try await World.serving { world in
            let scheduler = Scheduler(bot: world.bot)
            #expect(try await scheduler.tick().isEmpty, "a first start waits for the next slot")
            world.clock.advance(by: .hours(1))
            world.market.advance(to: world.clock.now)
            #expect(try await scheduler.tick() == [world.account])
            #expect(try await scheduler.tick().isEmpty, "one run a slot")
            let digest = try await world.slack.message("the message", in: .ads, within: World.patience) {
                $0.metadata?["event_type"]?.text == "dean_digest"
            }
            for word in ["Yesterday", "7 days", "ROAS", "CPA", "Tier", "next run"] {
                #expect(digest.readableText.localizedCaseInsensitiveContains(word), "\(word)")
                #expect(digest.text.localizedCaseInsensitiveContains(word), "\(word) in text")
            }
            #expect(world.slack.problems.isEmpty, "\(world.slack.problems)")
        }
    }

    @Test func everyWordIsAnswered() async throws {
        try await World.serving { world in
            _ = try await world.bot.run(RunRequest(account: world.account, trigger: .cli, autonomy: .observe))
            for word in [
                "status", "digest", "history", "goals", "settings", "anomalies", "explain nothing", "undo nothing",
            ] {
                let before = world.slack.ephemerals(for: .lena).count
                await world.slack.command(word, as: .lena, in: .ads)
                try await world.slack.waitFor("the answer to \(word)", within: World.patience) { _ in
                    world.slack.ephemerals(for: .lena).count > before
                }
            }
            for (word, answer) in [("help", "/dean preview"), ("privew", "Did you mean"), ("", "/dean preview")] {
                await world.slack.command(word, as: .lena, in: .ads)
                let told = try #require(world.slack.ephemerals(for: .lena).last)
                #expect(told.readableText.contains(answer), "\(word)")
            }
            #expect(world.slack.problems.isEmpty, "\(world.slack.problems)")
        }
    }
}

extension World {
    /// A bound on what a broken Dean may cost; a busy machine needs a small part of it.
    static let patience = Duration.seconds(60)

    /// A world with the listener and the workers running, as `serve` runs them.
    static func serving(_ body: @escaping @Sendable (World) async throws -> Void) async throws {
        try await run { world in
            let intake = Intake(store: world.store, clock: world.clock.wallClock, wakeups: world.bot.wakeups)
            let signature = SlackSignature(secret: world.slack.configuration.signingSecret)
            let (ports, port) = AsyncStream.makeStream(of: Int.self)
            let server = DeanServer.application(
                bot: world.bot,
                intake: intake,
                signature: signature,
                host: "127.0.0.1",
                port: 0,
                logger: world.bot.logger
            ) { number in
                port.yield(number)
            }
            var quiet = Logger(label: "group")
            quiet.logLevel = .critical
            let group = ServiceGroup(
                services: Worker.Lane.allCases.map { Worker(bot: world.bot, lane: $0) } + [server],
                logger: quiet
            )
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                for await number in ports {
                    world.slack.connect(app: "http://127.0.0.1:\(number)")
                    break
                }
                do {
                    try await body(world)
                } catch {
                    await group.triggerGracefulShutdown()
                    throw error
                }
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
            }
        }
    }

    /// Posts a plan's card and returns it.
    func post(_ plan: Plan) async throws -> SlackMessage {
        try await store.save(
            StoredMessage(
                id: "plan \(plan.runID)",
                accountID: account,
                kind: "plan",
                channel: SlackChannel.ads.id,
                ts: nil,
                runID: plan.runID,
                planID: plan.id,
                bodyHash: "",
                state: "open",
                updatedAt: clock.now
            )
        )
        await bot.refreshMessages(of: plan.id)
        return try await slack.message("the message", in: .ads, within: World.patience) {
            !$0.buttons("approve_plan").isEmpty
        }
    }
}
