package import DeanDomain
import DeanStore
import Logging
import ServiceLifecycle

/// Starts one run per account and slot, however many processes there are.
///
/// The slot is a row that one process inserts. After an outage the slot in force is caught up once; the ones before it
/// are gone, since a run always reads all that matters. A first start waits for the next slot.
package struct Scheduler: Service {
    let bot: Bot

    package init(bot: Bot) {
        self.bot = bot
    }

    package func run() async throws {
        await bot.everySecond { try await tick() }
    }

    /// Enqueues what is due now; returns the accounts for which a run was enqueued.
    @discardableResult
    package func tick() async throws -> [AccountID] {
        let slots = Slots(interval: bot.configuration.runInterval)
        let now = bot.clock.now
        var due: [AccountID] = []
        for account in bot.configuration.accounts {
            let slot = slots.current(for: account, at: now)
            let last = try await bot.store.lastSlot(account)
            guard let last else {
                _ = try await bot.store.claimSlot(account, slot: slot, owner: bot.holder, at: now)
                continue
            }
            guard slot > last else { continue }
            if let why = try await bot.ineligibility(of: account) {
                bot.logger.info("skipping a slot", metadata: ["account": "\(account)", "reason": "\(why)"])
                _ = try await bot.store.claimSlot(account, slot: slot, owner: bot.holder, at: now)
                continue
            }
            guard try await bot.store.claimSlot(account, slot: slot, owner: bot.holder, at: now) else { continue }
            let request = RunRequest(account: account, trigger: .schedule)
            let job = JobPayload.run(request, runID: RunID(bot.ids.make("run")))
            _ = try await bot.store.enqueue([
                try job.newJob(at: now, uniqueKey: "slot:\(account):\(slot.seconds)")
            ])
            due.append(account)
        }
        if !due.isEmpty { bot.wakeups.signal(.run) }
        return due
    }
}

extension Bot {
    /// Why an account gets no scheduled run, or nil: SPEC 2's eligibility.
    package func ineligibility(of account: AccountID) async throws -> String? {
        if meta == nil { return "there are no Meta credentials (FB_ACCESS_TOKEN)" }
        if configuration.pageID == nil { return "no page is configured (FB_PAGE_ID)" }
        if configuration.pixelID == nil { return "no pixel is configured (FB_PIXEL_ID)" }
        if !configuration.goals.contains(where: \.active) { return "no goal is active (goals.yaml)" }
        if let stop = try await store.stopState(account) { return "Dean was stopped by \(stop.by)" }
        return nil
    }

    func nextRun(of account: AccountID) async throws -> Timestamp? {
        guard configuration.accounts.contains(account), try await ineligibility(of: account) == nil else { return nil }
        return Slots(interval: configuration.runInterval).next(for: account, after: clock.now)
    }
}
