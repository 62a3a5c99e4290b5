import Foundation

/// NAB's score of a detector (Lavin and Ahmad 2015), standard profile, as a function of the threshold.
///
/// A window counts its best detection, earlier ones more, and −1 without one; a detection outside costs 0.11, less
/// shortly after a window. Nothing flagged is 0, perfect is 100.
struct NABScore {
    private static let falsePositive = 0.11

    /// What flagging a row adds to the raw score of its file: a cost outside windows, a claim on a window inside.
    private enum Worth {
        case cost(Double)
        case reward(Double, window: Int)
    }

    private struct Claim: Hashable {
        let file: Int
        let window: Int
    }

    private struct Row {
        let score: Double
        let file: Int
        let worth: Worth
    }

    private let rows: [Row]
    let windows: Int

    /// - Parameter files: series with the score of each row.
    init(_ files: [(series: LabelledSeries, scores: [Double])]) {
        var rows: [Row] = []
        for (file, (series, scores)) in files.enumerated() {
            let silent = min(Int(0.15 * Double(scores.count)), 750)
            rows += scores.indices.dropFirst(silent).filter { scores[$0] > 0 }.map {
                Row(score: scores[$0], file: file, worth: Self.worth(of: $0, in: series.windows))
            }
        }
        self.rows = rows.sorted { $0.score > $1.score }
        windows = files.reduce(0) { $0 + $1.series.windows.count }
    }

    private static func sigmoid(_ x: Double) -> Double { x > 3 ? -1 : 2 / (1 + exp(5 * x)) - 1 }

    private static func worth(of row: Int, in windows: [ClosedRange<Int>]) -> Worth {
        if let place = windows.firstIndex(where: { $0.contains(row) }) {
            let window = windows[place]
            let x = -Double(window.upperBound - row + 1) / Double(window.count)
            return .reward(sigmoid(x) / sigmoid(-1), window: place)
        }
        guard let before = windows.last(where: { $0.upperBound < row }) else { return .cost(-falsePositive) }
        return .cost(falsePositive * sigmoid(Double(row - before.upperBound) / Double(before.count - 1)))
    }

    /// The raw score over thresholds from high to low, after each that changes it.
    private func sweep(_ visit: (_ threshold: Double, _ raw: Double) -> Void) {
        var raw = -Double(windows)
        var best: [Claim: Double] = [:]
        for (place, row) in rows.enumerated() {
            switch row.worth {
            case .cost(let cost): raw += cost
            case .reward(let reward, let window):
                let key = Claim(file: row.file, window: window)
                let before = best[key]
                if reward > before ?? -1 {
                    raw += reward - (before ?? -1)
                    best[key] = reward
                }
            }
            if place + 1 == rows.count || rows[place + 1].score < row.score { visit(row.score, raw) }
        }
    }

    /// The raw score with every row flagged that scores at least the threshold.
    func raw(threshold: Double) -> Double {
        var result = -Double(windows)
        sweep { if $0 >= threshold { result = $1 } }
        return result
    }

    func bestThreshold() -> Double {
        var best = (threshold: Double.infinity, raw: -Double(windows))
        sweep { if $1 > best.raw { best = ($0, $1) } }
        return best.threshold
    }

    static func normalized(raw: Double, windows: Int) -> Double {
        windows == 0 ? 0 : 100 * (raw + Double(windows)) / (2 * Double(windows))
    }
}
