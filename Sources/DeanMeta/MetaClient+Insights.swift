import DeanDomain
import Logging

extension MetaClient {
    private static let pageSize = GraphRequest.Parameter(name: "limit", value: "500")
    /// Above so many rows Meta answers a direct query slowly or not at all.
    package static let mostDirectRows = 20_000
    /// Polls come 2, 4, 8, 16, then 30 seconds apart: up to about 50 minutes.
    private static let mostPolls = 100

    /// Reads insights, by an asynchronous report where they are too much for one answer, and by halves of the days where
    /// they are too much even for that or no report may be ordered.
    package func insights(
        _ query: InsightQuery,
        priority: MetaPriority = .backgroundRead
    ) async throws(MetaError) -> InsightPage {
        guard query.level != .creative else {
            throw MetaError(.invalid, doing: query.doing, message: "Meta has no insights of creatives; ask for ads")
        }
        let isSmall = (query.expectedRows ?? 0) <= Self.mostDirectRows
        return try await query.mayOrderReport
            ? rows(query, priority, direct: isSmall) : directRows(query, priority, isSmall: isSmall)
    }

    /// Sends nothing but GET; what is one day's and too much is an error.
    private func directRows(
        _ query: InsightQuery,
        _ priority: MetaPriority,
        isSmall: Bool
    ) async throws(MetaError) -> InsightPage {
        if isSmall || query.halves == nil {
            do throws(MetaError) {
                return try await edge("\(query.account)/insights", query.parameters, query, priority)
            } catch  where error.kind == .tooMuchData || error.kind == .timeout {
                guard query.halves != nil else { throw error }
                logger.info("asking for fewer days instead", metadata: ["doing": "\(query.doing)"])
            }
        }
        return try await halves(of: query) { (half: InsightQuery) async throws(MetaError) in
            try await insights(half, priority: priority)
        }
    }

    private func halves(
        of query: InsightQuery,
        _ read: (InsightQuery) async throws(MetaError) -> InsightPage
    ) async throws(MetaError) -> InsightPage {
        guard let (first, second) = query.halves else {
            throw MetaError(.tooMuchData, doing: query.doing, message: "one day is too much for one answer")
        }
        var all = try await read(first)
        let later = try await read(second)
        all.rows += later.rows
        all.quarantined += later.quarantined
        return all
    }

    private func rows(
        _ query: InsightQuery,
        _ priority: MetaPriority,
        direct: Bool
    ) async throws(MetaError) -> InsightPage {
        if direct {
            do throws(MetaError) {
                return try await edge("\(query.account)/insights", query.parameters, query, priority)
            } catch  where error.kind == .tooMuchData || error.kind == .timeout {
                logger.info("asking for a report instead", metadata: ["doing": "\(query.doing)"])
            }
        }
        do throws(MetaError) {
            return try await report(query, priority)
        } catch  where error.kind == .tooMuchData {
            guard query.halves != nil else { throw error }
            return try await halves(of: query) { (half: InsightQuery) async throws(MetaError) in
                try await rows(half, priority, direct: false)
            }
        }
    }

    private func report(_ query: InsightQuery, _ priority: MetaPriority) async throws(MetaError) -> InsightPage {
        var order = request(query, path: "\(query.account)/insights", query.parameters)
        order.method = .post
        let started = try await read(order, priority)
        guard let run = started["report_run_id"]?.text else {
            throw MetaError(.unreadable, doing: query.doing, message: "a report was ordered and has no report_run_id")
        }
        try await wait(for: run, query, priority)
        return try await edge("\(run)/insights", [], query, priority)
    }

    private func wait(for run: String, _ query: InsightQuery, _ priority: MetaPriority) async throws(MetaError) {
        let fields = GraphRequest.Parameter(
            name: "fields",
            value: "id,async_status,async_percent_completion,error_code,error_subcode,error_message"
        )
        for poll in 1...Self.mostPolls {
            let json = try await read(request(query, path: run, [fields]), priority)
            switch ReportState(json) {
            case .completed: return
            case .failed(let message):
                let code = json["error_code"]?.integer ?? -2
                let subcode = json["error_subcode"]?.integer ?? (code == -2 ? 2_490_547 : nil)
                throw MetaError(
                    MetaError.kind(code: code, subcode: subcode, isTransient: false),
                    doing: query.doing,
                    message: message,
                    code: code,
                    subcode: subcode
                )
            case .running:
                do {
                    try await sleep(TimeSpan(seconds: min(30, 1 << min(poll, 5))))
                } catch {
                    throw MetaError(.connection, doing: query.doing, message: "the wait for the report was cancelled")
                }
            }
        }
        throw MetaError(.timeout, doing: query.doing, message: "the report \(run) was not ready in 50 minutes")
    }

    /// Where an asynchronous report stands.
    ///
    /// A state that Meta adds later counts as running, which the polls bound.
    private enum ReportState {
        case running
        case completed
        case failed(String)

        init(_ json: JSON) {
            switch json["async_status"]?.text {
            case "Job Completed":
                self = (json["async_percent_completion"]?.number ?? 100) >= 100 ? .completed : .running
            case "Job Failed": self = .failed(json["error_message"]?.text ?? "the report failed")
            case "Job Skipped": self = .failed("the report was skipped")
            default: self = .running  // Not Started, Started, Running.
            }
        }
    }

    private func edge(
        _ path: String,
        _ parameters: [GraphRequest.Parameter],
        _ query: InsightQuery,
        _ priority: MetaPriority
    ) async throws(MetaError) -> InsightPage {
        var reader = InsightReader(query: query)
        try await readPages(request(query, path: path, parameters + [Self.pageSize]), priority) {
            (data: JSON) throws(MetaError) in reader.read(data)
        }
        return reader.page
    }

    private func request(
        _ query: InsightQuery,
        path: String,
        _ parameters: [GraphRequest.Parameter]
    ) -> GraphRequest {
        GraphRequest(
            method: .get,
            path: path,
            parameters: parameters,
            account: query.account,
            doing: query.doing,
            isInsights: true
        )
    }
}
