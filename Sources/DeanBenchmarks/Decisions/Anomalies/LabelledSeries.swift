import Foundation

/// A series of the Numenta Anomaly Benchmark with the windows in which an anomaly may be reported.
struct LabelledSeries {
    /// `category/file.csv`.
    let name: String
    let bytes: [UInt8]
    let values: [Double]
    let secondsOfDay: [Int]
    /// Rows of each window, in order.
    let windows: [ClosedRange<Int>]

    var category: String { String(name.prefix { $0 != "/" }) }

    /// Of `2014-04-01 23:59:59`.
    private static func secondsOfDay(_ stamp: String) -> Int {
        let parts = stamp.suffix(8).split(separator: ":").compactMap { Int($0) }
        return parts.reduce(0) { $0 * 60 + $1 }
    }

    /// All labelled series under `nab/`, in the order of their names.
    static func all(in folder: DataFolder) throws -> [LabelledSeries] {
        let labels = try JSONDecoder().decode(
            [String: [[String]]].self,
            from: Data(try folder.bytes("nab/combined_windows.json"))
        )
        return try labels.keys.sorted().map { name in
            let bytes = try folder.bytes("nab/data/\(name)")
            let rows = SimpleRows.split(bytes).rows
            let stamps = rows.map { String($0[0]) }
            let windows = (labels[name] ?? []).compactMap { ends -> ClosedRange<Int>? in
                // Labels carry microseconds, rows do not.
                let ends = ends.map { String($0.prefix(19)) }
                guard let first = stamps.firstIndex(where: { $0 >= ends[0] }),
                    let last = stamps.lastIndex(where: { $0 <= ends[1] }), first <= last
                else { return nil }
                return first...last
            }
            return LabelledSeries(
                name: name,
                bytes: bytes,
                values: rows.map { Double($0[1]) ?? .nan },
                secondsOfDay: stamps.map(Self.secondsOfDay),
                windows: windows.sorted { $0.lowerBound < $1.lowerBound }
            )
        }
    }
}
