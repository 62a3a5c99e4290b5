import Crypto
import DeanDomain
import Foundation
import NIOCore

/// A request as Slack signs it, but for its number.
///
/// The number is a part of the trigger's id, which stands last in the body: the signature over all that comes before is
/// worked out once, so that making a request costs the generator next to nothing. Slack's signature:
/// https://docs.slack.dev/authentication/verifying-requests-from-slack
struct SignedRequest: Sendable {
    private let head: [UInt8]
    private let body: [UInt8]
    private let end: [UInt8]
    private let code: HMAC<SHA256>

    private static let digits = 12

    /// `body` ends with the number's place, `end` stands behind the number.
    init(path: String, body: String, end: String, secret: Secret, at moment: Timestamp) {
        let length = body.utf8.count + Self.digits + end.utf8.count
        head = Array(
            """
            POST \(path) HTTP/1.1\r
            Host: 127.0.0.1\r
            User-Agent: Slackbot 1.0 (+https://api.slack.com/robots)\r
            Accept-Encoding: gzip,deflate\r
            Accept: application/json,*/*\r
            Content-Type: application/x-www-form-urlencoded\r
            Content-Length: \(length)\r
            X-Slack-Request-Timestamp: \(moment.seconds)\r
            X-Slack-Signature: v0=
            """.utf8
        )
        self.body = Array(body.utf8)
        self.end = Array(end.utf8)
        var code = HMAC<SHA256>(key: SymmetricKey(data: Data(secret.reveal().utf8)))
        code.update(data: Data("v0:\(moment.seconds):\(body)".utf8))
        self.code = code
    }

    func write(_ number: Int, into buffer: inout ByteBuffer) {
        var digits = [UInt8](repeating: UInt8(ascii: "0"), count: Self.digits)
        var rest = number
        for index in digits.indices.reversed() {
            digits[index] += UInt8(rest % 10)
            rest /= 10
        }
        var code = code
        code.update(data: digits)
        code.update(data: end)
        buffer.writeBytes(head)
        for byte in code.finalize() {
            buffer.writeInteger(Self.hex(byte >> 4))
            buffer.writeInteger(Self.hex(byte & 15))
        }
        buffer.writeStaticString("\r\n\r\n")
        buffer.writeBytes(body)
        buffer.writeBytes(digits)
        buffer.writeBytes(end)
    }

    private static func hex(_ value: UInt8) -> UInt8 { value < 10 ? 48 + value : 87 + value }
}
