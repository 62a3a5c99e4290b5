import Foundation

/// What an object would have done without an action: difference in differences against objects that were left alone.
///
/// Its own rate (events per money) before the action is drawn towards the account's by as much as its events are few:
/// objects are acted on because their last days were extreme, and a plain difference would take the return to the mean
/// for an effect. The rate then moves as the controls' did, with the spread that single controls show around their
/// common movement; so do its daily costs. Recent days count by the share of their events that can have arrived.
package struct Counterfactual: Sendable {
    /// Nearest objects that are compared with.
    static let mostControls = 12
    /// Day-to-day variance over Poisson's, before the controls have spoken.
    static let priorDispersion = 1.3
    /// How far one object's rate and its spend wander from the others' within a week, in logs.
    static let priorWander = 0.2
    static let priorSpendWander = 0.15
    /// Controls that these priors are worth.
    static let priorControls = 5.0
    static let draws = 2000

    private let treated: FollowedSeries
    private let controls: [FollowedSeries]
    private let prior: GammaPrior

    /// Nil when the object did not run before, or nothing says what an event costs.
    ///
    /// `prior` is what is believed of a rate in this account; without one it is learned from the series themselves.
    package init?(of treated: FollowedSeries, against others: [FollowedSeries], prior: GammaPrior? = nil) {
        let usable = others.filter { $0.exposureBefore > 0 && $0.exposureAfter > 0 }
        let observations = (usable + [treated]).map {
            GammaPrior.Observation(events: $0.eventsBefore, exposure: $0.exposureBefore)
        }
        guard treated.exposureBefore > 0, let prior = prior ?? GammaPrior.fit(observations) else { return nil }
        self.treated = treated
        self.prior = prior
        func position(_ series: FollowedSeries) -> (spend: Double, rate: Double) {
            (
                log(max(1, series.dailySpendBefore)),
                log((prior.shape + series.eventsBefore) / (prior.exposure + series.exposureBefore))
            )
        }
        let own = position(treated)
        controls = usable.enumerated().map { index, series in
            let other = position(series)
            return (abs(other.spend - own.spend) + abs(other.rate - own.rate), index, series)
        }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.prefix(Self.mostControls).map(\.2)
    }

    /// The effect over the days after, an event being worth `value` minor units.
    package func effect(value: Double, seed: UInt64) -> ActionEffect {
        let dispersion = dispersion
        let rate = rateMovement(dispersion)
        let cost = spendMovement
        let days = Double(treated.after.count)
        var random = NormalDraws(seed: seed)
        var spends: [Double] = []
        var events: [Double] = []
        var nets: [Double] = []
        var ratios: [Double] = []
        let ran = treated.exposureAfter > 0
        for _ in 0..<Self.draws {
            let before =
                random.gamma(prior.shape + treated.eventsBefore / dispersion)
                / (prior.exposure + treated.exposureBefore / dispersion)
            let expected = before * exp(rate.mean + rate.deviation * random.next())
            let spend = treated.dailySpendBefore * days * exp(cost.mean + cost.deviation * random.next())
            var seen = 0.0
            if ran {
                // Half an event's weight of no effect keeps an empty week from proving everything.
                let after =
                    random.gamma(0.5 + treated.eventsAfter / dispersion)
                    / (0.5 / expected + treated.exposureAfter / dispersion)
                seen = after * treated.spendAfter
                ratios.append(log(after / expected))
            }
            spends.append(treated.spendAfter - spend)
            events.append(seen - expected * spend)
            nets.append(value * (seen - expected * spend) - (treated.spendAfter - spend))
        }
        return ActionEffect(
            controls: controls.count,
            spend: ActionEffect.Estimate(spends),
            events: ActionEffect.Estimate(events),
            net: ActionEffect.Estimate(nets),
            logRate: ran ? ActionEffect.Estimate(ratios) : nil
        )
    }

    private struct Movement {
        let mean: Double
        /// Of one object around it, what is not known of the mean included.
        let deviation: Double
    }

    /// Pearson's dispersion of the controls' days around their own mean rates.
    private var dispersion: Double {
        var squares = 30 * Self.priorDispersion
        var freedom = 30.0
        for control in controls {
            for days in [control.before, control.after] {
                let exposure = days.reduce(0) { $0 + $1.spend * $1.visible }
                let rate = days.reduce(0) { $0 + $1.events } / max(exposure, 1e-9)
                guard rate > 0 else { continue }
                for day in days where day.spend > 0 {
                    let mean = rate * day.spend * day.visible
                    squares += (day.events - mean) * (day.events - mean) / (mean + 0.1)
                    freedom += mean / (mean + 0.1)
                }
                freedom -= 1
            }
        }
        return max(1, squares / max(1, freedom))
    }

    private func rateMovement(_ dispersion: Double) -> Movement {
        let before = (events: sum(\.eventsBefore), exposure: sum(\.exposureBefore))
        let after = (events: sum(\.eventsAfter), exposure: sum(\.exposureAfter))
        // Two events of no movement, so that controls without any say nothing rather than everything.
        let pooled = (prior.shape + before.events) / (prior.exposure + before.exposure)
        let mean = before.exposure > 0 ? log((2 + after.events) / (2 + pooled * after.exposure)) : 0
        var excess = 0.0
        var scale = 0.0
        for control in controls {
            let weight = prior.shape + control.eventsBefore / dispersion
            let rate = weight / (prior.exposure + control.exposureBefore / dispersion)
            let expected = rate * control.exposureAfter * exp(mean)
            let error = control.eventsAfter - expected
            excess += error * error - expected * dispersion - expected * expected / weight
            scale += expected * expected
        }
        let own = scale > 0 ? max(0, excess / scale) : 0
        let count = Double(controls.count)
        let wander =
            (Self.priorControls * Self.priorWander * Self.priorWander + count * own) / (Self.priorControls + count)
        let sampling = dispersion * (1 / (2 + after.events) + 1 / (2 + before.events))
        return Movement(mean: mean, deviation: (wander * (1 + 1 / max(1, count)) + sampling).squareRoot())
    }

    private var spendMovement: Movement {
        let changes = controls.filter { $0.dailySpendBefore > 0 && $0.dailySpendAfter > 0 }.map {
            log($0.dailySpendAfter / $0.dailySpendBefore)
        }
        let count = Double(changes.count)
        let mean = changes.reduce(0, +) / (count + 1)
        let squares = changes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let prior = Self.priorControls * Self.priorSpendWander * Self.priorSpendWander
        let variance = (prior + squares) / (Self.priorControls + max(0, count - 1))
        return Movement(mean: mean, deviation: (variance * (1 + 1 / (count + 1))).squareRoot())
    }

    private func sum(_ value: (FollowedSeries) -> Double) -> Double { controls.reduce(0) { $0 + value($1) } }
}
