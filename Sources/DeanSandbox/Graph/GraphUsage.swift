import DeanDomain
import Foundation
import Synchronization

/// Counts what calls cost and writes Meta's throttle headers, in percent.
///
/// A read costs 1 point and a write 3; a full-tier app has 9,000 points that come back over 300 seconds.
package final class GraphUsage: Sendable {
    private struct State {
        var points = 0.0
        var at = Timestamp(seconds: 0)
        var shown: Int?
    }

    private static let budget = 9000.0
    private static let recovery = 300.0
    private let state = Mutex(State())

    /// Shows this percentage in every header until it is set to nil.
    package func show(percent: Int?) {
        state.withLock { $0.shown = percent }
    }

    func count(isRead: Bool, at moment: Timestamp) -> Int {
        state.withLock { state in
            let passed = Double(max(0, (moment - state.at).seconds))
            state.points = max(0, state.points - passed * Self.budget / Self.recovery) + (isRead ? 1 : 3)
            state.at = max(moment, state.at)
            return state.shown ?? min(100, Int(state.points / Self.budget * 100))
        }
    }

    static func headers(percent: Int, account: String?) -> [(name: String, value: String)] {
        let number = GraphJSON.integer(Int64(percent))
        let use: GraphJSON = ["call_count": number, "total_cputime": number, "total_time": number]
        var headers = [("X-App-Usage", use.serialized)]
        guard let account else { return headers }
        var business = use
        business["type"] = "ads_management"
        business["estimated_time_to_regain_access"] = percent >= 100 ? 5 : 0
        business["ads_api_access_tier"] = "standard_access"
        let digits = account.hasPrefix("act_") ? String(account.dropFirst("act_".count)) : account
        headers.append(
            (
                "X-Ad-Account-Usage",
                GraphJSON.object([
                    GraphJSON.Member(name: "acc_id_util_pct", value: number),
                    GraphJSON.Member(name: "reset_time_duration", value: .integer(percent >= 100 ? 300 : 0)),
                    GraphJSON.Member(name: "ads_api_access_tier", value: "standard_access"),
                ]).serialized
            )
        )
        headers.append(
            (
                "X-Business-Use-Case-Usage",
                GraphJSON.object([GraphJSON.Member(name: digits, value: [business])]).serialized
            )
        )
        headers.append(
            (
                "X-FB-Ads-Insights-Throttle",
                GraphJSON.object([
                    GraphJSON.Member(name: "app_id_util_pct", value: number),
                    GraphJSON.Member(name: "acc_id_util_pct", value: number),
                ]).serialized
            )
        )
        return headers
    }
}
