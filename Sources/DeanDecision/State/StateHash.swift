import Crypto
package import DeanDomain
import Foundation

/// A fingerprint of the states that a card was made from; names are left out, because renaming changes nothing.
package enum StateHash {
    /// SHA-256 in hex over one line per object, sorted: kind, id, status, budget in minor units, currency.
    package static func of(_ states: [ObjectState]) -> String {
        let lines = Set(states.map(line)).sorted()
        let digest = SHA256.hash(data: Data(lines.joined(separator: "\n").utf8))
        return digest.map { byte in
            let hex = String(byte, radix: 16)
            return hex.count == 1 ? "0" + hex : hex
        }.joined()
    }

    private static func line(_ state: ObjectState) -> String {
        let budget = state.dailyBudget.map { "\($0.minorUnits)|\($0.currency.code)" } ?? "-|-"
        return "\(state.object.kind.rawValue)|\(state.object.id.rawValue)|\(state.status.raw)|\(budget)"
    }
}
