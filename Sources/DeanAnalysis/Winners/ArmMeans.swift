/// What one arm of a test has shown up to one moment: the mean of a quantity over the units seen so far.
package struct MeanState: Sendable, Hashable {
    /// Days since the test began.
    package let step: Double
    package let units: Double
    package let mean: Double
    /// Variance between units.
    package let variance: Double

    package init(step: Double, units: Double, mean: Double, variance: Double) {
        self.step = step
        self.units = units
        self.mean = mean
        self.variance = variance
    }
}

/// The course of one arm: cumulative states in order of time, the last one now.
package struct ArmMeans: Sendable, Hashable {
    package let past: [MeanState]
    package let now: MeanState
    /// Units that the arm will still get.
    package let remaining: Double

    package init(past: [MeanState], now: MeanState, remaining: Double) {
        self.past = past
        self.now = now
        self.remaining = remaining
    }

    /// Units at the end of the test.
    var finalUnits: Double { now.units + remaining }
    /// The share of the final units that has been seen.
    var seen: Double { now.units / finalUnits }
}

/// What is believed of an arm's mean at the end of the test.
package struct MeanVerdict: Sendable, Hashable {
    package let chanceOfBest: Double
    package let expectedLoss: Double
    package let decision: ArmDecision
    /// The final difference to the first arm; nil for the first arm.
    package let difference: Difference?

    package struct Difference: Sendable, Hashable {
        package let mean: Double
        /// Holds the final difference with a probability of 90 %.
        package let interval: ClosedRange<Double>
        /// The chance that the difference is above 0.
        package let chanceAbove: Double
    }
}
