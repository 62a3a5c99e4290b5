package import DeanDomain
import Synchronization

/// A simulated advertising market: accounts with campaigns, people who see ads and sometimes buy, and what goes wrong.
///
/// It knows nothing of HTTP, of Dean or of any decision. Its invariant: the same seed, scenario, changes and moments
/// give the same numbers, whenever and however often they are asked for. Every draw belongs to one ad or budget and one
/// hour, so that a change to one object leaves all others' luck as it was and two worlds can be compared.
package final class Market: Sendable {
    package let seed: UInt64
    private let state: Mutex<MarketState>

    /// Makes the scenario's accounts and simulates their history up to `now`.
    package init(seed: UInt64, now: Timestamp, scenario: MarketScenario = .demo) {
        self.seed = seed
        state = Mutex(MarketBuilder(scenario: scenario, seed: seed, now: now).build())
    }

    private init(seed: UInt64, state: MarketState) {
        self.seed = seed
        self.state = Mutex(state)
    }

    /// A second market with the same past; from now on the two go their own ways and can be compared.
    package func fork() -> Market {
        Market(seed: seed, state: read { $0 })
    }

    package var now: Timestamp { read { $0.now } }

    /// Lets the market live until `moment`.
    ///
    /// Time does not run backwards: an earlier moment changes nothing.
    package func advance(to moment: Timestamp) {
        write { $0.advance(to: moment) }
    }

    package func read<Result: Sendable>(_ body: (MarketState) throws -> Result) rethrows -> Result {
        try state.withLock { try body($0) }
    }

    func write<Result: Sendable>(_ body: (inout MarketState) throws -> Result) rethrows -> Result {
        try state.withLock { try body(&$0) }
    }
}
