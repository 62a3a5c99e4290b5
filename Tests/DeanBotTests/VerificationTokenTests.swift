import DeanBot
import Foundation
import Testing

struct VerificationTokenTests {
    private static func removed(_ body: String) -> String {
        String(decoding: VerificationToken.removed(from: Array(body.utf8)), as: UTF8.self)
    }

    @Test(arguments: [
        ("token=s3cret&team_id=T1", "token=&team_id=T1"),
        ("team_id=T1&token=s3cret", "team_id=T1&token="),
        ("ssl_check=1&token=s3cret&x=y", "ssl_check=1&token=&x=y"),
        (#"{"token":"s3cret","type":"event_callback"}"#, #"{"token":"","type":"event_callback"}"#),
        (#"{"a":{"token" : "s3cret"}}"#, #"{"a":{"token" : ""}}"#),
        ("{\n  \"token\":\n\"s3cret\"}", "{\n  \"token\":\n\"\"}"),
        ("payload=%7B%22token%22%3A%22s3cret%22%7D", "payload=%7B%22token%22%3A%22%22%7D"),
        ("payload=%7b%22token%22%3a+%22s3cret%22%7d", "payload=%7b%22token%22%3a+%22%22%7d"),
        ("payload=%7B%22token%22%20%3A%20%22s3cret%22%7D&token=x", "payload=%7B%22token%22%20%3A%20%22%22%7D&token="),
        ("token=s3cret", "token="), ("", ""), ("token", "token"), ("tokentoken=s", "tokentoken=s"),
    ])
    func theTokenIsCutOutAndNothingElse(body: String, kept: String) {
        #expect(Self.removed(body) == kept)
    }

    @Test(arguments: [
        "text=my+token%3D1&mytoken=2", #"{"token_id":"1","my token":"2","text":"token: \"3\""}"#,
        "payload=%7B%22text%22%3A%22token%22%2C%22tokens%22%3A%22x%22%7D", "%22token%22%3A5",
    ])
    func whatOnlyLooksLikeATokenStays(body: String) {
        #expect(Self.removed(body) == body)
    }

    @Test func bytesThatAreNoTextStayAsTheyAre() {
        let body: [UInt8] = [0xff, 0x00] + Array("&token=s".utf8) + [0xfe, UInt8(ascii: "&"), 0x80]
        #expect(VerificationToken.removed(from: body) == [0xff, 0x00] + Array("&token=&".utf8) + [0x80])
    }
}
