import DeanDomain
import NIOHTTP1
import Testing

@testable import DeanMeta

@Suite struct UsageLedgerTests {
    let account = AccountID("act_1")
    let now = Timestamp(seconds: 1_795_000_000)

    private func ledger(_ percent: Double, scope: UsageLedger.Scope? = nil) -> UsageLedger {
        var ledger = UsageLedger()
        let scope = scope ?? .account(account)
        ledger.record([.init(scope: scope, source: "h", percent: percent, window: .hours(1))], at: now)
        return ledger
    }

    private func admission(
        _ ledger: UsageLedger,
        _ priority: MetaPriority,
        after: Int64 = 0,
        insights: Bool = false
    ) -> UsageLedger.Admission {
        ledger.admission(priority, account: account, insights: insights, at: now + TimeSpan(seconds: after))
    }

    @Test func nothingKnownHoldsNothingBack() {
        #expect(UsageLedger().usage(account, at: now) == nil)
        #expect(admission(UsageLedger(), .backgroundRead) == .go)
    }

    @Test func backgroundReadsSlowDownFromThreeQuarters() {
        #expect(admission(ledger(74.9), .backgroundRead) == .go)
        #expect(admission(ledger(75), .backgroundRead) == .pace(TimeSpan(seconds: 1)))
        #expect(admission(ledger(89.9), .backgroundRead) == .pace(TimeSpan(seconds: 30)))
        #expect(admission(ledger(89.9), .interactiveRead) == .go)
    }

    @Test func fromNineTenthsOnlyApprovedWritesAndTheirReadsGo() {
        for priority in [MetaPriority.approvedWrite, .guardRead] { #expect(admission(ledger(95), priority) == .go) }
        for priority in [MetaPriority.interactiveRead, .backgroundRead] {
            guard case .blocked(let until, _) = admission(ledger(95), priority) else {
                Issue.record("\(priority) should be blocked")
                return
            }
            // 95 % of an hour's window falls below 90 % after 190 s.
            #expect((185...195).contains((until - now).seconds))
        }
    }

    @Test func aReadingThatIsNotRenewedFades() throws {
        let ledger = ledger(100)
        let later = try #require(ledger.usage(account, at: now + .minutes(30)))
        #expect(abs(later - 50) < 1)
        #expect(ledger.usage(account, at: now + .hours(2)) == 0)
        #expect(admission(ledger, .backgroundRead, after: 3000) == .go)
    }

    @Test func theNewestReadingOfAHeaderReplacesTheOneBefore() {
        var ledger = ledger(99)
        ledger.record([.init(scope: .account(account), source: "h", percent: 10, window: .hours(1))], at: now)
        #expect(ledger.usage(account, at: now) == 10)
    }

    @Test func anotherAccountsLimitIsNotOurs() {
        let ledger = ledger(99, scope: .account(AccountID("act_2")))
        #expect(admission(ledger, .backgroundRead) == .go)
        #expect(admission(self.ledger(99, scope: .app), .interactiveRead) != .go)
    }

    @Test func theInsightsLimitHoldsBackInsightsOnly() {
        let ledger = ledger(99, scope: .insights(account))
        #expect(admission(ledger, .backgroundRead) == .go)
        #expect(admission(ledger, .backgroundRead, insights: true) != .go)
    }

    @Test func aThrottleErrorBlocksEvenWritesUntilAccessReturns() {
        var ledger = UsageLedger()
        let regain = UsageLedger.Reading(
            scope: .account(account),
            source: "b",
            percent: 100,
            window: .hours(1),
            regainsAfter: .minutes(7)
        )
        ledger.record([regain], at: now)
        let error = MetaError(.throttled, doing: "x", message: "x", code: 80_004)
        #expect(ledger.record(throttle: error, account: account, insights: false, at: now) == .minutes(7))
        guard case .blocked(let until, _) = admission(ledger, .approvedWrite) else {
            Issue.record("an approved write should be blocked")
            return
        }
        #expect(until == now + .minutes(7))
        #expect(admission(ledger, .approvedWrite, after: 420) == .go)
    }

    @Test func oneAdSetsBudgetBlockLeavesTheAccountAlone() {
        var ledger = UsageLedger()
        let error = MetaError(.throttled, doing: "x", message: "x", code: 613, subcode: 1_487_632)
        #expect(ledger.record(throttle: error, account: account, insights: false, at: now) == .hours(1))
        #expect(admission(ledger, .approvedWrite) == .go)
    }

    @Test func theFourHeadersAreRead() {
        let headers: HTTPHeaders = [
            "X-App-Usage": #"{"call_count":12,"total_time":30,"total_cputime":5}"#,
            "x-ad-account-usage": #"{"acc_id_util_pct":41.5,"reset_time_duration":100}"#,
            "X-FB-Ads-Insights-Throttle": #"{"app_id_util_pct":10,"acc_id_util_pct":"66"}"#,
            "X-Business-Use-Case-Usage":
                #"{"1":[{"type":"ads_management","call_count":80,"total_cputime":1,"total_time":2,"#
                + #""estimated_time_to_regain_access":3},{"type":"ads_insights","call_count":5}]}"#,
        ]
        let readings = UsageHeaders.readings(headers, account: account)
        func percent(_ source: String) -> Double? { readings.first { $0.source == source }?.percent }
        #expect(percent("x-app-usage") == 30)
        #expect(percent("x-ad-account-usage") == 41.5)
        #expect(percent("x-fb-ads-insights-throttle") == 66)
        #expect(percent("x-business-use-case-usage ads_management") == 80)
        #expect(readings.first { $0.source.hasSuffix("ads_management") }?.regainsAfter == .minutes(3))
        #expect(readings.first { $0.source.hasSuffix("ads_insights") }?.scope == .insights(account))
        #expect(readings.first { $0.source == "x-ad-account-usage" }?.window == TimeSpan(seconds: 100))
    }

    @Test(arguments: ["", "{", "[]", "null", #"{"call_count":"many"}"#, #"{"acc_id_util_pct":-4}"#, #"{"1":7}"#])
    func malformedHeadersAreIgnored(_ text: String) {
        let names = ["x-app-usage", "x-ad-account-usage", "x-fb-ads-insights-throttle", "x-business-use-case-usage"]
        let headers = HTTPHeaders(names.map { ($0, text) })
        #expect(UsageHeaders.readings(headers, account: account).isEmpty)
    }

    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func whoeverWaitsGoesByPriorityThenByArrival(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var queue = RequestQueue(width: 2)
        var waiting: [(number: Int, priority: MetaPriority)] = []
        var inFlight = 0
        for number in 1...300 {
            if Bool.random(using: &random) {
                let priority = MetaPriority.allCases.randomElement(using: &random) ?? .backgroundRead
                let goes = queue.enter(number, priority)
                #expect(goes == (inFlight < 2), "seed \(seed)")
                if goes { inFlight += 1 } else { waiting.append((number, priority)) }
            } else if inFlight > 0 {
                let expected = waiting.min { ($0.priority, $0.number) < ($1.priority, $1.number) }
                #expect(queue.leave() == expected?.number, "seed \(seed)")
                if let expected { waiting.removeAll { $0.number == expected.number } } else { inFlight -= 1 }
            }
        }
    }
}
