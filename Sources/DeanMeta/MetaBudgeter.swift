package import DeanDomain
import NIOHTTP1

/// Keeps every call of the process within Meta's limits. `UsageLedger` and `RequestQueue` decide, this actor waits.
package actor MetaBudgeter {
    private var ledger = UsageLedger()
    private var queue: RequestQueue
    private var continuations: [Int: CheckedContinuation<Void, Never>] = [:]
    private var arrivals = 0

    package init(width: Int = 4) {
        queue = RequestQueue(width: width)
    }

    package func usage(_ account: AccountID, at now: Timestamp) -> Double? { ledger.usage(account, at: now) }

    func admission(_ request: GraphRequest, _ priority: MetaPriority, at now: Timestamp) -> UsageLedger.Admission {
        ledger.admission(priority, account: request.account, insights: request.isInsights, at: now)
    }

    /// Returns when it is the request's turn; every `enter` is followed by a `leave`.
    func enter(_ priority: MetaPriority) async {
        arrivals += 1
        let number = arrivals
        if queue.enter(number, priority) { return }
        await withCheckedContinuation { continuations[number] = $0 }
    }

    func leave() {
        if let next = queue.leave() { continuations.removeValue(forKey: next)?.resume() }
    }

    func record(_ headers: HTTPHeaders, of request: GraphRequest, at now: Timestamp) {
        ledger.record(UsageHeaders.readings(headers, account: request.account), at: now)
    }

    /// Blocks what the error is about; returns how long.
    func record(throttle error: MetaError, of request: GraphRequest, at now: Timestamp) -> TimeSpan {
        ledger.record(throttle: error, account: request.account, insights: request.isInsights, at: now)
    }
}
