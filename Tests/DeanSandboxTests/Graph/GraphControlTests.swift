import DeanDomain
import DeanSandbox
import Foundation
import Testing

/// The controls under `/_sandbox`, and the server's life.
@Suite struct GraphControlTests {
    @Test func theClockMovesTheMarket() async throws {
        try await GraphFixture.with { graph async throws in
            let before = try await graph.send("GET", "/_sandbox/clock", token: nil)
            #expect(before.json["now"]?.text == GraphFixture.start.description)
            _ = try await graph.send("POST", "/_sandbox/clock", json: ["advance_hours": 3], token: nil)
            #expect(graph.market.now == GraphFixture.start + .hours(3))
            let wrong = try await graph.send("POST", "/_sandbox/clock", json: ["now": "soon"], token: nil)
            #expect(wrong.status == 400)
        }
    }

    @Test func aPersonsEditIsSeenWithItsTime() async throws {
        try await GraphFixture.with { graph async throws in
            let adSet = try graph.id(.adSet, "Vinyl collectors")
            graph.clock.advance(by: .minutes(40))
            let edit = try await graph.send(
                "POST",
                "/_sandbox/edit",
                json: ["id": .string(adSet.rawValue), "daily_budget": 3100],
                token: nil
            )
            #expect(edit.status == 200)
            let node = try await graph.get(adSet.rawValue, ["fields": "daily_budget,updated_time"])
            #expect(node.json["daily_budget"]?.text == "3100")
            let updated = node.json["updated_time"]?.text.flatMap(Timestamp.init(iso:))
            #expect(updated == GraphFixture.start + .minutes(40))
            let edits = try await graph.send("GET", "/_sandbox/edit", token: nil)
            #expect(edits.json.items?.last?["by"]?.text == "person")
            let missing = try await graph.send("POST", "/_sandbox/edit", json: ["id": "1"], token: nil)
            #expect(missing.status == 400)
        }
    }

    @Test func theTruthIsOnAPageOfItsOwn() async throws {
        try await GraphFixture.with { graph async throws in
            let truth = try await graph.send("GET", "/_sandbox/truth", query: ["account": "act_1001"], token: nil)
            let ads = truth.json["ads"]?.items ?? []
            #expect(ads.count == graph.market.ids(.ad, of: SandboxCredentials.dollarAccount).count)
            #expect(
                truth.json["total_profit"]?.double == graph.market.totalProfit(of: SandboxCredentials.dollarAccount)
            )
        }
    }

    @Test func creativesHavePictures() async throws {
        try await GraphFixture.with { graph async throws in
            let creative = try graph.id(.creative, "Rain on the window")
            let node = try await graph.get(creative.rawValue, ["fields": "thumbnail_url,title"])
            let address = try #require(node.json["thumbnail_url"]?.text.flatMap(URL.init(string:)))
            #expect(address.port == graph.port)
            let picture = try await graph.send("GET", address.path, token: nil)
            #expect(picture.text.hasPrefix("<svg"))
            #expect(picture.text.contains("Hear the rain in the room"))
        }
    }

    @Test func aServerCanBeStartedAndStoppedByHand() async throws {
        let server = GraphServer(
            market: Market(seed: 1, now: GraphFixture.start, scenario: .bulk(ads: 5, days: 2)),
            clock: SandboxClock(now: GraphFixture.start, speed: 0)
        )
        let port = try await server.start()
        let graph = GraphFixture(server: server, port: port)
        #expect(try await graph.get("act_1001/ads").rows.count == 5)
        await server.stop()
        await #expect(throws: (any Error).self) { try await graph.get("me") }
        await #expect(throws: GraphSandboxError.self) { try await server.port() }
    }
}
