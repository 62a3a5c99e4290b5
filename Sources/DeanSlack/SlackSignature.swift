import Crypto
package import DeanDomain
import Foundation

/// Slack's v0 request signature: `v0=` and the hex HMAC-SHA256 of `v0:{timestamp}:{raw body}`.
///
/// It is checked over the bytes as they came, before anything is decoded. Whatever the sender puts into the headers ends
/// in a verdict, never in a trap. Source: https://docs.slack.dev/authentication/verifying-requests-from-slack
package struct SlackSignature: Sendable {
    package static let timestampHeader = "X-Slack-Request-Timestamp"
    package static let signatureHeader = "X-Slack-Signature"
    /// How far a request's time may lie from now, in either direction.
    package static let tolerance = TimeSpan.minutes(5)

    private let key: SymmetricKey

    package init(secret: Secret) {
        key = SymmetricKey(data: Data(secret.reveal().utf8))
    }

    package enum Verdict: Hashable, Sendable {
        case genuine
        case missingTimestamp
        /// The timestamp is not a plain decimal number of seconds.
        case malformedTimestamp
        /// Older, or further ahead, than the tolerance.
        case stale
        case missingSignature
        /// Not `v0=` and 64 lower-case hex digits.
        case malformedSignature
        case wrongSignature
    }

    package func verify(body: [UInt8], timestamp: String?, signature: String?, at now: Timestamp) -> Verdict {
        guard let timestamp, !timestamp.isEmpty else { return .missingTimestamp }
        guard let signature, !signature.isEmpty else { return .missingSignature }
        guard let sent = Self.seconds(timestamp) else { return .malformedTimestamp }
        let (distance, overflow) = sent.subtractingReportingOverflow(now.seconds)
        guard !overflow, distance.magnitude <= UInt64(Self.tolerance.seconds) else { return .stale }
        guard let claimed = Self.digest(signature) else { return .malformedSignature }
        // Crypto compares an authentication code with bytes in constant time.
        return code(body: body, timestamp: timestamp) == claimed ? .genuine : .wrongSignature
    }

    /// The signature header of a request, for whoever plays Slack's part.
    package func sign(body: [UInt8], timestamp: Timestamp) -> String {
        var text = "v0="
        for byte in code(body: body, timestamp: String(timestamp.seconds)) {
            text.unicodeScalars.append(Self.hexDigit(byte >> 4))
            text.unicodeScalars.append(Self.hexDigit(byte & 15))
        }
        return text
    }

    private func code(body: [UInt8], timestamp: String) -> HMAC<SHA256>.MAC {
        var hmac = HMAC<SHA256>(key: key)
        hmac.update(data: Array("v0:\(timestamp):".utf8))
        hmac.update(data: body)
        return hmac.finalize()
    }

    /// Digits only, at most eighteen of them, so that the number always fits.
    private static func seconds(_ text: String) -> Int64? {
        let digits = text.utf8
        guard (1...18).contains(digits.count), digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int64(text)
    }

    private static func digest(_ signature: String) -> [UInt8]? {
        let text = Array(signature.utf8)
        guard text.count == 67, text[0] == UInt8(ascii: "v"), text[1] == UInt8(ascii: "0"), text[2] == UInt8(ascii: "=")
        else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        for index in stride(from: 3, to: 67, by: 2) {
            guard let high = nibble(text[index]), let low = nibble(text[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func nibble(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 97...102: byte - 87
        default: nil  // any other byte is no hex digit
        }
    }

    private static func hexDigit(_ value: UInt8) -> Unicode.Scalar {
        Unicode.Scalar(value < 10 ? 48 + value : 87 + value)
    }
}
