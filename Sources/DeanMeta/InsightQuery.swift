package import DeanDomain

/// Which insights to read: one level of one account, day by day, hour by hour if wanted.
package struct InsightQuery: Sendable, Hashable {
    /// Which conversions count, and when.
    package enum Attribution: Sendable, Hashable {
        /// Each ad set's own setting, as Ads Manager shows it.
        case unified
        /// The same windows for all, for example ["7d_click", "1d_view"].
        case windows([String])
    }

    package var account: AccountID
    package var level: ObjectKind
    package var days: ClosedRange<AccountDay>
    package var hourly: Bool
    /// For example ["age", "gender"].
    package var breakdowns: [String]
    /// The account's; a row in another one is not believed.
    package var currency: Currency
    package var attribution: Attribution
    /// A guess at the number of rows; a large one goes to an asynchronous report at once.
    package var expectedRows: Int?
    /// False where nothing but GET may be sent: an asynchronous report is ordered by POST.
    package var mayOrderReport: Bool

    package init(
        account: AccountID,
        level: ObjectKind,
        days: ClosedRange<AccountDay>,
        hourly: Bool = false,
        breakdowns: [String] = [],
        currency: Currency,
        attribution: Attribution = .unified,
        expectedRows: Int? = nil,
        mayOrderReport: Bool = true
    ) {
        self.account = account
        self.level = level
        self.days = days
        self.hourly = hourly
        self.breakdowns = breakdowns
        self.currency = currency
        self.attribution = attribution
        self.expectedRows = expectedRows
        self.mayOrderReport = mayOrderReport
    }

    static let hourBreakdown = "hourly_stats_aggregated_by_advertiser_time_zone"

    /// The query's days cut in two, for when Meta calls them too much; nil when there is one day only.
    var halves: (InsightQuery, InsightQuery)? {
        let count = days.upperBound - days.lowerBound + 1
        guard count > 1 else { return nil }
        let middle = days.lowerBound + count / 2
        var first = self
        var second = self
        first.days = days.lowerBound...(middle - 1)
        second.days = middle...days.upperBound
        first.expectedRows = expectedRows.map { $0 / 2 }
        second.expectedRows = first.expectedRows
        return (first, second)
    }

    var doing: String {
        "reading \(level.rawValue) insights of \(account) for \(days.lowerBound) to \(days.upperBound)"
    }

    /// The parameters of both forms of the query.
    var parameters: [GraphRequest.Parameter] {
        var fields = ["account_id", "account_currency"]
        switch level {
        case .account, .creative: break
        case .campaign: fields += ["campaign_id"]
        case .adSet: fields += ["campaign_id", "adset_id"]
        case .ad: fields += ["campaign_id", "adset_id", "ad_id"]
        }
        fields += [
            "date_start", "date_stop", "spend", "impressions", "clicks", "inline_link_clicks", "actions",
            "action_values", "video_thruplay_watched_actions",
        ]
        // Meta does not count people by the hour.
        if !hourly { fields.append("reach") }
        let range = GraphValue.object([
            ("since", .text(days.lowerBound.description)), ("until", .text(days.upperBound.description)),
        ])
        var parameters: [GraphRequest.Parameter] = [
            .init(name: "level", value: level.rawValue),
            .init(name: "fields", value: fields.joined(separator: ",")),
            .init(name: "time_range", value: range.json),
            .init(name: "time_increment", value: "1"),
        ]
        let all = (hourly ? [Self.hourBreakdown] : []) + breakdowns
        if !all.isEmpty { parameters.append(.init(name: "breakdowns", value: all.joined(separator: ","))) }
        switch attribution {
        case .unified: parameters.append(.init(name: "use_unified_attribution_setting", value: "true"))
        case .windows(let windows):
            parameters.append(.init(name: "action_attribution_windows", value: GraphValue.texts(windows).json))
        }
        return parameters
    }
}
