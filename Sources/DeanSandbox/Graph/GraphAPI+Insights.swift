import DeanDomain
import Foundation

/// The insights edge, synchronous and asynchronous.
extension GraphAPI {
    /// Rows that Meta would refuse to answer at once.
    static let mostRows = 50_000

    func insights(of target: GraphNode.Target, _ node: GraphNode, _ call: GraphCall) throws -> GraphJSON {
        let keys = call.parameters.values.filter {
            !["after", "limit", "access_token", "appsecret_proof"].contains($0.key)
        }
        let key =
            "\(node.state.version) \(node.state.nowHour) \(call.joinedPath) "
            + keys.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "&")
        let rows = try reports.rows(key) { try self.rows(of: target, node, call).rows }
        guard rows.rows.count <= Self.mostRows else { throw GraphFailure.tooMuchData }
        return try page(rows, node, call)
    }

    func startReport(of target: GraphNode.Target, _ node: GraphNode, _ call: GraphCall) throws -> GraphJSON {
        let (rows, days) = try rows(of: target, node, call)
        let id = reports.start(
            account: node.state.accounts[rows.account].id,
            rows: rows,
            days: days,
            at: node.state.now,
            fails: call.parameters.text(Self.failureMark) != nil
        )
        return ["report_run_id": .string(id)]
    }

    /// Set on a call by the fault that makes its report fail.
    static let failureMark = "_sandbox_report_fails"

    func report(_ run: GraphReports.Run, _ call: GraphCall) throws -> GraphJSON {
        let progress = ReportProgress.after(run.looks, fails: run.fails)
        if call.path.count == 2, call.path[1] == "insights" {
            guard progress.status == "Job Completed" else {
                throw GraphFailure.invalid("The report \(run.id) is not complete: \(progress.status).")
            }
            return try market.read { state in
                try page(run.rows, GraphNode(state: state, origin: call.origin), call)
            }
        }
        guard call.path.count == 1, let seen = reports.look(at: run.id) else {
            throw GraphFailure.unknownEdge(call.joinedPath)
        }
        let (status, percent) = ReportProgress.after(seen.looks, fails: seen.fails)
        var json: GraphJSON = [
            "id": .string(run.id), "account_id": .string(String(run.account.rawValue.dropFirst("act_".count))),
            "async_status": .string(status), "async_percent_completion": .integer(percent),
            "date_start": .string(run.since.description), "date_stop": .string(run.until.description),
            "time_ref": .integer(run.startedAt.seconds), "is_running": .bool(percent < 100 && status != "Job Failed"),
        ]
        if status == "Job Completed" { json["time_completed"] = .integer(market.now.seconds) }
        if status == "Job Failed" {
            json["error_code"] = -2
            json["error_subcode"] = 2_490_547
            json["error_user_msg"] = "The report failed. Try it again."
        }
        return json
    }

    private func rows(
        of target: GraphNode.Target,
        _ node: GraphNode,
        _ call: GraphCall
    ) throws -> (rows: GraphReports.Rows, days: ClosedRange<AccountDay>) {
        let state = node.state
        let own: ObjectKind
        var ads: [Int]
        switch target {
        case .account(let index):
            own = .account
            ads = state.accounts[index].campaigns.flatMap { state.campaigns[$0].adSets }.flatMap {
                state.adSets[$0].ads
            }
        case .campaign(let index):
            own = .campaign
            ads = state.campaigns[index].adSets.flatMap { state.adSets[$0].ads }
        case .adSet(let index):
            own = .adSet
            ads = state.adSets[index].ads
        case .ad(let index):
            own = .ad
            ads = [index]
        case .creative: throw GraphFailure.unknownEdge(call.joinedPath)
        }
        let account = node.account(of: target)
        let today = AccountDay(state.now, in: node.zone(account))
        let request = try GraphInsightRequest(call, own: own, today: today)
        let (onObjects, onNumbers) = Self.sorted(request.filters)
        ads = try ads.filter { ad in try onObjects.allSatisfy { $0.matches(try value($0.field, .ad(ad), node)) } }
        var query = MarketInsightQuery(ads: ads, level: request.level, days: request.days, increment: request.increment)
        query.byHour = request.byHour
        var found: [MarketInsight] = []
        if !request.breakdowns.contains(where: { GraphInsightRequest.silent.contains($0) }) {
            if !request.breakdowns.isEmpty {
                guard
                    let segments = MarketSegment.all(
                        request.breakdowns,
                        countries: state.accounts[account].countries
                    )
                else {
                    throw GraphFailure.invalid("The sandbox does not break down by \(request.breakdowns).")
                }
                query.segments = segments
            }
            found = state.insights(query)
        }
        var rows = GraphReports.Rows(rows: found, level: request.level, fields: request.fields, account: account)
        let writer = GraphInsightWriter(node: node, rows: rows)
        rows.rows = found.filter { row in
            onNumbers.allSatisfy { filter in
                filter.matches(writer.value(String(filter.field.split(separator: ".").last ?? ""), row))
            }
        }
        return (rows, request.days)
    }

    /// Filters on objects narrow the ads that are counted; filters on numbers narrow the rows.
    private static func sorted(_ filters: [GraphFilter]) -> (objects: [GraphFilter], numbers: [GraphFilter]) {
        let numbers: Set<String> = ["spend", "impressions", "clicks", "reach"]
        func isNumber(_ filter: GraphFilter) -> Bool {
            numbers.contains(String(filter.field.split(separator: ".").last ?? ""))
        }
        return (filters.filter { !isNumber($0) }, filters.filter(isNumber))
    }

    private func page(_ rows: GraphReports.Rows, _ node: GraphNode, _ call: GraphCall) throws -> GraphJSON {
        let writer = GraphInsightWriter(node: node, rows: rows)
        return try GraphPaging.page(
            rows.rows,
            call,
            find: { Int($0) },
            key: { index, _ in String(index) },
            render: { writer.json($0) }
        )
    }
}
