import Foundation

extension SpendResponse {
    /// The elasticity before anything was seen: more money brings less than in proportion.
    static let priorElasticity = 0.8
    static let priorElasticityDeviation = 0.15
    /// How much the objects of one account differ in it.
    static let ownElasticityDeviation = 0.08

    /// Learns the response of every object of an account from its days; nil for one that never spent.
    ///
    /// Hierarchical: an object's rate is drawn towards the account's (empirical Bayes over its objects), its elasticity
    /// towards the account's own, and that towards `priorElasticity`. Counts are quasi-Poisson with one dispersion for
    /// the account, so bursts count less. Without any event in the account there is nothing to learn from: all nil.
    package static func learned(from objects: [[SpendDay]]) -> [SpendResponse?] {
        let days = objects.map { $0.filter { $0.spend > 0 && $0.visible > 0 } }
        let observations = days.map { own in
            GammaPrior.Observation(
                events: own.reduce(0) { $0 + $1.events },
                exposure: own.reduce(0) { $0 + $1.spend * $1.visible }
            )
        }
        guard let prior = GammaPrior.fit(observations) else { return objects.map { _ in nil } }
        let rate = log(prior.shape / prior.exposure) - 1 / (2 * prior.shape)
        let variance = min(4, 1 / prior.shape)
        var account = priorElasticity
        var dispersion = 1.0
        var fits: [Fit?] = []
        for _ in 0..<4 {
            fits = days.map { Fit($0, rate: rate, variance: variance, elasticity: account, dispersion: dispersion) }
            account = pooledElasticity(fits.compactMap(\.self))
            dispersion = pooledDispersion(fits.compactMap(\.self), days)
        }
        return fits.map { $0?.response }
    }

    /// The account's elasticity: the precision-weighted mean of what each object alone says and of the prior.
    private static func pooledElasticity(_ fits: [Fit]) -> Double {
        let own = ownElasticityDeviation * ownElasticityDeviation
        var weight = 1 / (priorElasticityDeviation * priorElasticityDeviation)
        var sum = weight * priorElasticity
        for fit in fits {
            let information = max(0, 1 / fit.response.elasticityVariance - 1 / own)
            guard information > 1e-9 else { continue }
            // The object's own estimate, its prior taken out again.
            let alone = (fit.response.elasticity / fit.response.elasticityVariance - fit.prior / own) / information
            let spread = 1 / (1 / information + own)
            weight += spread
            sum += spread * alone
        }
        return min(elasticities.upperBound, max(elasticities.lowerBound, sum / weight))
    }

    /// Pearson's dispersion over all days, at least Poisson's 1.
    private static func pooledDispersion(_ fits: [Fit], _ days: [[SpendDay]]) -> Double {
        var squares = 20.0
        var count = 20.0
        for fit in fits {
            for day in fit.days {
                let mean = fit.response.expected.events(at: day.spend) * day.visible
                // Rare events make Pearson's residuals wild; a little is added to the mean of each.
                squares += (day.events - mean) * (day.events - mean) / (mean + 0.1)
                count += mean / (mean + 0.1)
            }
        }
        return max(1, squares / count)
    }

    private struct Fit {
        let days: [SpendDay]
        let prior: Double
        let response: SpendResponse

        init?(_ days: [SpendDay], rate: Double, variance: Double, elasticity: Double, dispersion: Double) {
            guard !days.isEmpty else { return nil }
            self.days = days
            prior = elasticity
            let centre = exp(days.reduce(0) { $0 + log($1.spend) } / Double(days.count))
            let own = SpendResponse.ownElasticityDeviation * SpendResponse.ownElasticityDeviation
            let start = rate + log(centre)
            var level = start
            var power = elasticity
            var curvature = (ll: 1 / variance, le: 0.0, ee: 1 / own)
            for _ in 0..<50 {
                var gradient = (l: (start - level) / variance, e: (elasticity - power) / own)
                curvature = (1 / variance, 0, 1 / own)
                for day in days {
                    let x = log(day.spend / centre)
                    let mean = day.visible * exp(min(30, level + power * x))
                    gradient.l += (day.events - mean) / dispersion
                    gradient.e += (day.events - mean) * x / dispersion
                    curvature.ll += mean / dispersion
                    curvature.le += mean * x / dispersion
                    curvature.ee += mean * x * x / dispersion
                }
                let determinant = curvature.ll * curvature.ee - curvature.le * curvature.le
                let stepLevel = (curvature.ee * gradient.l - curvature.le * gradient.e) / determinant
                let stepPower = (curvature.ll * gradient.e - curvature.le * gradient.l) / determinant
                level += max(-1, min(1, stepLevel))
                power += max(-0.3, min(0.3, stepPower))
                if abs(stepLevel) < 1e-10, abs(stepPower) < 1e-10 { break }
            }
            let determinant = curvature.ll * curvature.ee - curvature.le * curvature.le
            response = SpendResponse(
                level: level,
                elasticity: power,
                centre: centre,
                levelVariance: curvature.ee / determinant,
                elasticityVariance: curvature.ll / determinant,
                covariance: -curvature.le / determinant
            )
        }
    }
}
