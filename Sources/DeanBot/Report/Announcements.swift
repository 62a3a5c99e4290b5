import DeanDomain
import DeanMeta
import DeanSlack
import DeanStore
import Logging

extension Bot {
    /// The per-action results of an executed plan, in the threads of its cards.
    func reportExecution(_ actions: [ActionID], plan: PlanID?) async throws {
        guard let plan, let slack else { return }
        var entries: [ThreadReport.Entry] = []
        for id in actions {
            guard let record = try await store.action(id) else { continue }
            let intents = try await store.intents(id).sorted { $0.stepIndex < $1.stepIndex }
            entries.append(ThreadReport.Entry(record: record, intents: intents))
        }
        guard !entries.isEmpty else { return }
        let message = ThreadReport(entries: entries).message()
        for stored in try await store.messages(plan: plan) {
            guard let ts = stored.ts else { continue }
            do {
                try await slack.reply(message, channel: stored.channel, thread: ts, priority: .decision)
            } catch let error as SlackError {
                // The card itself says the same in short; a thread that can't be written is no reason to execute again.
                logger.warning("reporting in a thread", metadata: ["plan": "\(plan)", "error": "\(error)"])
            }
        }
        await refreshMessages(of: plan)
    }

    func announceStop(by person: PersonID, reason: String?) async {
        await say(Layout.stopped(by: person, reason: reason))
    }

    func announceStart(by person: PersonID) async { await say(Layout.started(by: person)) }

    private func say(_ text: Mrkdwn) async {
        guard let slack, let channel = configuration.channel else { return }
        do {
            let message = Layout.message(text: text, blocks: [.section(text.cut(to: Layout.sectionLimit))])
            _ = try await slack.show(message, channel: channel, ts: nil, priority: .decision)
        } catch {
            logger.warning("saying something in the channel", metadata: ["error": "\(error)"])
        }
    }

    /// An error in words for people; the log has the rest.
    func people(_ error: any Error) -> String {
        if let error = error as? MetaError { return error.sentence }
        if let error = error as? SlackError { return error.sentence }
        return String(describing: error)
    }
}

extension Layout {
    static func stopped(by person: PersonID, reason: String?) -> Mrkdwn {
        let why: Mrkdwn = reason.map { " Reason: “\(PlainText($0).cut(to: 500).content)”." } ?? ""
        return """
            :octagonal_sign: *\(user: person) stopped me.*\(why) I write nothing to Meta, approved changes included, \
            until an admin uses `/dean start`. No run is scheduled meanwhile, `/dean preview` still reads; plans that wait stay open until they expire.
            """
    }

    static func started(by person: PersonID) -> Mrkdwn {
        ":arrow_forward: *\(user: person) started me again.* Plans that are approved from now on are carried out."
    }

    /// What stands in a run's message until it has ended.
    static func working(_ run: Run, accountName: String?) -> Message {
        let who: Mrkdwn = run.requestedBy.map { " for \(user: $0)" } ?? ""
        let name = self.name(accountName ?? run.accountID.rawValue)
        let scope: Mrkdwn = run.goal.map { ", goal \($0.rawValue)" } ?? ""
        let outcome: Mrkdwn =
            run.dryRun
            ? "What I would change appears here; nothing is changed." : "The plan appears here."
        let text: Mrkdwn = """
            :hourglass_flowing_sand: *Reading \(name)*\(scope)\(who), since \(date: run.startedAt). \(outcome)
            """
        return message(
            text: text,
            blocks: [.section(text)],
            metadata: MessageMetadata(
                eventType: "dean_run",
                payload: ["run_id": run.id.rawValue, "state": run.status.rawValue]
            )
        )
    }
}
