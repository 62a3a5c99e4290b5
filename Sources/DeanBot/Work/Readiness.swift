import DeanDomain
import DeanMeta
import DeanStore

/// What the process depends on, a line each.
package struct Readiness: Sendable {
    package struct Line: Sendable {
        package let name: String
        /// Nil: it isn't configured, and nothing depends on it.
        package let isReady: Bool?
        package let detail: String
    }

    package let lines: [Line]

    package var isReady: Bool { lines.allSatisfy { $0.isReady != false } }

    package var text: String {
        lines.map { line in
            let mark = line.isReady.map { $0 ? "ok" : "down" } ?? "off"
            return "\(line.name): \(mark): \(line.detail)\n"
        }.joined()
    }
}

extension Bot {
    /// Asks the store only: readiness is polled often, and Meta's limits are for reading ads.
    package func readiness() async -> Readiness {
        var lines: [Readiness.Line] = []
        do {
            try await store.ping()
            lines.append(.init(name: "store", isReady: true, detail: "answers"))
        } catch {
            lines.append(.init(name: "store", isReady: false, detail: "\(error)"))
        }
        lines.append(
            .init(
                name: "slack",
                isReady: slack == nil ? nil : true,
                detail: slack == nil ? "not configured (SLACK_BOT_TOKEN)" : "configured"
            )
        )
        guard meta != nil else {
            return Readiness(
                lines: lines + [.init(name: "meta", isReady: nil, detail: "not configured (FB_ACCESS_TOKEN)")]
            )
        }
        for account in configuration.accounts {
            var detail = "not read yet"
            var ready: Bool? = true
            if let reading = try? await store.lastReadings(account)[.structure] {
                detail = "last reading \(reading.status.rawValue) at \(reading.at)"
                ready = reading.status == .ok
            }
            lines.append(.init(name: "meta \(account)", isReady: ready, detail: detail))
        }
        return Readiness(lines: lines)
    }

    /// Prometheus text format 0.0.4.
    package func metricsText() async throws -> String {
        var text = ""
        func gauge(_ name: String, _ help: String, _ samples: [(labels: String, value: Int)]) {
            text += "# HELP \(name) \(help)\n# TYPE \(name) gauge\n"
            for sample in samples { text += "\(name)\(sample.labels) \(sample.value)\n" }
        }
        let jobs = try await store.jobCounts().sorted { $0.key.rawValue < $1.key.rawValue }
        gauge("dean_jobs", "Jobs in the store by state.", jobs.map { ("{state=\"\($0.key.rawValue)\"}", $0.value) })
        var ended: [(labels: String, value: Int)] = []
        var errors: [(labels: String, value: Int)] = []
        var usage: [(labels: String, value: Int)] = []
        for account in configuration.accounts {
            let label = "{account=\"\(account)\"}"
            let last = try await store.runs(account, limit: 100).first { $0.status != .running }
            if let last {
                ended.append((label, Int((last.endedAt ?? last.startedAt).seconds)))
                errors.append((label, last.errors.count))
            }
            if let meta { usage.append((label, Int((await meta.usage(account) ?? 0).rounded()))) }
        }
        gauge("dean_last_run_timestamp_seconds", "When the last run ended.", ended)
        gauge("dean_last_run_errors", "Errors in the last run.", errors)
        gauge("dean_meta_usage_percent", "Meta's rate limit in use, percent.", usage)
        return text
    }
}
