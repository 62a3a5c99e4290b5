import Crypto
package import DeanDomain
import Foundation

/// Slack's request signature, version 0 (https://docs.slack.dev/authentication/verifying-requests-from-slack).
package enum SlackSignature {
    /// `v0=` and the hex HMAC-SHA256 of `v0:{timestamp}:{raw body}`.
    package static func sign(_ body: [UInt8], at timestamp: String, with secret: Secret) -> String {
        var code = HMAC<SHA256>(key: SymmetricKey(data: Data(secret.reveal().utf8)))
        code.update(data: Data("v0:\(timestamp):".utf8))
        code.update(data: Data(body))
        return "v0=" + code.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
