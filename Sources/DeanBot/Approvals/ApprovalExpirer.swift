import DeanDomain
import DeanStore
import Logging
import ServiceLifecycle

/// Lets plans end on time, and shows it on their cards.
package struct ApprovalExpirer: Service {
    let bot: Bot

    package init(bot: Bot) {
        self.bot = bot
    }

    package func run() async throws {
        await bot.everySecond { try await expire() }
    }

    package func expire() async throws {
        for plan in try await bot.store.expirePlans(now: bot.clock.now) { await bot.refreshMessages(of: plan) }
    }
}
