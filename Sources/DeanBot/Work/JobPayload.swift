import DeanDomain
import DeanSlack
import DeanStore
import Foundation

/// All work that outlives a request, as it is stored.
///
/// A job is carried out at least once; each handler is safe to repeat.
enum JobPayload: Sendable, Codable, Hashable {
    /// A slash command, click, modal or event, as Slack sent it, verified.
    case slack(SlackInbound.Route, body: String)
    case run(RunRequest, runID: RunID)
    case execute(account: AccountID, plan: PlanID?, actions: [ActionID])
    /// Post a message that is to appear, or bring the posted one up to date.
    case deliver(message: String, fallback: String?)
    case home(user: String)
    /// Fill in outcomes, train, validate.
    case learn(AccountID)

    enum Kind: String, CaseIterable {
        case slack
        case run
        case execute
        case deliver
        case home
        case learn
    }

    var kind: Kind {
        switch self {
        case .slack: .slack
        case .run: .run
        case .execute: .execute
        case .deliver: .deliver
        case .home: .home
        case .learn: .learn
        }
    }

    /// Higher first: money, then people, then what nobody waits for.
    private var priority: Int {
        switch self {
        case .execute: 40
        case .slack: 30
        case .deliver: 20
        case .run, .home: 10
        case .learn: 0
        }
    }

    private var account: AccountID? {
        switch self {
        case .run(let request, _): request.account
        case .execute(let account, _, _): account
        case .learn(let account): account
        case .slack, .deliver, .home: nil
        }
    }

    func newJob(at runAt: Timestamp, uniqueKey: String?) throws -> NewJob {
        NewJob(
            kind: kind.rawValue,
            payload: String(decoding: try JSONEncoder().encode(self), as: UTF8.self),
            uniqueKey: uniqueKey,
            runAt: runAt,
            priority: priority,
            accountID: account
        )
    }

    init(_ job: Job) throws {
        self = try JSONDecoder().decode(JobPayload.self, from: Data(job.payload.utf8))
    }
}
