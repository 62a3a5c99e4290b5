import Foundation

/// Series of one data set, with the days that were filled in and are no observations.
struct ForecastData {
    struct Series {
        let values: [Double]
        let isObserved: [Bool]

        func split(horizon: Int, origin: Int, season: Int) -> ForecastSplit {
            let end = values.count - horizon * origin
            return ForecastSplit(
                known: Array(values[..<end]),
                hidden: Array(values[end..<(end + horizon)]),
                isScored: Array(isObserved[end..<(end + horizon)]),
                season: season
            )
        }
    }

    let series: [Series]
    let season: Int
    /// The time of the first value: days since 1970-01-01, or 1.
    let start: Int
    let isDated: Bool

    static func hourly(_ directory: String) throws -> ForecastData {
        let rows = try unpacked("\(directory)/m4_hourly/hourly.csv.gz")
        return ForecastData(series: grouped(rows, filled: []), season: 24, start: 1, isDated: false)
    }

    static func daily(_ directory: String) throws -> ForecastData {
        let list = try String(contentsOfFile: "\(directory)/nn5/filled.csv", encoding: .utf8)
        let rows = try unpacked("\(directory)/nn5/nn5.csv.gz")
        let filled = Set(list.split(separator: "\n").map(String.init))
        guard let first = rows.dropFirst().first?.split(separator: ",")[1],
            let date = try? Date(String(first), strategy: .iso8601.year().month().day())
        else { throw BenchmarkError(.unreadable, "reading nn5.csv.gz: there is no row with a date") }
        let start = Int(date.timeIntervalSince1970 / 86_400)
        return ForecastData(series: grouped(rows, filled: filled), season: 7, start: start, isDated: true)
    }

    private static func grouped(_ rows: [Substring], filled: Set<String>) -> [Series] {
        var groups: [(id: Substring, values: [Double], isObserved: [Bool])] = []
        for row in rows.dropFirst() {
            let fields = row.split(separator: ",")
            if groups.last?.id != fields[0] { groups.append((fields[0], [], [])) }
            groups[groups.count - 1].values.append(Double(fields[2]) ?? .nan)
            groups[groups.count - 1].isObserved.append(!filled.contains("\(fields[0]),\(fields[1])"))
        }
        return groups.map { Series(values: $0.values, isObserved: $0.isObserved) }
    }

    private static func unpacked(_ path: String) throws -> [Substring] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw BenchmarkError(.unreadable, "unpacking \(path)") }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    }
}

/// What is known and what is hidden of a series at one origin.
struct ForecastSplit {
    let known: [Double]
    let hidden: [Double]
    let isScored: [Bool]
    let season: Int

    /// The mean absolute difference of values one season apart.
    var scale: Double {
        let differences = (season..<known.count).map { abs(known[$0] - known[$0 - season]) }
        return differences.reduce(0, +) / Double(differences.count)
    }

    /// A random walk on values deseasonalised by classical multiplicative decomposition.
    var naive2: [Double] {
        let half = season / 2
        var sums = [Double](repeating: 0, count: season)
        var counts = sums
        for centre in half..<(known.count - half) {
            var mean = known[(centre - half)...(centre + half)].reduce(0, +)
            if season % 2 == 0 { mean -= (known[centre - half] + known[centre + half]) / 2 }
            let ratio = known[centre] / (mean / Double(season))
            guard ratio.isFinite else { continue }
            sums[centre % season] += ratio
            counts[centre % season] += 1
        }
        let raw = zip(sums, counts).map { $1 > 0 ? $0 / $1 : 1 }
        let total = raw.reduce(0, +) / Double(season)
        let last = known[known.count - 1] / raw[(known.count - 1) % season] * total
        return hidden.indices.map { last * raw[(known.count + $0) % season] / total }
    }
}
