import DeanDecision
package import DeanDomain
import DeanSlack
import DeanStore
import Logging

/// What Dean says in its channel. A message is a row in the store and is drawn from the store each time it is sent, so
/// that whoever changes something only has to say which messages it touches.
extension Bot {
    enum MessageKind: String {
        /// The one message of a run that a person asked for.
        case run
        /// A scheduled run's numbers.
        case digest
        /// A scheduled run's plan.
        case plan
    }

    /// The message that a person who asked for a run sees at once, before anything has been read.
    func announce(_ run: Run, request: RunRequest) async {
        let channel = request.channel ?? configuration.channel
        await expect(
            StoredMessage(kind: .run, run: run, plan: nil, channel: channel, at: clock.now),
            fallback: request.responseURL
        )
    }

    /// Called when a run has ended: says what there is to say, once.
    func publish(_ run: Run, report: RunReport, fallback: String? = nil) async {
        switch run.trigger {
        case .user:
            await refresh("run \(run.id)", fallback: fallback)
        case .schedule, .cli, .webhook:
            do {
                try await publishDigest(run, report: report)
            } catch {
                logger.error("publishing a digest", metadata: ["run": "\(run.id)", "error": "\(error)"])
            }
            if let plan = report.newPlan {
                await expect(
                    StoredMessage(kind: .plan, run: run, plan: plan, channel: configuration.channel, at: clock.now)
                )
            }
        }
        await refreshHomes()
    }

    /// A run with nothing new only edits a line of the last digest of the same day.
    private func publishDigest(_ run: Run, report: RunReport) async throws {
        let earlier = try await store.latestMessage(run.accountID, kind: MessageKind.digest.rawValue)
        if let earlier, let earlierID = earlier.runID, let previous = try await store.run(earlierID),
            isQuiet(run, report: report, after: previous)
        {
            await refresh(earlier.id)
            return
        }
        await expect(
            StoredMessage(kind: .digest, run: run, plan: nil, channel: configuration.channel, at: clock.now)
        )
    }

    /// Nothing was decided or done, nothing new looks wrong, and the day's digest has been said.
    func isQuiet(_ run: Run, report: RunReport, after previous: Run) -> Bool {
        let old = RunReport(stored: previous.report)
        return run.status != .failed && previous.status == run.status && report.newPlan == nil
            && run.tier == previous.tier && run.counts.executed == 0
            && Set(run.anomalies.map(\.id)) == Set(previous.anomalies.map(\.id))
            && run.errors == previous.errors && report.observedIDs == old.observedIDs
            && report.summary?.today == old.summary?.today
    }

    /// Stores that a message is to appear, and has it delivered.
    private func expect(_ message: StoredMessage, fallback: String? = nil) async {
        guard slack != nil else { return }
        do {
            try await store.save(message)
            await refresh(message.id, fallback: fallback)
        } catch {
            logger.error("storing a message", metadata: ["message": "\(message.id)", "error": "\(error)"])
        }
    }

    /// Every message that shows the plan is drawn again, and whatever says that it waits.
    ///
    /// A card shows every change. Digests and Home tabs follow once for each state of the plan, however many clicks led
    /// to it, and Home tabs not while writes go on.
    package func refreshMessages(of plan: PlanID) async {
        do {
            let cards = try await store.messages(plan: plan).map(\.id)
            for card in cards { await refresh(card) }
            guard let stored = try await store.plan(plan) else { return }
            let statuses = try await store.actions(plan: plan).map(\.status)
            let state = "\(plan) \(statuses.map(\.rawValue).joined(separator: ","))"
            var digests = Set(try await store.messages(run: stored.runID).map(\.id))
            let latest = try await store.latestMessage(stored.accountID, kind: MessageKind.digest.rawValue)
            if let latest { digests.insert(latest.id) }
            for digest in digests.subtracting(cards).sorted() { await refresh(digest, onceFor: state) }
            if PlanState(statuses) != .working { await refreshHomes(onceFor: state) }
        } catch {
            logger.error("finding a plan's messages", metadata: ["plan": "\(plan)", "error": "\(error)"])
        }
    }

