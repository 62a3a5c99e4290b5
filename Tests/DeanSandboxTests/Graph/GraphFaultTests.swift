import DeanDomain
import DeanSandbox
import Foundation
import FoundationNetworking
import Synchronization
import Testing

/// What goes wrong on demand.
@Suite struct GraphFaultTests {
    @Test func anAnswerIsLostAfterTheWriteWasApplied() async throws {
        try await GraphFixture.with { graph async throws in
            let adSet = try graph.id(.adSet, "Vinyl collectors")
            graph.server.faults.inject(.lostAfterApplying, method: "POST", path: adSet.rawValue)
            await #expect(throws: URLError.self) {
                try await graph.post(adSet.rawValue, ["daily_budget": "2800"])
            }
            #expect(graph.market.dailyBudget(of: adSet) == 2800)
            #expect(graph.server.requests.map(\.status) == [0])
            #expect(try await graph.get(adSet.rawValue, ["fields": "daily_budget"]).status == 200)
        }
    }

    @Test func aRequestIsLostBeforeAnythingIsApplied() async throws {
        try await GraphFixture.with { graph async throws in
            let adSet = try graph.id(.adSet, "Vinyl collectors")
            graph.server.faults.inject(.lostBeforeApplying, method: "POST")
            await #expect(throws: URLError.self) {
                try await graph.post(adSet.rawValue, ["daily_budget": "2800"])
            }
            #expect(graph.market.dailyBudget(of: adSet) == 2400)
        }
    }

    @Test func anErrorCanComeWithHTTP200AndAppliesNothing() async throws {
        try await GraphFixture.with { graph async throws in
            let adSet = try graph.id(.adSet, "Vinyl collectors")
            graph.server.faults.inject(.error(code: 2, isTransient: true, status: 200), method: "POST")
            let answer = try await graph.post(adSet.rawValue, ["daily_budget": "2800"])
            #expect((answer.status, answer.code) == (200, 2))
            #expect(answer.json["error"]?["is_transient"]?.flag == true)
            #expect(graph.market.dailyBudget(of: adSet) == 2400)
        }
    }

    @Test func aGatewayAnswersInHTML() async throws {
        try await GraphFixture.with { graph async throws in
            graph.server.faults.inject(.badGateway)
            let answer = try await graph.get("act_1001/campaigns")
            #expect(answer.status == 502)
            #expect(answer.text.hasPrefix("<html>"))
            #expect(answer.json == .null)
        }
    }

    @Test func jsonIsCutInTheMiddle() async throws {
        try await GraphFixture.with { graph async throws in
            graph.server.faults.inject(.cutJSON, path: "campaigns")
            let answer = try await graph.get("act_1001/campaigns", ["fields": "name"])
            #expect(answer.status == 200)
            #expect(answer.json == .null)
            #expect(answer.text.hasPrefix("{\"data\":["))
        }
    }

    @Test(arguments: [4, 17, 32, 613, 80_004])
    func aThrottleHasItsCodeAndFullHeaders(_ code: Int) async throws {
        try await GraphFixture.with { graph async throws in
            graph.server.faults.inject(.throttled(code: code), path: "insights")
            let answer = try await graph.get("act_1001/insights")
            #expect(answer.code == Int64(code))
            let usage = answer.headers["x-business-use-case-usage"].flatMap(GraphJSON.init(parsing:))
            #expect(usage?["1001"]?.items?.first?["estimated_time_to_regain_access"]?.int ?? 0 > 0)
            #expect(try await graph.get("act_1001/insights").status == 200)
        }
    }

    @Test func aTokenDies() async throws {
        try await GraphFixture.with { graph async throws in
            graph.server.faults.inject(.deadToken(), times: 2)
            for _ in 0..<2 {
                let answer = try await graph.get("me")
                #expect((answer.code, answer.subcode) == (190, 463))
            }
            #expect(try await graph.get("me").status == 200)
        }
    }

    @Test func anEmptyPageInTheMiddleLosesNothing() async throws {
        try await GraphFixture.with { graph async throws in
            let query = ["fields": "name", "limit": "5"]
            let whole = try await graph.all("act_1001/ads", query)
            graph.server.faults.inject(.emptyPage, path: "/ads")
            graph.server.faults.inject(.emptyPage, path: "/ads", skip: 2)
            graph.server.forgetRequests()
            let pages = try await graph.all("act_1001/ads", query)
            #expect(pages == whole)
            #expect(graph.server.requests.count { $0.fault == .emptyPage } == 2)
        }
    }

    @Test func anAnswerIsDelayed() async throws {
        let waited = Mutex<[Duration]>([])
        let pause: @Sendable (Duration) async throws -> Void = { time in waited.withLock { $0.append(time) } }
        try await GraphFixture.with(pause: pause) { graph async throws in
            graph.server.faults.inject(.delayed(.seconds(9)))
            #expect(try await graph.get("me").status == 200)
        }
        #expect(waited.withLock { $0 } == [.seconds(9)])
    }

    @Test func aReadStallsHalfWay() async throws {
        try await GraphFixture.with { graph async throws in
            graph.server.faults.inject(.stalled(.seconds(30)), path: "campaigns")
            await #expect(throws: URLError.self) {
                try await graph.get("act_1001/campaigns", ["fields": "name"])
            }
            #expect(try await graph.get("act_1001/campaigns").status == 200)
        }
    }

    @Test func aReportFails() async throws {
        try await GraphFixture.with { graph async throws in
            graph.server.faults.inject(.reportFails, method: "POST", path: "insights")
            let run = try await graph.post("act_1001/insights", ["level": "ad"])
            let id = try #require(run.json["report_run_id"]?.text)
            var states: [String] = []
            for _ in 0..<4 { states.append(try await graph.get(id).json["async_status"]?.text ?? "") }
            #expect(states.last == "Job Failed")
            #expect(try await graph.get("\(id)/insights").code == 100)
        }
    }

    @Test func faultsComeByHTTPToo() async throws {
        try await GraphFixture.with { graph async throws in
            let set = try await graph.send(
                "POST",
                "/_sandbox/faults",
                json: ["kind": "error", "code": 1, "status": 500, "path": "ads", "skip": 1],
                token: nil
            )
            #expect(set.json["pending"]?.int == 1)
            #expect(try await graph.get("act_1001/ads").status == 200)
            #expect(try await graph.get("act_1001/ads").status == 500)
            #expect(try await graph.get("act_1001/ads").status == 200)
            let wrong = try await graph.send("POST", "/_sandbox/faults", json: ["kind": "earthquake"], token: nil)
            #expect(wrong.status == 400)
            #expect(wrong.text.contains("earthquake"))
        }
    }
}
