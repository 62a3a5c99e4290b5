import DeanDomain
import DeanStore
import Testing

struct CreativeTests {
    private static func fatigue(_ ad: String, probability: Double = 0.9, isTired: Bool = true) -> FatigueRecord {
        FatigueRecord(
            ad: ObjectID(ad),
            creativeID: ObjectID("41"),
            probability: probability,
            isTired: isTired,
            since: isTired ? Sample.day - 4 : nil,
            change: -0.25,
            changeLow: -0.31,
            changeHigh: -0.18,
            daysLeft: isTired ? 0 : nil
        )
    }

    private static func winner(_ ad: String, score: Double = 61, runnerUp: String? = nil) -> DayWinner {
        DayWinner(
            campaign: ObjectRef(kind: .campaign, id: ObjectID("31"), name: "Sales"),
            ad: ObjectRef(kind: .ad, id: ObjectID(ad), name: "Ad \(ad)"),
            creativeID: nil,
            score: score,
            overall: 70,
            roas: 3.5,
            ctr: 0.02,
            cvr: nil,
            conversions: 12,
            runnerUp: runnerUp.map { ObjectRef(kind: .ad, id: ObjectID($0), name: "Ad \($0)") },
            runnerUpScore: runnerUp.map { _ in 50 },
            confidence: Confidence(0.8),
            reasoning: "score 70 of 100"
        )
    }

    private static func decision(_ ad: String, overall: Double = 62) -> CreativeDecision {
        CreativeDecision(
            campaign: ObjectRef(kind: .campaign, id: ObjectID("31"), name: "Sales"),
            ad: ObjectRef(kind: .ad, id: ObjectID(ad), name: "Ad \(ad)"),
            creativeID: ObjectID("41"),
            goal: .sales,
            role: .test,
            steps: [.scaleBudget],
            priority: 3,
            confidence: Confidence(0.81),
            aim: "it meets its target",
            overall: overall,
            composite: 55.5,
            currentBudget: Sample.usd(2_000),
            recommendedBudget: Sample.usd(2_400),
            reason: "score 62 of 100"
        )
    }

    @Test(arguments: Backend.available)
    func fatigueIsKeptAndWrittenAgainOnlyWhereItSaysSomethingElse(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let first = [Self.fatigue("11"), Self.fatigue("12", probability: 0.1, isTired: false)]
            let written = try await store.keep(fatigue: first, account: Sample.account, at: Sample.noon)
            #expect(written == 2)
            #expect(try await store.fatigue(Sample.account) == first)
            let next = [Self.fatigue("11", probability: 0.905), Self.fatigue("12", probability: 0.4, isTired: false)]
            #expect(try await store.keep(fatigue: next, account: Sample.account, at: Sample.noon + .hours(1)) == 1)
            #expect(try await store.fatigue(Sample.account) == [first[0], next[1]])
            #expect(try await store.tableCounts()["fatigue_analysis"] == 3)
            #expect(try await store.keep(fatigue: next, account: Sample.account, at: Sample.noon + .hours(2)) == 0)
        }
    }

    @Test(arguments: Backend.available)
    func anAdThatIsNoLongerJudgedLeavesTheCurrentRowsAndStaysInThePast(_ backend: Backend) async throws {
        try await backend.withStore { store in
            try await store.keep(fatigue: [Self.fatigue("11")], account: Sample.account, at: Sample.noon)
            #expect(try await store.keep(fatigue: [], account: Sample.account, at: Sample.noon + .hours(1)) == 0)
            #expect(try await store.fatigue(Sample.account).isEmpty)
            #expect(try await store.tableCounts()["fatigue_analysis"] == 1)
            #expect(try await store.fatigue(AccountID("act_2")).isEmpty)
        }
    }

    @Test(arguments: Backend.available)
    func slopesOfBothRatesAreKept(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let slope = DecayRecord.Slope(perUnit: -0.02, deviation: 0.004)
            let records = [
                DecayRecord(ad: ObjectID("11"), rate: .ctr, age: slope, impressions: slope, frequency: nil),
                DecayRecord(ad: ObjectID("11"), rate: .cvr, age: nil, impressions: nil, frequency: nil),
            ]
            let written = try await store.keep(decay: records, account: Sample.account, at: Sample.noon)
            #expect(written == 2)
            #expect(try await store.decay(Sample.account) == records)
            #expect(try await store.keep(decay: records, account: Sample.account, at: Sample.noon + .hours(1)) == 0)
        }
    }

    @Test(arguments: Backend.available)
    func decisionsAndProfilesComeBackAsTheyWere(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let decisions = [Self.decision("11"), Self.decision("12")]
            let written = try await store.keep(
                creativeDecisions: decisions,
                account: Sample.account,
                at: Sample.noon
            )
            #expect(written == 2)
            #expect(try await store.creativeDecisions(Sample.account) == decisions)
            let moved = [Self.decision("11", overall: 61), Self.decision("12", overall: 80)]
            let later = Sample.noon + .hours(1)
            #expect(try await store.keep(creativeDecisions: moved, account: Sample.account, at: later) == 1)
            let profile = CreativeProfile(
                creativeID: ObjectID("41"),
                format: "video",
                attributes: ["offer"],
                neighbours: [CreativeProfile.Neighbour(creativeID: ObjectID("42"), similarity: 0.7)],
                expectedCostRatio: 0.9
            )
            #expect(try await store.keep(profiles: [profile], account: Sample.account, at: Sample.noon) == 1)
            #expect(try await store.profiles(Sample.account) == [profile])
        }
    }

    @Test(arguments: Backend.available)
    func aWinnerIsChosenOnceADayAndCountsItsDays(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let account = Sample.account
            let first = try await store.crown([Self.winner("11", runnerUp: "12")], account: account, day: Sample.day)
            #expect(first.map(\.days) == [1])
            // A later run of the same day finds another one better: the day's choice stands.
            let same = try await store.crown([Self.winner("12")], account: account, day: Sample.day)
            #expect(same.map(\.winner.ad.id) == [ObjectID("11")])
            let next = try await store.crown([Self.winner("11", score: 70)], account: account, day: Sample.day + 1)
            #expect(next.map(\.days) == [2] && next.map(\.winner.score) == [70])
        }
    }

    @Test(arguments: Backend.available)
    func aReplacedWinnerSaysByWhomAndTheLogIsNewestFirst(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let account = Sample.account
            try await store.crown([Self.winner("11")], account: account, day: Sample.day)
            let now = try await store.crown([Self.winner("12")], account: account, day: Sample.day + 3)
            #expect(now.map(\.winner.ad.id) == [ObjectID("12")])
            let log = try await store.winnerLog(account, campaign: ObjectID("31"), limit: 10)
            #expect(log.map(\.winner.ad.id) == [ObjectID("12"), ObjectID("11")])
            #expect(log[1].replacedOn == Sample.day + 3 && log[1].replacedBy == ObjectID("12"))
            // Without a candidate the winner stays; a day that is over already crowns nobody.
            #expect(try await store.crown([], account: account, day: Sample.day + 4) == now)
            #expect(try await store.crown([Self.winner("11")], account: account, day: Sample.day + 1) == now)
            #expect(try await store.currentWinners(account) == now)
        }
    }
}
