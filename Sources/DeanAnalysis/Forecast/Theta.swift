import Foundation

/// The theta method (Assimakopoulos and Nikolopoulos 2000) with its second line's coefficient free.
///
/// Deseasonalised values are forecast by (1 − 1/θ) of their least-squares line and 1/θ of an exponential smoothing of
/// the theta line; θ = 2 is the standard form. Fiorucci and others (2016, https://doi.org/10.1016/j.ijforecast.2016.02.005).
package struct Theta: Sendable, Hashable {
    package let theta: Double
    package let alpha: Double
    package let intercept: Double
    package let slope: Double

    package init(theta: Double, alpha: Double, intercept: Double, slope: Double) {
        self.theta = theta
        self.alpha = alpha
        self.intercept = intercept
        self.slope = slope
    }

    /// Smooths `values` (no seasons in them) and forecasts after each of the origins.
    package func paths(of values: [Double], level start: Double, origins: [Int], horizon: Int) -> [[Double]] {
        var level = start
        var paths: [[Double]] = []
        var place = 0
        for time in 0...values.count {
            if place < origins.count, origins[place] == time {
                paths.append((0..<horizon).map { ahead($0, level: level, at: time) })
                place += 1
            }
            guard time < values.count else { break }
            level += alpha * (values[time] - level)
        }
        return paths
    }

    /// The forecast `step` + 1 values after `time` values with the smoothed level of the data themselves.
    ///
    /// The theta line is θ·data + (1 − θ)·line, so its smoothed level is the data's plus the line's lag, which is linear
    /// in time after the first values: the drift (1 − 1/θ)·slope·(step + (1 − (1 − α)^time)/α).
    private func ahead(_ step: Int, level: Double, at time: Int) -> Double {
        let lag = (1 - pow(1 - alpha, Double(time))) / alpha
        return level + (1 - 1 / theta) * slope * (Double(step) + lag)
    }

    /// θ and α with the least squared errors one step ahead.
    package static func fit(_ values: ArraySlice<Double>, thetas: [Double], level start: Double) -> Theta {
        let line = ClassicalDecomposition.line(values)
        var best = (error: Double.infinity, theta: 2.0, alpha: 0.5)
        for theta in thetas {
            for alpha in stride(from: 0.05, through: 0.96, by: 0.1) {
                var (level, error, left) = (start, 0.0, 1.0)
                let drift = (1 - 1 / theta) * line.slope
                for value in values {
                    let residual = value - level - drift * (1 - left) / alpha
                    error += residual * residual
                    level += alpha * (value - level)
                    left *= 1 - alpha
                }
                if error < best.error { best = (error, theta, alpha) }
            }
        }
        return Theta(theta: best.theta, alpha: best.alpha, intercept: line.intercept, slope: line.slope)
    }
}

/// Theta on deseasonalised values: multiplicative seasons where all values are positive, additive otherwise.
package struct ThetaEntrant: ForecastEntrant {
    package let season: Int
    package let name = EntrantName.theta
    /// The standard form has 2 alone.
    package let thetas: [Double]

    package init(season: Int, thetas: [Double] = [1, 1.5, 2, 3, 5]) {
        self.season = season
        self.thetas = thetas
    }

    package func paths(of values: [Double], over backtest: Backtest) -> [[Double]] {
        let past = Array(backtest.origins.dropLast())
        var paths: [[Double]] = []
        if let first = past.first {
            paths = fitted(values, before: first, origins: past, horizon: backtest.horizon)
        }
        return paths + fitted(values, before: backtest.end, origins: [backtest.end], horizon: backtest.horizon)
    }

    private func fitted(_ values: [Double], before end: Int, origins: [Int], horizon: Int) -> [[Double]] {
        let multiplicative = values[..<end].allSatisfy { $0 > 0 }
        let profile = ClassicalDecomposition.profile(
            Array(values[..<end]),
            period: season,
            multiplicative: multiplicative
        )
        let adjusted = values.indices.map {
            multiplicative ? values[$0] / profile[$0 % season] : values[$0] - profile[$0 % season]
        }
        let level = adjusted[0]
        let theta = Theta.fit(adjusted[..<end], thetas: thetas, level: level)
        let paths = theta.paths(of: adjusted, level: level, origins: origins, horizon: horizon)
        return zip(origins, paths).map { origin, path in
            path.indices.map { step in
                let seasonal = profile[(origin + step) % season]
                return multiplicative ? path[step] * seasonal : path[step] + seasonal
            }
        }
    }
}
