import DeanDomain
import DeanSlack
import Testing

struct InboundTests {
    @Test func aSlashCommandIsReadFromItsForm() throws {
        guard case .command(let command) = try SlackInbound.parse(.commands, body: Array(Payloads.slash.utf8)) else {
            Issue.record("no command")
            return
        }
        #expect(command.command == "/dean")
        #expect(command.text == "run sales")
        #expect(command.user == PersonID("U1"))
        #expect(command.channel == ChannelID("C1"))
        #expect(command.workspace == Workspace(team: TeamID("T1"), enterprise: EnterpriseID("E1")))
        #expect(command.responseURL == "https://hooks.slack.com/commands/1/2")
        #expect(command.triggerID == "13.2.ab")
    }

    @Test func theWordPayloadInACommandIsJustText() throws {
        let body = Array((Payloads.slash + "&payload=%7Bnot+json").utf8)
        guard case .command = try SlackInbound.parse(.commands, body: body) else {
            Issue.record("no command")
            return
        }
    }

    @Test func aCommandOverTheSocketIsTheSameCommand() throws {
        let json = """
            {"team_id":"T1","enterprise_id":"E1","channel_id":"C1","channel_name":"ads","user_id":"U1",
            "user_name":"ann","command":"/dean","text":"run sales","response_url":
            "https://hooks.slack.com/commands/1/2","trigger_id":"13.2.ab","is_enterprise_install":"false"}
            """
        #expect(
            try SlackInbound.parse(.commands, body: Array(json.utf8))
                == SlackInbound.parse(.commands, body: Array(Payloads.slash.utf8))
        )
    }

    @Test func everySlackRouteTakesTheCertificateProbe() throws {
        for route in SlackInbound.Route.allCases {
            #expect(try SlackInbound.parse(route, body: Array("ssl_check=1&token=t".utf8)) == .certificateCheck)
        }
    }

    @Test(arguments: [
        (SlackInbound.Route.commands, "", "command"), (.commands, "command=%2Fdean&user_id=U1", "channel_id"),
        (.commands, "command=%2Fdean&user_id=U1&channel_id=C1", "team_id"), (.commands, "{\"a\":1}", "command"),
        (.commands, "{", "JSON"), (.interactions, "", "payload"), (.interactions, "payload=%7B", "JSON"),
        (.interactions, "payload=nonsense", "JSON"), (.interactions, "payload=%7B%7D", "type"),
        (.interactions, "payload=%5B%5D", "object"), (.events, "", "JSON"), (.events, "[]", "object"),
        (.events, "{\"type\":1}", "a string at type"), (.events, "{\"type\":\"url_verification\"}", "challenge"),
        (.events, "{\"type\":\"event_callback\",\"event\":{\"type\":\"x\"}}", "event_id"),
        (.events, "{\"type\":\"event_callback\",\"event_id\":\"E\",\"event\":{\"type\":\"x\"}}", "team_id"),
    ])
    func malformedBodiesAreRefusedWithWhatWasExpected(route: SlackInbound.Route, body: String, expected: String) {
        let error = #expect(throws: SlackError.self) { try SlackInbound.parse(route, body: Array(body.utf8)) }
        #expect(error?.code == .malformed)
        #expect(error?.message.contains(expected) == true, "\(error?.message ?? "")")
    }

    @Test func deepNestingIsRefusedAndDoesNotOverflow() {
        let body = Array(String(repeating: "[", count: 200_000).utf8)
        #expect(throws: SlackError.self) { try SlackInbound.parse(.events, body: body) }
        let nested = Array(("{\"type\":" + String(repeating: "{\"a\":", count: 100_000)).utf8)
        #expect(throws: SlackError.self) { try SlackInbound.parse(.events, body: nested) }
    }

    @Test(arguments: 0..<150)
    func mutatedBodiesAreReadOrRefused(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let bodies: [(SlackInbound.Route, [UInt8])] =
            [(.commands, Array(Payloads.slash.utf8)), (.events, Array(Payloads.mention.utf8))]
            + Payloads.everyInteraction.map { (.interactions, Array($0.utf8)) }
            + Payloads.everyInteraction.map {
                (.interactions, Array(FormBody.encoded([("payload", $0)]).utf8))
            }
        for (route, body) in bodies {
            check(route, Noise.mutated(body, &random), seed)
        }
        for route in SlackInbound.Route.allCases {
            check(route, Noise.bytes(&random, upTo: 200), seed)
        }
    }

    private func check(_ route: SlackInbound.Route, _ body: [UInt8], _ seed: Int) {
        do {
            _ = try SlackInbound.parse(route, body: body)
        } catch {
            #expect(error.code == .malformed && error.message.hasPrefix("reading "), "seed \(seed): \(error)")
        }
    }
}
