import DeanDomain
import NIOHTTP1

/// Meta's four rate-limit headers, each a JSON text.
///
/// What can't be read is ignored: a limit that is not known is no reason to stop, and the throttle errors remain.
enum UsageHeaders {
    /// X-App-Usage and the business use cases count over a rolling hour.
    private static let hour = TimeSpan.hours(1)
    /// Points of the other limits decay in 300 s.
    private static let pointsDecay = TimeSpan(seconds: 300)

    static func readings(_ headers: HTTPHeaders, account: AccountID?) -> [UsageLedger.Reading] {
        let accountScope = account.map { UsageLedger.Scope.account($0) } ?? .app
        let insightsScope = account.map { UsageLedger.Scope.insights($0) } ?? .app
        var readings: [UsageLedger.Reading] = []
        if let usage = json(headers, "x-app-usage"), let percent = fullest(usage) {
            readings.append(.init(scope: .app, source: "x-app-usage", percent: percent, window: hour))
        }
        if let usage = json(headers, "x-ad-account-usage"), let percent = usage["acc_id_util_pct"]?.number {
            let reset = usage["reset_time_duration"]?.integer.map { TimeSpan(seconds: Int64($0)) }
            readings.append(
                .init(
                    scope: accountScope,
                    source: "x-ad-account-usage",
                    percent: percent,
                    window: reset.flatMap { $0.seconds > 0 ? $0 : nil } ?? pointsDecay
                )
            )
        }
        if let usage = json(headers, "x-fb-ads-insights-throttle"),
            let percent = [usage["app_id_util_pct"]?.number, usage["acc_id_util_pct"]?.number].compactMap({ $0 }).max()
        {
            readings.append(
                .init(scope: insightsScope, source: "x-fb-ads-insights-throttle", percent: percent, window: pointsDecay)
            )
        }
        if let usage = json(headers, "x-business-use-case-usage") {
            for (_, cases) in usage.members { readings += cases.elements.compactMap { useCase($0, account: account) } }
        }
        return readings.filter { $0.percent >= 0 }
    }

    private static func useCase(_ json: JSON, account: AccountID?) -> UsageLedger.Reading? {
        let type = json["type"]?.text ?? "unknown"
        let regain = json["estimated_time_to_regain_access"]?.integer ?? 0
        guard let percent = fullest(json) ?? (regain > 0 ? 100 : nil) else { return nil }
        let scope =
            account.map { type == "ads_insights" ? UsageLedger.Scope.insights($0) : .account($0) } ?? .app
        return UsageLedger.Reading(
            scope: scope,
            source: "x-business-use-case-usage " + type,
            percent: percent,
            window: hour,
            regainsAfter: regain > 0 && regain < 100_000 ? .minutes(regain) : nil
        )
    }

    /// The highest of the three percentages; any of them at 100 throttles.
    private static func fullest(_ json: JSON) -> Double? {
        [json["call_count"]?.number, json["total_time"]?.number, json["total_cputime"]?.number].compactMap { $0 }.max()
    }

    private static func json(_ headers: HTTPHeaders, _ name: String) -> JSON? {
        guard let text = headers.first(name: name) else { return nil }
        return try? JSONDocument.parse(Array(text.utf8))
    }
}
