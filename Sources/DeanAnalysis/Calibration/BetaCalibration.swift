import Foundation

/// A monotone map from stated to recalibrated probabilities, drawn towards the identity by as much as the record is short.
///
/// Beta calibration (Kull, Silva Filho and Flach 2017): logit q = a·ln p − b·ln(1 − p) + c with a, b ≥ 0, which holds the
/// identity (1, 1, 0) exactly. The three are fitted by maximum a posteriori with normal priors around the identity; the
/// penalised likelihood is concave, so Newton's method finds the one maximum.
package struct BetaCalibration: Sendable, Hashable {
    /// Weight of ln p; at least 0.
    package let a: Double
    /// Weight of −ln(1 − p); at least 0.
    package let b: Double
    package let c: Double

    package static let identity = BetaCalibration(a: 1, b: 1, c: 0)

    /// Standard deviations of the priors around 1, 1 and 0.
    ///
    /// Together they are worth about 20 outcomes at a stated 0.9: the record speaks louder than the identity only after
    /// that.
    package struct Prior: Sendable, Hashable {
        package let slope: Double
        package let offset: Double

        package init(slope: Double = 0.3, offset: Double = 0.3) {
            self.slope = slope
            self.offset = offset
        }
    }

    /// Probabilities are kept this far from 0 and 1, where a logarithm would end the fit on one surprise.
    static let margin = 1e-3

    package init(a: Double, b: Double, c: Double) {
        self.a = max(0, a)
        self.b = max(0, b)
        self.c = c
    }

    /// Fits outcomes of equal weight, or of `weights` (one for each, 0 or more).
    package init(_ outcomes: [StatedOutcome], weights: [Double]? = nil, prior: Prior = Prior()) {
        let rows = outcomes.enumerated().map { index, outcome in
            RidgeLogistic.Row(
                features: Self.features(outcome.stated),
                weight: weights?[index] ?? 1,
                met: outcome.met
            )
        }
        let slope = 1 / (prior.slope * prior.slope)
        let precision = [slope, slope, 1 / (prior.offset * prior.offset)]
        var free = [true, true, true]
        while true {
            let fitted = RidgeLogistic(rows, centre: [1, 1, 0], precision: precision, free: free).coefficients
            // A negative slope would turn the order round: it is held at 0 and the others are fitted again.
            let negative = (0..<2).first { free[$0] && fitted[$0] < 0 }
            guard let negative else {
                self.init(a: fitted[0], b: fitted[1], c: fitted[2])
                return
            }
            free[negative] = false
        }
    }

    package func recalibrated(_ stated: Double) -> Double {
        guard self != .identity else { return stated }
        let features = Self.features(stated)
        return RidgeLogistic.logistic(a * features[0] + b * features[1] + c)
    }

    private static func features(_ stated: Double) -> [Double] {
        let p = min(1 - margin, max(margin, stated))
        return [log(p), -log1p(-p), 1]
    }
}
