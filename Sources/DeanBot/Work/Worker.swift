import DeanDomain
import DeanStore
import Foundation
import Logging
import ServiceLifecycle

/// Takes jobs from the store and carries them out.
///
/// Jobs are sorted into lanes so that a stalled Meta holds up only what needs Meta: a click is answered while a cycle
/// waits for an insights report.
package struct Worker: Service {
    package enum Lane: String, Sendable, CaseIterable {
        case people
        case messages
        case writes
        case cycles
        case learning

        var kinds: [JobPayload.Kind] {
            switch self {
            case .people: [.slack]
            case .messages: [.deliver, .home]
            case .writes: [.execute]
            case .cycles: [.run]
            case .learning: [.learn]
            }
        }
    }

    let bot: Bot
    let lane: Lane

    package init(bot: Bot, lane: Lane) {
        self.bot = bot
        self.lane = lane
    }

    private static let mostAttempts = 8

    package func run() async throws {
        let wakeups = bot.wakeups.subscribe(to: lane.kinds)
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                // The poll turns into the same wake-up as a signal, so there is one way to be woken.
                group.addTask { await bot.everySecond { for kind in lane.kinds { bot.wakeups.signal(kind) } } }
                group.addTask {
                    await drain()
                    for await _ in wakeups {
                        if Task.isCancelled { return }
                        await drain()
                    }
                }
                await group.next()
                group.cancelAll()
            }
        }
    }

    /// Carries out what is due until nothing is left; returns how many jobs it took.
    @discardableResult
    package func drain() async -> Int {
        var taken = 0
        while !Task.isCancelled {
            do {
                let job = try await bot.store.claimJob(
                    kinds: lane.kinds.map(\.rawValue),
                    owner: bot.holder,
                    now: bot.clock.now,
                    lease: Holding.span
                )
                guard let job else { return taken }
                taken += 1
                await carryOut(job)
            } catch {
                bot.logger.error("taking a job", metadata: ["lane": "\(lane.rawValue)", "error": "\(error)"])
                return taken
            }
        }
        return taken
    }

    private func carryOut(_ job: Job) async {
        do {
            do {
                let payload = try JobPayload(job)
                try await bot.whileRenewing {
                    try await bot.store.renew(job, now: bot.clock.now, lease: Holding.span)
                } _: {
                    try await bot.perform(payload)
                }
                _ = try await bot.store.complete(job, at: bot.clock.now)
            } catch let error as BotError where error.code == .held {
                _ = try await bot.store.retry(job, at: bot.clock.now + TimeSpan(seconds: 2), error: error.message)
            } catch let error as DecodingError {
                _ = try await bot.store.fail(job, error: "unreadable job: \(error)", at: bot.clock.now)
            } catch {
                bot.logger.error("carrying out a job", metadata: ["job": "\(job.kind)", "error": "\(error)"])
                if job.attempts >= Self.mostAttempts {
                    _ = try await bot.store.fail(job, error: "\(error)", at: bot.clock.now)
                } else {
                    let wait = TimeSpan(seconds: min(600, 1 << Int64(job.attempts)))
                    _ = try await bot.store.retry(job, at: bot.clock.now + wait, error: "\(error)")
                }
            }
        } catch {
            // The lease runs out and another worker takes the job.
            bot.logger.error("ending a job", metadata: ["job": "\(job.kind)", "error": "\(error)"])
        }
    }
}

extension Bot {
    func perform(_ job: JobPayload) async throws {
        switch job {
        case .slack(let route, let body): try await handle(route, body: body)
        case .run(let request, let runID): try await runAsJob(request, id: runID)
        case .execute(let account, let plan, let actions):
            let before = try await statuses(of: actions)
            try await executeActions(actions, account: account)
            let after = try await statuses(of: actions)
            try await reportExecution(actions.filter { before[$0] != after[$0] }, plan: plan)
            try await followUp(after, account: account, plan: plan)
        case .deliver(let message, let fallback): try await deliver(message, fallback: fallback)
        case .home(let user): try await publishHome(for: user)
        case .learn(let account): try await learn(account)
        }
    }

    private func statuses(of actions: [ActionID]) async throws -> [ActionID: ActionStatus] {
        var statuses: [ActionID: ActionStatus] = [:]
        for id in actions { statuses[id] = try await store.action(id)?.status }
        return statuses
    }

    /// An unknown outcome is read back again in a minute, for a day; a refused plan comes back as a new one.
    private func followUp(_ statuses: [ActionID: ActionStatus], account: AccountID, plan: PlanID?) async throws {
        var unknown: [ActionID] = []
        for (id, status) in statuses where status == .unknown {
            guard let at = try await store.action(id)?.executedAt, at > clock.now - .days(1) else { continue }
            unknown.append(id)
        }
        if !unknown.isEmpty {
            let job = JobPayload.execute(account: account, plan: plan, actions: unknown.sorted())
            _ = try await store.enqueue([try job.newJob(at: clock.now + .minutes(1), uniqueKey: nil)])
        }
        guard let plan, statuses.values.contains(.refused), try await store.stopState(account) == nil,
            let person = try await store.actions(plan: plan).first(where: { $0.status == .refused })?.decision?.person
        else { return }
        let request = RunRequest(account: account, trigger: .user, requestedBy: person)
        let job = JobPayload.run(request, runID: RunID(ids.make("run")))
        _ = try await store.enqueue([try job.newJob(at: clock.now, uniqueKey: "replan:\(plan)")])
        wakeups.signal(.run)
    }

    /// A run that was interrupted is not resumed: it is closed as failed, and a new one reads everything afresh.
    private func runAsJob(_ request: RunRequest, id: RunID) async throws {
        if var interrupted = try await store.run(id) {
            guard interrupted.status == .running else { return }
            interrupted.status = .failed
            interrupted.errors.append("the process ended before the run did")
            interrupted.endedAt = clock.now
            try await store.update(interrupted)
            await publish(interrupted, report: RunReport(stored: interrupted.report), fallback: request.responseURL)
            _ = try await run(request)
            return
        }
        do {
            _ = try await run(request, id: id)
        } catch let error as BotError where error.code == .held && request.trigger == .user {
            try await tellHeld(request, error: error)
        }
    }
}
