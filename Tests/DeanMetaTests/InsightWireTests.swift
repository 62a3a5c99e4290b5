import DeanDomain
import Testing

@testable import DeanMeta

@Suite struct InsightWireTests {
    private static func day(_ text: String) -> AccountDay { AccountDay(iso: text) ?? AccountDay(ordinal: 0) }

    private static func query(_ last: String = "2026-11-02", expectedRows: Int? = nil) -> InsightQuery {
        InsightQuery(
            account: MetaBench.account,
            level: .ad,
            days: day("2026-11-01")...day(last),
            currency: .usd,
            expectedRows: expectedRows
        )
    }

    private static func rows(_ days: [String]) -> String {
        days.map { #"{"ad_id":"30","date_start":"\#($0)","date_stop":"\#($0)","spend":"1.5","impressions":"9"}"# }
            .joined(separator: ",")
    }

    @Test func aDirectQueryAsksForDaysAndFollowsItsPages() async throws {
        try await MetaBench.run { request, _ in
            switch request.query["after"] {
            case nil:
                .answer(
                    #"{"data":[\#(Self.rows(["2026-11-01"]))],"#
                        + #""paging":{"next":"https://x/?limit=500&after=b"}}"#
                )
            case "b": .answer(#"{"data":[],"paging":{"next":"https://x/?limit=500&after=c"}}"#)
            default: .answer(#"{"data":[\#(Self.rows(["2026-11-02", "2026-11-02"]))]}"#)
            }
        } _: { bench in
            let page = try await bench.client.insights(Self.query())
            #expect(page.rows.map(\.day.description) == ["2026-11-01", "2026-11-02"])
            #expect(page.quarantined.map(\.line) == [3])
            let request = try #require(bench.graph.requests.first)
            #expect(request.path == "/v26.0/act_1/insights")
            #expect(request.query["time_range"] == #"{"since":"2026-11-01","until":"2026-11-02"}"#)
            #expect(request.query["time_increment"] == "1")
            #expect(request.query["level"] == "ad")
            #expect(request.query["limit"] == "500")
        }
    }

    @Test func anHourlyQueryAsksByTheAccountsHoursAndForNoReach() async throws {
        try await MetaBench.run { _, _ in
            .answer(#"{"data":[]}"#)
        } _: { bench in
            var query = Self.query()
            query.hourly = true
            query.breakdowns = ["country"]
            _ = try await bench.client.insights(query)
            let sent = try #require(bench.graph.requests.first).query
            #expect(sent["breakdowns"] == "hourly_stats_aggregated_by_advertiser_time_zone,country")
            #expect(sent["fields"]?.contains("reach") == false)
        }
    }

    private static func reportServer(_ request: ScriptedGraph.Request, _ polls: Int) -> ScriptedGraph.Reply {
        switch (request.method, request.path) {
        case ("POST", "/v26.0/act_1/insights"): .answer(#"{"report_run_id":"555"}"#)
        case ("GET", "/v26.0/555"):
            polls < 3
                ? .answer(#"{"id":"555","async_status":"Job Running","async_percent_completion":\#(polls * 30)}"#)
                : .answer(#"{"id":"555","async_status":"Job Completed","async_percent_completion":100}"#)
        case ("GET", "/v26.0/555/insights"): .answer(#"{"data":[\#(rows(["2026-11-01"]))]}"#)
        default: .answer(errorBody(100, 1_487_534), status: 400)
        }
    }

    @Test func whatIsTooMuchGoesByAnAsynchronousReport() async throws {
        try await MetaBench.run { request, count in
            Self.reportServer(request, count - 2)
        } _: { bench in
            let page = try await bench.client.insights(Self.query())
            #expect(page.rows.count == 1)
            let paths = bench.graph.requests.map { $0.method + " " + $0.path.dropFirst("/v26.0/".count) }
            #expect(
                paths == [
                    "GET act_1/insights", "POST act_1/insights", "GET 555", "GET 555", "GET 555", "GET 555",
                    "GET 555/insights",
                ]
            )
            #expect(bench.graph.requests[1].form["time_increment"] == "1")
            #expect(bench.waits.all == [2, 4, 8].map { TimeSpan(seconds: $0) })
        }
    }

    @Test func aLargeQueryGoesByAReportAtOnce() async throws {
        try await MetaBench.run { request, count in
            Self.reportServer(request, count + 3)
        } _: { bench in
            _ = try await bench.client.insights(Self.query(expectedRows: 280_000))
            #expect(bench.graph.requests.first?.method == "POST")
        }
    }

    /// A dry run sends Meta nothing but GET and validate_only.
    @Test(arguments: [nil, 280_000])
    func aDryRunNarrowsTheDaysInsteadOfOrderingAReport(expectedRows: Int?) async throws {
        try await MetaBench.run { request, _ in
            let range = request.query["time_range"]?.filter(\.isNumber) ?? ""
            return switch range {
            case "2026110120261101": .answer(#"{"data":[\#(Self.rows(["2026-11-01"]))]}"#)
            case "2026110220261102": .answer(#"{"data":[\#(Self.rows(["2026-11-02"]))]}"#)
            default: .answer(errorBody(100, 1_487_534), status: 400)
            }
        } _: { bench in
            var query = Self.query(expectedRows: expectedRows)
            query.mayOrderReport = false
            let page = try await bench.client.insights(query)
            #expect(page.rows.map(\.day.description) == ["2026-11-01", "2026-11-02"])
            #expect(Set(bench.graph.requests.map(\.method)) == ["GET"])
        }
    }

    @Test func aDryRunsDayThatIsTooMuchIsAnErrorAndNoReport() async throws {
        try await MetaBench.run { _, _ in
            .answer(errorBody(100, 1_487_534), status: 400)
        } _: { bench in
            var query = Self.query()
            query.mayOrderReport = false
            let error = await #expect(throws: MetaError.self) { try await bench.client.insights(query) }
            #expect(error?.kind == .tooMuchData)
            #expect(Set(bench.graph.requests.map(\.method)) == ["GET"])
        }
    }

    @Test(arguments: ["Job Failed", "Job Skipped"])
    func aReportThatFailedIsAnError(_ status: String) async throws {
        try await MetaBench.run { request, _ in
            request.method == "POST"
                ? .answer(#"{"report_run_id":"555"}"#) : .answer(#"{"async_status":"\#(status)"}"#)
        } _: { bench in
            let error = await #expect(throws: MetaError.self) {
                try await bench.client.insights(Self.query(expectedRows: 280_000))
            }
            #expect(error?.codes == "-2/2490547")
            #expect(error?.disposition == .retry(after: TimeSpan(seconds: 2)))
        }
    }

    @Test func aReportThatIsTooLargeIsReadInHalves() async throws {
        try await MetaBench.run { request, _ in
            let range = request.form["time_range"] ?? ""
            switch (request.method, request.path) {
            case ("POST", _):
                return .answer(#"{"report_run_id":"\#(range.filter(\.isNumber))"}"#)
            case (_, "/v26.0/2026110120261102"):
                return .answer(
                    #"{"async_status":"Job Failed","error_code":-3,"error_subcode":1504045,"error_message":"large"}"#
                )
            case (_, "/v26.0/2026110120261101/insights"): return .answer(#"{"data":[\#(Self.rows(["2026-11-01"]))]}"#)
            case (_, "/v26.0/2026110220261102/insights"): return .answer(#"{"data":[\#(Self.rows(["2026-11-02"]))]}"#)
            default: return .answer(#"{"async_status":"Job Completed","async_percent_completion":100}"#)
            }
        } _: { bench in
            let page = try await bench.client.insights(Self.query(expectedRows: 280_000))
            #expect(page.rows.map(\.day.description) == ["2026-11-01", "2026-11-02"])
        }
    }

    @Test func oneDayThatIsTooMuchIsAnError() async throws {
        try await MetaBench.run { request, _ in
            request.method == "POST" ? .answer(#"{"report_run_id":"555"}"#) : .answer(errorBody(100, 1_504_018))
        } _: { bench in
            let error = await #expect(throws: MetaError.self) {
                try await bench.client.insights(Self.query("2026-11-01"))
            }
            #expect(error?.kind == .tooMuchData)
        }
    }
}
