import Foundation

extension ExponentialSmoothing {
    package struct Fitted: Sendable {
        package let model: ExponentialSmoothing
        package let start: State
        /// Akaike's criterion, corrected for short series; smaller is better.
        package let criterion: Double
    }

    /// The form with the smallest corrected criterion among those that the values allow.
    package static func fit(_ values: ArraySlice<Double>, season: Int, evaluations: Int = 70) -> Fitted {
        let seasonal = season > 1 && values.count >= 2 * season + 2
        let positive = values.allSatisfy { $0 > 0 }
        var best: Fitted?
        for form in seasonal ? (positive ? [Season.additive, .multiplicative] : [.additive]) : [Season.none] {
            for hasTrend in values.count > 8 ? [false, true] : [false] {
                let fitted = fit(values, form: form, hasTrend: hasTrend, season: season, evaluations: evaluations)
                if fitted.criterion < best?.criterion ?? .infinity { best = fitted }
            }
        }
        let still = Parameters(level: 1, trend: 0, season: 0, damping: 1)
        return best
            ?? Fitted(
                model: ExponentialSmoothing(season: .none, hasTrend: false, parameters: still),
                start: State(level: values.first ?? 0, trend: 0, season: [0]),
                criterion: .infinity
            )
    }

    private static func fit(
        _ values: ArraySlice<Double>,
        form: Season,
        hasTrend: Bool,
        season: Int,
        evaluations: Int
    ) -> Fitted {
        let start = start(values, form: form, hasTrend: hasTrend, season: season)
        // The library's bounds: 0 < α < 1, 0 < β < α, 0 < γ < 1 − α, 0.8 ≤ φ ≤ 0.98.
        func model(_ point: [Double]) -> ExponentialSmoothing {
            let unit = point.map { 1 / (1 + exp(-$0)) }
            let level = 0.0001 + 0.9998 * unit[0]
            var next = 1
            var (trend, damping, gamma) = (0.0, 1.0, 0.0)
            if hasTrend {
                trend = level * unit[1]
                damping = 0.8 + 0.18 * unit[2]
                next = 3
            }
            if form != .none { gamma = (1 - level) * unit[next] }
            let parameters = Parameters(level: level, trend: trend, season: gamma, damping: damping)
            return ExponentialSmoothing(season: form, hasTrend: hasTrend, parameters: parameters)
        }
        let n = Double(values.count)
        let positive = values.allSatisfy { $0 > 0 }
        func likelihood(_ point: [Double]) -> Double {
            let fit = model(point).run(values, from: start)
            let additive = n * log(max(fit.squares, 1e-300) / n)
            let relative = n * log(max(fit.relativeSquares, 1e-300) / n) + 2 * fit.logarithms
            let value = positive ? min(additive, relative) : additive
            return value.isFinite ? value : .infinity
        }
        let first = [0.0] + (hasTrend ? [-3.0, 0.0] : []) + (form == .none ? [] : [-2.0])
        let point = Simplex.minimise(from: first, step: 1.2, evaluations: evaluations, likelihood)
        let states = Double(1 + (hasTrend ? 1 : 0) + (form == .none ? 0 : season - 1))
        let count = Double(first.count) + states + 1
        let correction = n - count - 1 > 0 ? 2 * count * (count + 1) / (n - count - 1) : .infinity
        return Fitted(model: model(point), start: start, criterion: likelihood(point) + 2 * count + correction)
    }

    /// Level and trend from a line through the first deseasonalised cycles, seasons from classical decomposition.
    private static func start(
        _ values: ArraySlice<Double>,
        form: Season,
        hasTrend: Bool,
        season: Int
    ) -> State {
        let cycles = form == .none ? 1 : season
        let used = Array(values.prefix(form == .none ? 10 : max(4 * season, 12)))
        let profile = ClassicalDecomposition.profile(
            used,
            period: cycles,
            multiplicative: form == .multiplicative
        )
        let adjusted = used.indices.map { index in
            form == .multiplicative ? used[index] / profile[index % cycles] : used[index] - profile[index % cycles]
        }
        let line = ClassicalDecomposition.line(adjusted.prefix(max(10, cycles)))
        let level =
            hasTrend
            ? line.intercept
            : adjusted.prefix(max(10, cycles)).reduce(0, +) / Double(min(adjusted.count, max(10, cycles)))
        return State(level: level, trend: hasTrend ? line.slope : 0, season: profile)
    }
}

/// ETS forms, chosen by criterion at the first origin and once more at the end.
package struct ExponentialSmoothingEntrant: ForecastEntrant {
    package let season: Int
    package let name = EntrantName.exponentialSmoothing

    package init(season: Int) { self.season = season }

    package func paths(of values: [Double], over backtest: Backtest) -> [[Double]] {
        let past = Array(backtest.origins.dropLast())
        var paths: [[Double]] = []
        if let first = past.first {
            let fitted = ExponentialSmoothing.fit(values[..<first], season: season)
            paths = fitted.model.paths(of: values, from: fitted.start, origins: past, horizon: backtest.horizon)
        }
        let fitted = ExponentialSmoothing.fit(values[...], season: season)
        let last = fitted.model.paths(
            of: values,
            from: fitted.start,
            origins: [backtest.end],
            horizon: backtest.horizon
        )
        return paths + last
    }
}
