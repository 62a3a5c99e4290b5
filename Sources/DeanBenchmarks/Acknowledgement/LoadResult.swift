import NIOCore

/// What came back.
struct LoadResult: Sendable {
    private var nanoseconds: [Int64] = []
    private var lastAnswer = TimeAmount.nanoseconds(0)
    /// Statuses other than 200, and how often.
    private(set) var failures: [Int: Int] = [:]

    mutating func add(_ latency: TimeAmount, status: Int, after: TimeAmount) {
        nanoseconds.append(latency.nanoseconds)
        lastAnswer = after
        if status != 200 { failures[status, default: 0] += 1 }
    }

    var count: Int { nanoseconds.count }

    /// From the first request to the last answer.
    var span: Duration { .nanoseconds(lastAnswer.nanoseconds) }

    /// The latency that `percent` of the requests did not exceed, by the nearest rank.
    func percentiles(_ percents: [Double]) -> [Duration] {
        let sorted = nanoseconds.sorted()
        guard let last = sorted.indices.last else { return percents.map { _ in .zero } }
        return percents.map { percent in
            let rank = Int((percent / 100 * Double(sorted.count)).rounded(.up)) - 1
            return .nanoseconds(sorted[min(max(rank, 0), last)])
        }
    }
}
