import DeanDomain
import Testing

@testable import DeanSandbox

@Suite struct SlackSignatureTests {
    /// The example of Slack's own page on verifying requests.
    @Test func theDocumentedRequestGetsTheDocumentedSignature() {
        let body =
            "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
            + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
            + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F"
            + "96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
        let signature = SlackSignature.sign(
            Array(body.utf8),
            at: "1531420618",
            with: Secret("8f742231b10e8888abcd99yyyzzz85a5")
        )
        #expect(signature == "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")
    }

    @Test func everyRequestToTheAppIsSignedOverItsRawBody() async throws {
        try await SlackFixture.with { fixture in
            await fixture.slack.command("preview naïve & 100 %", as: .maya, in: .ads)
            await fixture.slack.openHome(as: .maya)
            await fixture.slack.shortcut("run_now", as: .maya)
            #expect(fixture.app.requests.map(\.path) == ["/slack/commands", "/slack/events", "/slack/interactions"])
            for request in fixture.app.requests {
                let time = try #require(request.headers["x-slack-request-timestamp"])
                #expect(time == "1795000000")
                let expected = ReferenceHash.hmac(
                    key: Array("sandbox-signing-secret".utf8),
                    Array("v0:\(time):".utf8) + request.body
                )
                #expect(request.headers["x-slack-signature"] == "v0=" + expected)
            }
        }
    }

    @Test func aRequestCanBeSignedWrongly() async throws {
        try await SlackFixture.with { fixture in
            let right = fixture.slack.signed(path: "/slack/events", contentType: "text/plain", body: [1])
            let wrong = fixture.slack.signed(
                path: "/slack/events",
                contentType: "text/plain",
                body: [1],
                with: Secret("another")
            )
            #expect(right.headers["X-Slack-Signature"] != wrong.headers["X-Slack-Signature"])
            let old = fixture.slack.signed(
                path: "/slack/events",
                contentType: "text/plain",
                body: [1],
                at: Timestamp(seconds: 5)
            )
            #expect(old.headers["X-Slack-Request-Timestamp"] == "5")
        }
    }
}

/// SHA-256 and HMAC written out from FIPS 180-4 and RFC 2104, so that the signature is checked by other code than the
/// library that made it.
enum ReferenceHash {
    static func hmac(key: [UInt8], _ message: [UInt8]) -> String {
        let short = key.count > 64 ? digest(key) : key
        let padded = short + [UInt8](repeating: 0, count: 64 - short.count)
        let inner = digest(padded.map { $0 ^ 0x36 } + message)
        return digest(padded.map { $0 ^ 0x5c } + inner).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func digest(_ message: [UInt8]) -> [UInt8] {
        let primes = firstPrimes(64)
        let rounds = primes.map { fraction(of: Double($0), root: 3) }
        var hash = primes.prefix(8).map { fraction(of: Double($0), root: 2) }
        var bytes = message + [0x80]
        bytes += [UInt8](repeating: 0, count: (120 - bytes.count % 64) % 64)
        bytes += (0..<8).reversed().map { UInt8(truncatingIfNeeded: (message.count * 8) >> ($0 * 8)) }
        for start in stride(from: 0, to: bytes.count, by: 64) {
            var words = (0..<16).map { word in
                (0..<4).reduce(UInt32(0)) { $0 << 8 | UInt32(bytes[start + word * 4 + $1]) }
            }
            for index in 16..<64 {
                let early = words[index - 15]
                let late = words[index - 2]
                let first = turn(early, 7) ^ turn(early, 18) ^ early >> 3
                let second = turn(late, 17) ^ turn(late, 19) ^ late >> 10
                words.append(words[index - 16] &+ first &+ words[index - 7] &+ second)
            }
            var s = hash
            for index in 0..<64 {
                let mixed = turn(s[4], 6) ^ turn(s[4], 11) ^ turn(s[4], 25)
                let chosen = (s[4] & s[5]) ^ (~s[4] & s[6])
                let one = s[7] &+ mixed &+ chosen &+ rounds[index] &+ words[index]
                let major = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2])
                let two = (turn(s[0], 2) ^ turn(s[0], 13) ^ turn(s[0], 22)) &+ major
                s = [one &+ two, s[0], s[1], s[2], s[3] &+ one, s[4], s[5], s[6]]
            }
            hash = zip(hash, s).map { $0 &+ $1 }
        }
        return hash.flatMap { word in (0..<4).reversed().map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } }
    }

    private static func turn(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }

    private static func firstPrimes(_ count: Int) -> [Int] {
        var primes: [Int] = []
        var candidate = 2
        while primes.count < count {
            if primes.allSatisfy({ candidate % $0 != 0 }) { primes.append(candidate) }
            candidate += 1
        }
        return primes
    }

    /// The first 32 bits of the fraction of a square or cube root, found in integers.
    private static func fraction(of number: Double, root: Int) -> UInt32 {
        // The largest r with r^root <= number * 2^(32 root), searched bit by bit in 128 bits.
        let target = UInt128(number) << UInt128(32 * root)
        var result: UInt128 = 0
        for bit in (0..<36).reversed() {
            let guess = result | 1 << UInt128(bit)
            let power = root == 2 ? guess * guess : guess * guess * guess
            if power <= target { result = guess }
        }
        return UInt32(truncatingIfNeeded: result)
    }
}
