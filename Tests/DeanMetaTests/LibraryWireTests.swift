import DeanDomain
import Testing

@testable import DeanMeta

@Suite struct LibraryWireTests {
    @Test func aPictureIsUploadedAsBase64() async throws {
        try await MetaBench.run { _, _ in
            .answer(#"{"images":{"bytes":{"hash":"abc","url":"https://cdn/x.png"}}}"#)
        } _: { bench in
            let image = try await bench.client.uploadImage(bytes: [0xfb, 0xff, 0xfe], account: MetaBench.account)
            #expect(image == UploadedImage(hash: "abc", url: "https://cdn/x.png"))
            #expect(bench.graph.requests.first?.form["bytes"] == "+//+")
        }
    }

    @Test func aCreativeCarriesItsTagAndItsStory() async throws {
        let draft = CreativeDraft(
            name: "Hook 1",
            pageID: "9",
            link: "https://shop.example",
            imageHash: "abc",
            message: "Say \"hi\"",
            headline: "New",
            callToAction: "SHOP_NOW",
            enhancements: ["image_touchups": false]
        )
        try await MetaBench.run { _, _ in
            .answer(#"{"id":"70"}"#)
        } _: { bench in
            let outcome = await bench.client.createCreative(draft, tag: MetaBench.tag, account: MetaBench.account)
            #expect(outcome == .applied(ObjectID("70")))
            let form = try #require(bench.graph.requests.first).form
            #expect(form["name"] == "Hook 1 [dean:3fa4c1d2]")
            let story = try parsed(form["object_story_spec"] ?? "")
            #expect(story["page_id"]?.text == "9")
            #expect(story["link_data"]?["message"]?.text == "Say \"hi\"")
            #expect(story["link_data"]?["call_to_action"]?["value"]?["link"]?.text == "https://shop.example")
            #expect(
                form["degrees_of_freedom_spec"]
                    == #"{"creative_features_spec":{"image_touchups":{"enroll_status":"OPT_OUT"}}}"#
            )
        }
    }

    @Test func everyCallOfABatchHasItsOwnOutcome() async throws {
        let bodies = [#"{"id":"1"}"#, errorBody(100), errorBody(2), "<html>"].map { body in
            #"{"code":200,"body":\#(GraphValue.text(body).json)}"#
        }
        let calls = (1...5).map { BatchRequest(.post, "\($0)", ["status": "PAUSED"], doing: "pausing \($0)") }
        try await MetaBench.run { _, _ in
            .answer("[" + (bodies + ["null"]).joined(separator: ",") + "]")
        } _: { bench in
            let outcomes = try await bench.client.batch(calls, account: MetaBench.account, priority: .approvedWrite)
            #expect(outcomes.count == 5)
            #expect(outcomes[0] == .answered(#"{"id":"1"}"#))
            guard case .rejected = outcomes[1], case .unknown = outcomes[2], case .unknown = outcomes[3] else {
                Issue.record("\(outcomes)")
                return
            }
            #expect(outcomes[4] == .notRun)
            let request = try #require(bench.graph.requests.first)
            #expect(request.path == "/v26.0/")
            let sent = try parsed(request.form["batch"] ?? "").elements.map { $0 }
            #expect(sent.count == 5)
            #expect(sent[0]["body"]?.text == "status=PAUSED")
        }
    }

    @Test func aBatchOfMoreThanFiftyIsNotSent() async throws {
        let calls = (1...51).map { BatchRequest(.get, "\($0)", doing: "reading \($0)") }
        try await MetaBench.run { _, _ in
            .answer("[]")
        } _: { bench in
            await #expect(throws: MetaError.self) {
                try await bench.client.batch(calls, account: nil, priority: .interactiveRead)
            }
            #expect(bench.graph.requests.isEmpty)
        }
    }

    @Test func aWriteBatchWhoseAnswerIsLostIsUnknownAndSentOnce() async throws {
        try await MetaBench.run { _, _ in
            .hangUp
        } _: { bench in
            let error = await #expect(throws: MetaError.self) {
                try await bench.client.batch(
                    [BatchRequest(.post, "1", doing: "x")],
                    account: nil,
                    priority: .approvedWrite
                )
            }
            #expect(error?.disposition == .unknown)
            #expect(bench.graph.requests.count == 1)
        }
    }

    @Test func theTokensExpiryIsAskedWithTheAppsTokenAndNothingSecretInTheURL() async throws {
        try await MetaBench.run(secret: MetaBench.secret) { request, _ in
            switch request.path {
            case "/v26.0/me": .answer(#"{"id":"1","name":"Dean's user"}"#)
            case "/v26.0/me/permissions":
                .answer(
                    #"{"data":[{"permission":"ads_read","status":"granted"},{"permission":"x","status":"declined"}]}"#
                )
            default: .answer(#"{"data":{"is_valid":true,"expires_at":1800000000,"scopes":["ads_management"]}}"#)
            }
        } _: { bench in
            let facts = try await bench.client.tokenFacts()
            #expect(facts.expiresAt == Timestamp(seconds: 1_800_000_000))
            #expect(facts.permissions == ["ads_management"])
            #expect(facts.ownerName == "Dean's user")
            let last = try #require(bench.graph.requests.last)
            #expect(last.headers["authorization"] == "Bearer 42|\(MetaBench.secret)")
            #expect(last.form["input_token"] == MetaBench.token)
            for request in bench.graph.requests { #expect(!request.target.contains(MetaBench.token)) }
        }
    }

    @Test func withoutAnAppTheTokenSpeaksForItself() async throws {
        try await MetaBench.run { request, _ in
            request.path.hasSuffix("permissions")
                ? .answer(#"{"data":[{"permission":"ads_read","status":"granted"}]}"#) : .answer(#"{"id":"1"}"#)
        } _: { bench in
            let facts = try await bench.client.tokenFacts()
            #expect(facts.permissions == ["ads_read"])
            #expect(!facts.expiryIsKnown)
            #expect(bench.graph.requests.count == 2)
        }
    }

    @Test func theLeastBudgetsAreThoseOfTheAccountsCurrency() async throws {
        try await MetaBench.run { _, _ in
            .answer(
                #"{"data":[{"currency":"EUR","min_daily_budget_imp":90},"#
                    + #"{"currency":"USD","min_daily_budget_imp":100,"min_daily_budget_high_freq":"500"}]}"#
            )
        } _: { bench in
            let least = try await bench.client.minimumBudgets(MetaBench.account, currency: .usd)
            #expect(least.impressions == Money(minorUnits: 100, currency: .usd))
            #expect(least.highFrequency == Money(minorUnits: 500, currency: .usd))
            #expect(least.videoViews == nil)
        }
    }

    @Test func aPixelThatTheTokenCannotSeeIsGone() async throws {
        try await MetaBench.run { _, _ in
            .answer(errorBody(100, 33), status: 400)
        } _: { bench in
            let error = await #expect(throws: MetaError.self) { try await bench.client.pixelName() }
            #expect(error?.kind == .gone)
            let page = try await bench.client.pageName()
            #expect(page == nil)
        }
    }
}
