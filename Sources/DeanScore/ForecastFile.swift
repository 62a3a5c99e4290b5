/// The series of a file of `unique_id,ds,y`, in the order of their first rows.
struct ForecastFile {
    /// How many values filling in left-out steps may add to a series: as many as it has, and some.
    private static let mostFilled = 10_000

    struct Series: Sendable {
        let id: String
        /// The time between two values in ticks.
        let step: Int
        let last: SeriesTime
        /// Values by step from the first; nil where the file has no row.
        let values: [Double?]
        let isDated: Bool

        /// The first value's time in steps.
        var start: Int {
            (isDated ? last.ticks : Int((Double(last.ticks) / Double(step)).rounded(.down))) - values.count + 1
        }

        /// Left-out steps take the value one season before, or else the last one known.
        func filled(season: Int) -> [Double] {
            var filled: [Double] = []
            for (index, value) in values.enumerated() {
                filled.append(value ?? (index >= season ? filled[index - season] : filled[index - 1]))
            }
            return filled
        }
    }

    let series: [Series]

    init(_ input: [UInt8]) throws(ScoreError) {
        var reader = try CSVReader(input)
        let columns = try CSVColumns(reader.header, required: ["unique_id", "ds", "y"])
        var order: [String] = []
        var rows: [String: [(time: SeriesTime, value: Double, line: Int)]] = [:]
        var first: SeriesTime?
        while let record = try reader.next() {
            let id = try columns.name("unique_id", of: record)
            let text = columns.text("ds", of: record)
            guard let time = SeriesTime(text) else {
                let expected =
                    "expected a whole number, a date such as 2026-11-21, or a time such as 2026-11-21T04:00:00"
                throw .malformed(line: record.line, column: "ds", "\"\(text)\" is not a time; \(expected)")
            }
            let kind = first ?? time
            first = kind
            let earlier = rows[id]?.last?.time
            guard time.isLike(earlier ?? time), time.isLike(kind) || Self.bothInstants(time, kind) else {
                let problem = "\"\(text)\" is written otherwise than the times above; write all in one way"
                throw .malformed(line: record.line, column: "ds", problem)
            }
            if let earlier, time.ticks <= earlier.ticks {
                let problem =
                    "\"\(text)\" is not after the row before it of series \"\(id)\"; sort each series by ds, once a time"
                throw .malformed(line: record.line, column: "ds", problem)
            }
            let value = try columns.number("y", of: record)
            guard abs(value) < 1e150 else {
                throw .malformed(line: record.line, column: "y", "\(value) is too large; expected less than 1e150")
            }
            if rows[id] == nil { order.append(id) }
            rows[id, default: []].append((time, value, record.line))
        }
        let usual = Self.step(rows.values.map { $0.map(\.time.ticks) }, of: first)
        var series: [Series] = []
        for id in order {
            let observed = rows[id] ?? []
            let own = Self.step([observed.map(\.time.ticks)], of: nil)
            series.append(try Self.series(id, observed, step: observed.count > 1 ? own : usual))
        }
        self.series = series
    }

    private static func bothInstants(_ one: SeriesTime, _ other: SeriesTime) -> Bool {
        if case .instant = one, case .instant = other { return true }
        return false
    }

    /// The commonest difference of neighbours; of equally common ones the smallest.
    private static func step(_ times: [[Int]], of kind: SeriesTime?) -> Int {
        var counts: [Int: Int] = [:]
        for times in times { for (one, next) in zip(times, times.dropFirst()) { counts[next - one, default: 0] += 1 } }
        let most = counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }
        if let most { return most.key }
        if case .instant = kind { return 3600 }
        return 1
    }

    private static func series(
        _ id: String,
        _ rows: [(time: SeriesTime, value: Double, line: Int)],
        step: Int
    ) throws(ScoreError) -> Series {
        let first = rows[0].time.ticks
        let last = rows[rows.count - 1].time
        let count = (last.ticks - first) / step + 1
        guard count <= 2 * rows.count + mostFilled else {
            let problem = "series \"\(id)\" leaves out more than it has; give it every step of its clock"
            throw .malformed(line: rows[rows.count - 1].line, column: "ds", problem)
        }
        var values = [Double?](repeating: nil, count: count)
        for row in rows {
            guard (row.time.ticks - first) % step == 0 else {
                let problem = "is not a whole number of steps (\(step)) after the first row of series \"\(id)\""
                throw .malformed(line: row.line, column: "ds", problem)
            }
            values[(row.time.ticks - first) / step] = row.value
        }
        let isDaily: Bool
        if case .date = last { isDaily = step == 1 } else { isDaily = false }
        return Series(id: id, step: step, last: last, values: values, isDated: isDaily)
    }
}
