import Crypto
import DeanSlack

extension Message {
    /// Tells whether what is posted is what would be posted now.
    var fingerprint: String {
        get throws {
            SHA256.hash(data: try SlackJSON.data(self)).prefix(16).map { byte in
                let hex = String(byte, radix: 16)
                return hex.count == 1 ? "0" + hex : hex
            }.joined()
        }
    }
}
