/// Split-conformal bounds on a residual: how far outcomes fell from predictions on cases that the predictions had not
/// seen (Vovk, Gammerman and Shafer 2005; both tails on their own, Romano, Patterson and Candès 2019).
///
/// Where cases are exchangeable, a new residual lies within `likely` 80 and within `wide` 95 times in a hundred.
package struct ConformalBounds: Sendable, Hashable, Codable {
    package let likely: ClosedRange<Double>
    package let wide: ClosedRange<Double>

    /// Nil below 40 residuals, where nothing is known of the outer 2.5 %.
    package init?(residuals: [Double]) {
        guard residuals.count >= 40 else { return nil }
        let sorted = residuals.sorted()
        // The finite-sample rank: ceil((n + 1)·p) from below, its mirror image from above.
        func upper(_ probability: Double) -> Double {
            let rank = Int((Double(sorted.count + 1) * probability).rounded(.up))
            return sorted[min(sorted.count, rank) - 1]
        }
        func lower(_ probability: Double) -> Double {
            let rank = Int((Double(sorted.count + 1) * probability).rounded(.down))
            return sorted[max(1, rank) - 1]
        }
        likely = lower(0.1)...upper(0.9)
        wide = lower(0.025)...upper(0.975)
    }
}
