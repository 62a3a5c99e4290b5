import DeanDomain
import DeanSlack
import Testing

struct SlackSignatureTests {
    // Source: https://docs.slack.dev/authentication/verifying-requests-from-slack
    private static let body = Array(
        ("token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
            + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
            + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
            + "%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c").utf8
    )
    private static let documented = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    private static let sentAt = Timestamp(seconds: 1_531_420_618)
    private let signature = SlackSignature(secret: Secret("8f742231b10e8888abcd99yyyzzz85a5"))

    @Test func theDocumentedRequestIsGenuineAndSignedAlike() {
        #expect(signature.sign(body: Self.body, timestamp: Self.sentAt) == Self.documented)
        #expect(
            signature.verify(body: Self.body, timestamp: "1531420618", signature: Self.documented, at: Self.sentAt)
                == .genuine
        )
    }

    @Test(arguments: [
        (-301, SlackSignature.Verdict.stale), (-300, .genuine), (0, .genuine), (300, .genuine), (301, .stale),
    ])
    func fiveMinutesEitherWayAreTheLimit(offset: Int, expected: SlackSignature.Verdict) {
        let now = Timestamp(seconds: Self.sentAt.seconds + Int64(offset))
        #expect(
            signature.verify(body: Self.body, timestamp: "1531420618", signature: Self.documented, at: now) == expected
        )
    }

    @Test(arguments: [
        (nil, SlackSignature.Verdict.missingTimestamp), ("", .missingTimestamp), ("soon", .malformedTimestamp),
        ("1531420618.5", .malformedTimestamp), ("-1531420618", .malformedTimestamp),
        ("+1531420618", .malformedTimestamp),
        (" 1531420618", .malformedTimestamp), ("١٥٣١٤٢٠٦١٨", .malformedTimestamp), ("0", .stale),
        ("999999999999999999", .stale), ("99999999999999999999999999", .malformedTimestamp),
        ("1531420618\0", .malformedTimestamp),
    ])
    func anyTimestampHeaderEndsInAVerdict(header: String?, expected: SlackSignature.Verdict) {
        #expect(
            signature.verify(body: Self.body, timestamp: header, signature: Self.documented, at: Self.sentAt)
                == expected
        )
    }

    @Test(arguments: [Int64.min, .max, 0])
    func anAbsurdClockIsStaleAndDoesNotTrap(now: Int64) {
        let verdict = signature.verify(
            body: Self.body,
            timestamp: "1531420618",
            signature: Self.documented,
            at: Timestamp(seconds: now)
        )
        #expect(verdict == .stale)
    }

    @Test(arguments: [
        (nil, SlackSignature.Verdict.missingSignature), ("", .missingSignature), ("v0=", .malformedSignature),
        ("v1=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503", .malformedSignature),
        ("a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503", .malformedSignature),
        ("v0=g2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503", .malformedSignature),
        ("v0=A2114D57B48EAC39B9AD189DD8316235A7B4A8D21A10BD27519666489C69B503", .malformedSignature),
        ("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b50", .malformedSignature),
        ("v0=b2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503", .wrongSignature),
        ("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b504", .wrongSignature),
    ])
    func anySignatureHeaderEndsInAVerdict(header: String?, expected: SlackSignature.Verdict) {
        #expect(
            signature.verify(body: Self.body, timestamp: "1531420618", signature: header, at: Self.sentAt) == expected
        )
    }

    @Test func everyByteOfTheBodyAndTheSecretCounts() {
        var body = Self.body
        body[0] ^= 1
        #expect(
            signature.verify(body: body, timestamp: "1531420618", signature: Self.documented, at: Self.sentAt)
                == .wrongSignature
        )
        #expect(
            SlackSignature(secret: Secret("8f742231b10e8888abcd99yyyzzz85a6"))
                .verify(body: Self.body, timestamp: "1531420618", signature: Self.documented, at: Self.sentAt)
                == .wrongSignature
        )
    }

    @Test func bytesThatAreNotTextAreSignedAsTheyAre() {
        let body: [UInt8] = [0xff, 0x00, 0xc3, 0x28, 0x0a]
        let header = signature.sign(body: body, timestamp: Self.sentAt)
        #expect(signature.verify(body: body, timestamp: "1531420618", signature: header, at: Self.sentAt) == .genuine)
    }

    @Test func thousandsAreCheckedInAMoment() {
        let clock = ContinuousClock()
        let elapsed = clock.measure {
            for _ in 0..<2000 {
                _ = signature.verify(
                    body: Self.body,
                    timestamp: "1531420618",
                    signature: Self.documented,
                    at: Self.sentAt
                )
            }
        }
        // An optimised build does 20,000 a second with ease; this one is not optimised and shares its processors.
        #expect(elapsed < .seconds(2))
    }
}
