import DeanDomain
import Testing

@testable import DeanMeta

@Suite struct WriteWireTests {
    static let adSet = ObjectRef(kind: .adSet, id: ObjectID("20"), name: "Broad")
    static let raise = WriteStep.setDailyBudget(
        object: adSet,
        from: Money(minorUnits: 2000, currency: .usd),
        to: Money(minorUnits: 2400, currency: .usd)
    )
    static let create = WriteStep.createAd(
        AdDraft(name: "A", status: .paused, creativeID: ObjectID("3")),
        adSet: .existing(ObjectID("20"))
    )

    private func perform(
        _ step: WriteStep,
        on bench: MetaBench,
        validateOnly: Bool = false,
        copying: CopyOptions = CopyOptions()
    ) async -> WriteOutcome {
        await bench.client.perform(
            step,
            tag: MetaBench.tag,
            parent: ObjectID("20"),
            account: MetaBench.account,
            validateOnly: validateOnly,
            copying: copying
        )
    }

    private func readBack(_ step: WriteStep, on bench: MetaBench) async throws -> IntentMachine.ReadBack {
        try await bench.client.readBack(
            step,
            tag: MetaBench.tag,
            parent: ObjectID("20"),
            account: MetaBench.account
        )
    }

    static let lostAnswers: [ScriptedGraph.Reply] = [
        .hangUp, .cut(#"{"success":true}"#), .answer("<html>Bad Gateway</html>", status: 502), .answer("", status: 200),
        .answer(#"{"succ"#), .answer(errorBody(2), status: 500), .answer(errorBody(1), status: 200),
        .answer(errorBody(100, transient: true), status: 400), .answer("{}", status: 503), .answer("{}"),
        .answer(#"{"success":false}"#), .answer("<html>moved</html>", status: 404),
    ]

    @Test(arguments: lostAnswers.indices)
    func aWriteWhoseAnswerIsLostIsUnknownAndNeverSentAgain(_ index: Int) async throws {
        let reply = Self.lostAnswers[index]
        try await MetaBench.run { _, _ in
            reply
        } _: { bench in
            for step in [Self.raise, Self.create] {
                let before = bench.graph.requests.count
                guard case .unknown(let error) = await perform(step, on: bench) else {
                    Issue.record("\(reply) should leave the outcome unknown")
                    return
                }
                #expect(error.disposition == .unknown)
                #expect(bench.graph.requests.count == before + 1)
                #expect(bench.waits.all.isEmpty)
            }
        }
    }

    @Test func aWriteThatIsNotAnsweredInTimeIsUnknown() async throws {
        try await MetaBench.run(timeout: TimeSpan(seconds: 1)) { _, _ in
            .silence
        } _: { bench in
            guard case .unknown(let error) = await perform(Self.raise, on: bench) else {
                Issue.record("silence should leave the outcome unknown")
                return
            }
            #expect(error.kind == .timeout)
            #expect(bench.graph.requests.count == 1)
        }
    }

    @Test(
        arguments: [
            (190, 463), (200, nil), (100, nil), (100, 33), (100, 1_885_272), (613, 1_487_632), (17, nil), (2635, nil),
        ] as [(Int, Int?)]
    )
    func aRefusalIsDefiniteWhateverTheStatus(code: Int, subcode: Int?) async throws {
        for status in [200, 400, 500] {
            try await MetaBench.run { _, _ in
                .answer(errorBody(code, subcode), status: status)
            } _: { bench in
                guard case .rejected(let error) = await perform(Self.raise, on: bench) else {
                    Issue.record("\(code) with status \(status) should be a refusal")
                    return
                }
                #expect(error.code == code)
                #expect(error.trace == "AbC")
                #expect(bench.graph.requests.count == 1)
            }
        }
    }

    @Test func aWriteIsAFormWithTheTokenInItsHeaderOnly() async throws {
        try await MetaBench.run(secret: MetaBench.secret) { _, _ in
            .answer(#"{"success":true}"#)
        } _: { bench in
            #expect(await perform(Self.raise, on: bench) == .applied(ObjectID("20")))
            let request = try #require(bench.graph.requests.first)
            #expect(request.method == "POST")
            #expect(request.target == "/v26.0/20")
            #expect(request.headers["authorization"] == "Bearer \(MetaBench.token)")
            #expect(request.form["daily_budget"] == "2400")
            #expect(request.form["appsecret_proof"]?.count == 64)
            #expect(!request.body.contains(MetaBench.token))
        }
    }

    @Test func whatIsMadeAnswersWithItsId() async throws {
        let campaign = WriteStep.createCampaign(CampaignDraft(name: "C", objective: "O", status: .paused))
        let copy = WriteStep.copyAdSet(source: Self.adSet, campaign: .existing(ObjectID("10")), name: "Broad")
        try await MetaBench.run { request, _ in
            request.path.hasSuffix("/copies")
                ? .answer(#"{"copied_adset_id":"88","ad_object_ids":[]}"#) : .answer(#"{"id":99}"#)
        } _: { bench in
            #expect(await perform(campaign, on: bench) == .applied(ObjectID("99")))
            #expect(await perform(Self.create, on: bench) == .applied(ObjectID("99")))
            #expect(await perform(copy, on: bench) == .applied(ObjectID("88")))
            #expect(
                bench.graph.requests.map(\.path) == ["campaigns", "ads"].map { "/v26.0/act_1/\($0)" } + [
                    "/v26.0/20/copies"
                ]
            )
        }
    }

    @Test func aDryRunSaysSoAndChangesNothing() async throws {
        try await MetaBench.run { _, _ in
            .answer(#"{"success":true}"#)
        } _: { bench in
            #expect(await perform(Self.raise, on: bench, validateOnly: true) == .validated)
            #expect(await perform(Self.create, on: bench, validateOnly: true) == .validated)
            for request in bench.graph.requests { #expect(request.form["execution_options"] == #"["validate_only"]"#) }
        }
    }

    @Test func aDryRunThatMetaCouldNotMakeSaysNothingOfTheStep() async throws {
        try await MetaBench.run { _, _ in
            .hangUp
        } _: { bench in
            guard case .unknown(let error) = await perform(Self.raise, on: bench, validateOnly: true) else {
                Issue.record("it should be unknown")
                return
            }
            #expect(!error.mayHaveChanged)
        }
    }

    @Test func aThrottledAccountGetsNoFurtherWrite() async throws {
        try await MetaBench.run { _, _ in
            .answer(errorBody(80_004), status: 400)
        } _: { bench in
            for _ in 0..<2 {
                guard case .rejected(let error) = await perform(Self.raise, on: bench) else {
                    Issue.record("a throttled write is refused")
                    return
                }
                #expect(error.kind == .throttled)
                #expect(error.disposition == .retry(after: TimeSpan(seconds: 300)))
            }
            #expect(bench.graph.requests.count == 1)
        }
    }

    @Test(arguments: [
        (#""2400","status":"ACTIVE""#, IntentMachine.ReadBack.applied(ObjectID("20"))),
        (#""2000","status":"ACTIVE""#, .notApplied), (#"2400,"status":"ACTIVE""#, .applied(ObjectID("20"))),
        (#""3000","status":"ACTIVE""#, .inconclusive("the budget is neither $20.00 nor $24.00 but $30.00")),
        (#""2400","status":"ACTIVE","effective_status":"ARCHIVED""#, .inconclusive("“Broad” is ARCHIVED")),
        (#""0","status":"ACTIVE""#, .inconclusive("“Broad” has no daily budget of its own")),
    ])
    func aBudgetIsReadBackById(answer: String, expected: IntentMachine.ReadBack) async throws {
        try await MetaBench.run { _, _ in
            .answer(#"{"id":"20","name":"Broad","daily_budget":\#(answer)}"#)
        } _: { bench in
            let live = try await readBack(Self.raise, on: bench)
            #expect(live == expected)
        }
    }

    @Test func aStatusIsReadBackById() async throws {
        let pause = WriteStep.setStatus(object: Self.adSet, from: .active, to: .paused)
        for (status, expected) in [
            ("PAUSED", IntentMachine.ReadBack.applied(ObjectID("20"))), ("ACTIVE", .notApplied),
            ("NEWSTATE", .inconclusive("the status is neither ACTIVE nor PAUSED but NEWSTATE")),
        ] {
            try await MetaBench.run { _, _ in
                .answer(#"{"id":"20","name":"Broad","status":"\#(status)","effective_status":"CAMPAIGN_PAUSED"}"#)
            } _: { bench in
                let live = try await readBack(pause, on: bench)
                #expect(live == expected)
            }
        }
    }

    @Test func whatWasMadeIsFoundByItsTagOnALaterPage() async throws {
        try await MetaBench.run { request, _ in
            switch request.query["after"] {
            case nil:
                .answer(
                    #"{"data":[{"id":"1","name":"A [dean:3fa4c1d2] copy","adset_id":"20"}],"#
                        + #""paging":{"next":"https://x/y?after=p2"}}"#
                )
            case "p2": .answer(#"{"data":[],"paging":{"next":"https://x/y?after=p3"}}"#)
            default:
                .answer(
                    #"{"data":[{"id":"2","name":"A [dean:3fa4c1d2]","adset_id":"21"},"#
                        + #"{"id":"3","name":"A [dean:3fa4c1d2]","adset_id":"20"}]}"#
                )
            }
        } _: { bench in
            let live = try await readBack(Self.create, on: bench)
            #expect(live == .applied(ObjectID("3")))
            let request = try #require(bench.graph.requests.first)
            #expect(request.path == "/v26.0/act_1/ads")
            #expect(request.query["filtering"] == #"[{"field":"name","operator":"CONTAIN","value":"[dean:3fa4c1d2]"}]"#)
            #expect(request.query["effective_status"]?.contains("DELETED") == true)
        }
    }

    @Test func whatMetaDoesNotShowWasNotMade() async throws {
        try await MetaBench.run { _, _ in
            .answer(#"{"data":[]}"#)
        } _: { bench in
            let live = try await readBack(Self.create, on: bench)
            #expect(live == .notApplied)
        }
    }

    @Test func anAsynchronousCopyIsAwaitedByItsTag() async throws {
        let copy = WriteStep.copyAdSet(source: Self.adSet, campaign: .existing(ObjectID("20")), name: "Broad")
        try await MetaBench.run { request, count in
            if request.method == "POST" { return .answer(#"{"async_sessions":[{"id":"5"}]}"#) }
            return count < 3
                ? .answer(#"{"data":[]}"#)
                : .answer(#"{"data":[{"id":"88","name":"Broad [dean:3fa4c1d2]","campaign_id":"20"}]}"#)
        } _: { bench in
            #expect(await perform(copy, on: bench, copying: CopyOptions(adCount: 9)) == .applied(ObjectID("88")))
            #expect(bench.graph.requests.filter { $0.method == "POST" }.count == 1)
        }
    }

    @Test func aCopyThatMetaIsStillMakingIsNotTakenForOneThatIsNotThere() async throws {
        let copy = WriteStep.copyAdSet(source: Self.adSet, campaign: .existing(ObjectID("20")), name: "Broad")
        try await MetaBench.run { request, _ in
            .answer(request.method == "POST" ? #"{"async_sessions":[{"id":"5"}]}"# : #"{"data":[]}"#)
        } _: { bench in
            guard case .unknown = await perform(copy, on: bench, copying: CopyOptions(adCount: 9)) else {
                Issue.record("it should be unknown")
                return
            }
            guard case .inconclusive = try await readBack(copy, on: bench) else {
                Issue.record("its absence proves nothing yet")
                return
            }
        }
    }
}
