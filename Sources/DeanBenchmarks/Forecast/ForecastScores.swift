import DeanForecast
import Foundation

/// sMAPE, MASE, OWA, MSIS and coverage, as the data's README defines them, with standard errors over series.
struct ForecastScores {
    private struct Sums {
        var count = 0.0
        var smape = 0.0
        var mase = 0.0
        var naiveSmape = 0.0
        var naiveMase = 0.0
        var msis = 0.0
        var inside95 = 0.0
        var inside80 = 0.0
    }

    private var sums: [Sums]

    init(series: Int) { sums = [Sums](repeating: Sums(), count: series) }

    /// Adds one origin of one series, whose limits are those of 80 and 95 %; days that were filled in do not count.
    mutating func add(_ split: ForecastSplit, _ outcome: ForecastTournament.Outcome, to series: Int) {
        let scale = split.scale
        let naive = split.naive2
        let scored = split.hidden.indices.filter { split.isScored[$0] }
        let share = 1 / Double(max(scored.count, 1))
        let (narrow, wide) = (outcome.limits[0], outcome.limits[1])
        var sum = sums[series]
        sum.count += 1
        for step in scored {
            let value = split.hidden[step]
            func smape(_ forecast: Double) -> Double {
                value == forecast ? 0 : 200 * abs(value - forecast) / (abs(value) + abs(forecast))
            }
            sum.smape += share * smape(outcome.mean[step])
            sum.naiveSmape += share * smape(naive[step])
            sum.mase += share * abs(value - outcome.mean[step]) / scale
            sum.naiveMase += share * abs(value - naive[step]) / scale
            let outside = max(0, wide.low[step] - value) + max(0, value - wide.high[step])
            sum.msis += share * (wide.high[step] - wide.low[step] + 40 * outside) / scale
            if outside == 0 { sum.inside95 += share * 100 }
            if narrow.low[step] <= value, value <= narrow.high[step] { sum.inside80 += share * 100 }
        }
        sums[series] = sum
    }

    /// The cells of a row of the table.
    var cells: String {
        let owa = (mean(\.smape) / mean(\.naiveSmape) + mean(\.mase) / mean(\.naiveMase)) / 2
        return [
            String(format: "%.2f ± %.2f", mean(\.smape), error(\.smape)),
            String(format: "%.3f ± %.3f", mean(\.mase), error(\.mase)), String(format: "%.3f", owa),
            String(format: "%.2f ± %.2f", mean(\.msis), error(\.msis)),
            String(
                format: "%.1f ± %.1f / %.1f ± %.1f",
                mean(\.inside95),
                error(\.inside95),
                mean(\.inside80),
                error(\.inside80)
            ),
        ].joined(separator: " | ")
    }

    private func values(_ part: KeyPath<Sums, Double>) -> [Double] {
        sums.filter { $0.count > 0 }.map { $0[keyPath: part] / $0.count }
    }

    private func mean(_ part: KeyPath<Sums, Double>) -> Double {
        let values = values(part)
        return values.reduce(0, +) / Double(max(values.count, 1))
    }

    private func error(_ part: KeyPath<Sums, Double>) -> Double {
        let values = values(part)
        let center = mean(part)
        let squares = values.reduce(0) { $0 + ($1 - center) * ($1 - center) }
        let count = Double(values.count)
        return (squares / max(count - 1, 1) / max(count, 1)).squareRoot()
    }
}
