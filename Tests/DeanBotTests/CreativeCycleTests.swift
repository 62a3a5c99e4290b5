import DeanBot
import DeanDomain
import DeanSandbox
import DeanStore
import Testing

/// What a cycle keeps of creatives, over the whole Dean between the simulators.
@Suite(.serialized) struct CreativeCycleTests {
    @Test func aRunKeepsFatigueRolesAndWinnersAndTheNextHourWritesLittle() async throws {
        try await World.run { world in
            let request = RunRequest(account: world.account, trigger: .cli, autonomy: .observe)
            _ = try await world.bot.run(request)
            let counts = try await world.store.tableCounts()
            let decisions = try await world.store.creativeDecisions(world.account)
            #expect(decisions.count > 5)
            #expect(try await world.store.fatigue(world.account).count > 3)
            #expect(try await world.store.profiles(world.account).count > 3)
            let winners = try await world.store.currentWinners(world.account)
            #expect(!winners.isEmpty && winners.allSatisfy { $0.days == 1 })

            world.clock.advance(by: .hours(1))
            world.market.advance(to: world.clock.now)
            _ = try await world.bot.run(request)
            #expect(try await world.store.currentWinners(world.account) == winners)
            let later = try await world.store.tableCounts()
            for table in ["fatigue_analysis", "performance_decay", "creative_intelligence", "creative_decisions"] {
                let (before, after) = (counts[table] ?? 0, later[table] ?? 0)
                #expect(before > 0 && after - before <= before / 2, "\(table): \(before), then \(after)")
            }
        }
    }

    @Test func aPreviewAndARunOfOneGoalKeepNothing() async throws {
        try await World.run { world in
            _ = try await world.bot.run(RunRequest(account: world.account, trigger: .cli, dryRun: true))
            _ = try await world.bot.run(
                RunRequest(account: world.account, trigger: .cli, goal: .sales, autonomy: .observe)
            )
            #expect(try await world.store.creativeDecisions(world.account).isEmpty)
            #expect(try await world.store.currentWinners(world.account).isEmpty)
        }
    }

    @Test func whatIsAskedOfCreativesIsAnsweredFromTheLastRun() async throws {
        try await World.run { world in
            let asker = Asker(person: PersonID("U1"), channel: nil)
            let before = try await world.bot.answer("winner", from: asker)
            #expect(before?.plainText.contains("No campaign has a winner of the day yet") == true)
            _ = try await world.bot.run(RunRequest(account: world.account, trigger: .cli, autonomy: .observe))
            let winner = try #require(try await world.store.currentWinners(world.account).first?.winner)
            let answer = try await world.bot.answer("winner \(winner.campaign.id)", from: asker)
            #expect(answer?.plainText.contains(winner.reasoning) == true)
            let creatives = try await world.bot.answer("creatives", from: asker)
            #expect(creatives?.plainText.contains("live creatives") == true)
            let recommendations = try await world.bot.answer("recommendations", from: asker)
            #expect(recommendations?.plainText.contains("recommendation") == true)
        }
    }
}
