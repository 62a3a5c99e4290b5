import DeanDomain
import Testing

@testable import DeanMeta

@Suite struct ReadWireTests {
    @Test func theTokenRidesInTheHeaderAndInNothingElse() async throws {
        try await MetaBench.run(secret: MetaBench.secret) { request, count in
            guard count == 0 else { return .answer(#"{"data":[]}"#) }
            let next = "https://graph.facebook.com/v26.0/1/ads?access_token=\(MetaBench.token)&after=p2"
            return .answer(#"{"data":[],"paging":{"next":"\#(next)"}}"#)
        } _: { bench in
            _ = try await bench.client.ads(MetaBench.account)
            #expect(bench.graph.requests.count == 2)
            for request in bench.graph.requests {
                #expect(request.headers["authorization"] == "Bearer \(MetaBench.token)")
                #expect(!request.target.contains(MetaBench.token))
                #expect(!request.target.contains("access_token"))
                #expect(request.query["appsecret_proof"]?.count == 64)
            }
            #expect(bench.graph.requests[1].query["after"] == "p2")
        }
    }

    @Test func withoutAnAppSecretThereIsNoProof() async throws {
        try await MetaBench.run { _, _ in
            .answer(#"{"data":[]}"#)
        } _: { bench in
            _ = try await bench.client.ads(MetaBench.account)
            #expect(bench.graph.requests.first?.query["appsecret_proof"] == nil)
        }
    }

    @Test func nothingSecretIsLoggedOrToldEvenWhenMetaQuotesIt() async throws {
        try await MetaBench.run(secret: MetaBench.secret) { _, _ in
            .answer(errorBody(190, 463, message: "Malformed access token \(MetaBench.token)"), status: 400)
        } _: { bench in
            let error = await #expect(throws: MetaError.self) { try await bench.client.ads(MetaBench.account) }
            let proof = SecretProof.make(secret: Secret(MetaBench.secret), token: Secret(MetaBench.token))
            let said = [bench.log.text, error?.sentence ?? "", error?.description ?? ""].joined()
            #expect(said.contains("/ads"))
            #expect(said.contains("AbC"))
            for secret in [MetaBench.token, MetaBench.secret, proof] { #expect(!said.contains(secret)) }
        }
    }

    @Test func anEmptyPageInTheMiddleDoesNotEndAnEdge() async throws {
        try await MetaBench.run { request, _ in
            let ad = #"{"id":"1","adset_id":"2","campaign_id":"3","name":"A","status":"ACTIVE"}"#
            switch request.query["after"] {
            case nil: return .answer(#"{"data":[\#(ad)],"paging":{"next":"https://x/?after=b"}}"#)
            case "b": return .answer(#"{"data":[],"paging":{"next":"https://x/?after=c"}}"#)
            default: return .answer(#"{"data":[\#(ad),\#(ad)],"paging":{"cursors":{"after":"d"}}}"#)
            }
        } _: { bench in
            let ads = try await bench.client.ads(MetaBench.account)
            #expect(ads.count == 3)
        }
    }

    @Test func aServerThatPagesInCirclesIsStopped() async throws {
        try await MetaBench.run { _, _ in
            .answer(#"{"data":[],"paging":{"next":"https://x/?after=b"}}"#)
        } _: { bench in
            await #expect(throws: MetaError.self) { try await bench.client.ads(MetaBench.account) }
            #expect(bench.graph.requests.count == 2)
        }
    }

    static let passingFaults: [ScriptedGraph.Reply] = [
        .answer("<html>Bad Gateway</html>", status: 502), .cut(#"{"data":[]}"#), .answer(#"{"data":["#),
        .answer("", status: 500), .answer(errorBody(2), status: 500), .answer(errorBody(1)), .hangUp,
        .answer(errorBody(7, transient: true), status: 400),
    ]

    @Test(arguments: passingFaults.indices)
    func aReadIsTriedAgainAfterAPassingFault(_ index: Int) async throws {
        let fault = Self.passingFaults[index]
        try await MetaBench.run { _, count in
            count < 2 ? fault : .answer(#"{"data":[]}"#)
        } _: { bench in
            let ads = try await bench.client.ads(MetaBench.account)
            #expect(ads.isEmpty)
            #expect(bench.graph.requests.count == 3)
            #expect(bench.waits.all.count == 2)
            #expect(bench.waits.all[1] > bench.waits.all[0] || bench.waits.all[1] >= TimeSpan(seconds: 4))
        }
    }

    @Test func aReadIsGivenUpAfterThreeTries() async throws {
        try await MetaBench.run { _, _ in
            .answer("<html>", status: 502)
        } _: { bench in
            let error = await #expect(throws: MetaError.self) { try await bench.client.ads(MetaBench.account) }
            #expect(error?.kind == .unreadable)
            #expect(error?.httpStatus == 502)
            #expect(bench.graph.requests.count == 3)
        }
    }

    @Test func aRefusedReadIsNotTriedAgain() async throws {
        try await MetaBench.run { _, _ in
            .answer(errorBody(190, 463), status: 200)
        } _: { bench in
            let error = await #expect(throws: MetaError.self) { try await bench.client.ads(MetaBench.account) }
            #expect(error?.kind == .token)
            #expect(bench.graph.requests.count == 1)
        }
    }

    private static let oneMinuteBlock = ScriptedGraph.Reply.answer(
        errorBody(80_004),
        status: 400,
        headers: [
            "X-Business-Use-Case-Usage":
                #"{"1":[{"type":"ads_management","call_count":100,"estimated_time_to_regain_access":1}]}"#
        ]
    )

    @Test func aThrottledBackgroundReadWaitsAsLongAsMetaSays() async throws {
        try await MetaBench.run { _, count in
            count == 0
                ? Self.oneMinuteBlock
                : .answer(
                    #"{"data":[]}"#,
                    headers: ["X-Business-Use-Case-Usage": #"{"1":[{"type":"ads_management","call_count":3}]}"#]
                )
        } _: { bench in
            // The block is over after a minute; the percentage, which is above ninety, fades for some minutes more.
            await #expect(throws: MetaError.self) { try await bench.client.ads(MetaBench.account) }
            #expect(bench.waits.all == [.minutes(1)])
            bench.waits.wait(.minutes(10))
            let ads = try await bench.client.ads(MetaBench.account)
            #expect(ads.isEmpty)
            #expect(bench.graph.requests.count == 2)
            #expect(await bench.client.usage(MetaBench.account) == 3)
        }
    }

    @Test func aGuardReadIsRefusedWhileMetaWantsAMinute() async throws {
        try await MetaBench.run { _, _ in
            Self.oneMinuteBlock
        } _: { bench in
            do throws(MetaError) {
                _ = try await bench.client.campaigns(MetaBench.account, currency: .usd, priority: .guardRead)
                Issue.record("a guard read has no patience for a minute")
            } catch {
                #expect(error.kind == .throttled)
                #expect(error.retryAfter == .minutes(1))
            }
            #expect(bench.graph.requests.count == 1)
            #expect(await bench.client.usage(MetaBench.account) == 100)
        }
    }

    @Test func aNearLimitSlowsBackgroundReadsAndNoOthers() async throws {
        try await MetaBench.run { _, _ in
            .answer(#"{"data":[]}"#, headers: ["X-App-Usage": #"{"call_count":82}"#])
        } _: { bench in
            _ = try await bench.client.ads(MetaBench.account, priority: .interactiveRead)
            _ = try await bench.client.ads(MetaBench.account, priority: .interactiveRead)
            #expect(bench.waits.all.isEmpty)
            _ = try await bench.client.ads(MetaBench.account, priority: .backgroundRead)
            #expect(bench.waits.all.count == 1)
            #expect(bench.waits.all[0] > TimeSpan(seconds: 5))
        }
    }

    @Test func aSnapshotTakesWhatOtherGraphServersSend() async throws {
        try await MetaBench.run { request, _ in
            switch request.path {
            case "/v26.0/act_1":
                .answer(#"{"id":"act_1","currency":"JPY","account_status":1,"spend_cap":"0","amount_spent":1200}"#)
            case "/v26.0/act_1/campaigns":
                .answer(#"{"data":[{"id":10,"name":"C","status":"LIMBO","daily_budget":5000,"new_field":{}}]}"#)
            case "/v26.0/act_1/adsets":
                .answer(
                    #"{"data":[{"id":"20","campaign":{"id":"10"},"name":"S","status":"ACTIVE","daily_budget":"0","#
                        + #""targeting":{"geo_locations":{"countries":["JP"]}},"learning_stage_info":{"status":"NEW"},"#
                        + #""promoted_object":{"custom_event_type":"PURCHASE"},"#
                        + #""created_time":"2026-11-01T10:00:00+0200"}]}"#
                )
            case "/v26.0/act_1/ads":
                .answer(
                    #"{"data":[{"id":"30","adset_id":20,"campaign_id":"10","name":"A","status":"ACTIVE","#
                        + #""effective_status":"DELETED","creative":{"id":40}}]}"#
                )
            default: .answer(#"{"data":[{"id":"40","title":"T"}]}"#)
            }
        } _: { bench in
            let snapshot = try await bench.client.snapshot(MetaBench.account, at: MetaBench.start)
            #expect(snapshot.account.currency.code == "JPY")
            #expect(snapshot.account.timeZoneName == "")
            #expect(snapshot.account.spendCap == nil)
            #expect(snapshot.account.amountSpent?.minorUnits == 1200)
            #expect(snapshot.campaigns.map(\.id) == [ObjectID("10")])
            #expect(snapshot.campaigns[0].status == .other("LIMBO"))
            #expect(snapshot.campaigns[0].dailyBudget == Money(minorUnits: 5000, currency: Currency("JPY")))
            #expect(snapshot.adSets[0].campaignID == ObjectID("10"))
            #expect(snapshot.adSets[0].dailyBudget == nil)
            #expect(snapshot.adSets[0].learningStage == nil)
            #expect(snapshot.adSets[0].targeting == #"{"geo_locations":{"countries":["JP"]}}"#)
            #expect(snapshot.adSets[0].createdAt == Timestamp(iso: "2026-11-01T08:00:00Z"))
            #expect(snapshot.ads[0].status == .deleted)
            #expect(snapshot.ads[0].creativeID == ObjectID("40"))
            #expect(snapshot.creatives[0].title == "T")
            #expect(snapshot.readAt == MetaBench.start)
        }
    }

    @Test func anObjectWithoutItsIdFailsTheReading() async throws {
        try await MetaBench.run { _, _ in
            .answer(#"{"data":[{"name":"A","adset_id":"2","campaign_id":"3"}]}"#)
        } _: { bench in
            let error = await #expect(throws: MetaError.self) { try await bench.client.ads(MetaBench.account) }
            #expect(error?.message == "an object without id")
        }
    }
}