    func refresh(_ message: String, fallback: String? = nil, onceFor state: String? = nil) async {
        guard slack != nil else { return }
        do {
            let job = try JobPayload.deliver(message: message, fallback: fallback).newJob(
                at: clock.now,
                uniqueKey: state.map { "deliver \(message) \($0)" }
            )
            _ = try await store.enqueue([job])
            wakeups.signal(.deliver)
        } catch {
            logger.error("enqueueing a message", metadata: ["message": "\(message)", "error": "\(error)"])
        }
    }

    /// Draws a message as it is to look now and posts or updates it.
    ///
    /// One worker at a time: two that posted the same message would post it twice.
    func deliver(_ id: String, fallback: String?) async throws {
        try await holding("message \(id)", as: "\(holder) \(ids.make("post"))") { by, _ in
            "\(by) is posting the message \(id)"
        } _: { _ in
            try await post(id, fallback: fallback)
        }
    }

    /// The plan that a finished run made, or found open and left so.
    private func plan(of id: RunID?) async throws -> PlanID? {
        guard let id, let run = try await store.run(id), run.endedAt != nil else { return nil }
        let report = RunReport(stored: run.report)
        if let plan = report.newPlan ?? report.keptPlan { return plan }
        return try await store.actions(run: id).compactMap(\.planID).first
    }

    private func post(_ id: String, fallback: String?) async throws {
        guard let slack, var stored = try await store.message(id) else { return }
        // Only this function, one at a time, changes a message's row: a link set elsewhere would be overwritten here.
        if stored.planID == nil, stored.kind == MessageKind.run.rawValue {
            stored.planID = try await plan(of: stored.runID)
        }
        guard let drawn = try await draw(stored) else { return }
        let fingerprint = try drawn.fingerprint
        guard stored.ts == nil || stored.bodyHash != fingerprint else { return }
        let posted: PostedMessage?
        do {
            posted = try await slack.show(
                drawn,
                channel: stored.channel,
                ts: stored.ts,
                priority: stored.planID == nil ? .report : .decision
            )
        } catch let error as SlackError where error.disposition == .giveUp {
            logger.log(level: error.code.logLevel, "posting the message \(id)", metadata: ["error": "\(error)"])
            try await sayElsewhere(drawn, run: stored.runID, fallback: fallback)
            return
        }
        stored.ts = posted?.ts.rawValue ?? stored.ts
        stored.channel = posted?.channel.rawValue ?? stored.channel
        stored.bodyHash = fingerprint
        stored.updatedAt = clock.now
        try await store.save(stored)
    }

    /// Slack does not let Dean into the channel: whoever asked is answered through the address that came with the
    /// question, once there is a result.
    private func sayElsewhere(_ message: Message, run: RunID?, fallback: String?) async throws {
        guard let slack, let fallback, let run, try await store.run(run)?.endedAt != nil else { return }
        try await slack.respond(.inChannel(message), to: fallback)
    }
}

extension StoredMessage {
    init(kind: Bot.MessageKind, run: Run, plan: PlanID?, channel: String?, at: Timestamp) {
        self.init(
            id: "\(kind.rawValue) \(run.id)",
            accountID: run.accountID,
            kind: kind.rawValue,
            channel: channel ?? "",
            ts: nil,
            runID: run.id,
            planID: plan,
            bodyHash: "",
            state: "open",
            updatedAt: at
        )
    }
}

extension RunCounts {
    var executed: Int { campaignsCreated + campaignsUpdated + winnersPromoted + budgetsScaled + adsetsPaused }
}

extension RunReport {
    /// What `observe` would have proposed, regardless of the ids of the proposals.
    var observedIDs: Set<String> { Set(observed.map { "\($0.type.rawValue) \($0.target.id) \($0.message)" }) }
}
