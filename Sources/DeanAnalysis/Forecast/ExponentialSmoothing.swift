import Foundation

/// Exponential smoothing state space models: no or a damped trend, no, additive or multiplicative seasons.
///
/// Hyndman, Koehler, Ord and Snyder, Forecasting with Exponential Smoothing (2008), tables 2.2 and 2.3. Additive and
/// multiplicative errors have the same recursion and differ in their likelihood only.
package struct ExponentialSmoothing: Sendable, Hashable {
    package enum Season: Sendable, Hashable { case none, additive, multiplicative }

    package struct Parameters: Sendable, Hashable {
        package var level: Double
        /// In the usual notation β, not its share of α.
        package var trend: Double
        package var season: Double
        package var damping: Double

        package init(level: Double, trend: Double, season: Double, damping: Double) {
            self.level = level
            self.trend = trend
            self.season = season
            self.damping = damping
        }
    }

    package struct State: Sendable, Hashable {
        package var level: Double
        package var trend: Double
        /// The value of each phase; the first is the next to come.
        package var season: [Double]

        package init(level: Double, trend: Double, season: [Double]) {
            self.level = level
            self.trend = trend
            self.season = season
        }
    }

    package let season: Season
    package let hasTrend: Bool
    package let parameters: Parameters

    package init(season: Season, hasTrend: Bool, parameters: Parameters) {
        self.season = season
        self.hasTrend = hasTrend
        self.parameters = parameters
    }

    /// Sums over one-step errors that both likelihoods need.
    struct Fit {
        var squares = 0.0
        var relativeSquares = 0.0
        var logarithms = 0.0
    }

    /// Runs through the values; `visit` sees the state before each value and, last, after all of them.
    func run(
        _ values: ArraySlice<Double>,
        from start: State,
        visit: (Int, State, Int) -> Void = { _, _, _ in }
    ) -> Fit {
        var state = start
        let period = state.season.count
        var phase = 0
        var fit = Fit()
        let (alpha, beta, gamma, phi) = (
            parameters.level, hasTrend ? parameters.trend : 0, parameters.season, hasTrend ? parameters.damping : 0
        )
        for time in values.indices {
            visit(time, state, phase)
            let base = state.level + phi * state.trend
            let seasonal = state.season[phase]
            let expected: Double
            switch season {
            case .none: expected = base
            case .additive: expected = base + seasonal
            case .multiplicative: expected = base * seasonal
            }
            let error = values[time] - expected
            let divisor = season == .multiplicative ? seasonal : 1
            state.level = base + alpha * error / divisor
            state.trend = phi * state.trend + beta * error / divisor
            switch season {
            case .none: break
            case .additive: state.season[phase] = seasonal + gamma * error
            case .multiplicative: state.season[phase] = seasonal + gamma * error / (base == 0 ? 1e-10 : base)
            }
            phase += 1
            if phase == period { phase = 0 }
            fit.squares += error * error
            let size = max(abs(expected), 1e-10)
            fit.relativeSquares += error * error / (size * size)
            fit.logarithms += log(size)
        }
        visit(values.endIndex, state, phase)
        return fit
    }

    package func forecast(from state: State, phase: Int = 0, horizon: Int) -> [Double] {
        var climb = 0.0
        var step = state.trend
        let phi = hasTrend ? parameters.damping : 0
        return (0..<horizon).map { ahead in
            step *= phi
            climb += step
            let seasonal = state.season[(phase + ahead) % state.season.count]
            switch season {
            case .none: return state.level + climb
            case .additive: return state.level + climb + seasonal
            case .multiplicative: return (state.level + climb) * seasonal
            }
        }
    }

    /// Forecasts after each of `origins`, ascending counts of known values.
    package func paths(of values: [Double], from start: State, origins: [Int], horizon: Int) -> [[Double]] {
        var paths: [[Double]] = []
        let wanted = Set(origins)
        _ = run(values[...], from: start) { time, state, phase in
            if wanted.contains(time) { paths.append(forecast(from: state, phase: phase, horizon: horizon)) }
        }
        return paths
    }
}
