import DeanDecision
package import DeanDomain
import DeanStore
import Logging

extension Bot {
    private var keeper: ModelKeeper {
        ModelKeeper(store: store, goals: configuration.goals, fallbackZone: configuration.fallbackZone, ids: ids)
    }

    var predictor: Predictor { Predictor(store: store, fallbackZone: configuration.fallbackZone) }

    /// The job of a day: outcomes of past predictions, training, the weekly look, promotion and rollback.
    func learn(_ account: AccountID) async throws {
        for report in try await keeper.visit(account, now: clock.now) {
            logger.info("learning", metadata: ["account": "\(account)", "outcome": "\(report.words)"])
        }
    }

    /// Asks for the day's learning once the account has enough data; however many cycles ask, it is done once.
    func enqueueLearning(_ evidence: AccountEvidence, decision: Decision) async throws {
        guard decision.summary.readiness.isReady else { return }
        let account = evidence.snapshot.account.id
        let job = JobPayload.learn(account)
        let key = "learn:\(account):\(decision.summary.today)"
        _ = try await store.enqueue([try job.newJob(at: clock.now, uniqueKey: key)])
        wakeups.signal()
    }

    /// Trains a model now; in words for people, with whether there was enough to learn from.
    package func trainModel(_ account: AccountID) async throws -> (isDone: Bool, words: String) {
        let report = try await keeper.train(account, now: clock.now)
        return (report.isTrained, report.words)
    }

    /// Looks now at how well the model in force holds.
    package func validateModel(_ account: AccountID) async throws -> (isDone: Bool, words: String) {
        let report = try await keeper.validate(account, now: clock.now)
        return (report.isTrained, report.words)
    }
}
