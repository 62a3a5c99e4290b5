/// What is assumed of how cumulative means go on, where a test's own course can't say it.
///
/// The standing values were fitted by hand on 21 published experiments; `dean-benchmarks means` refits them without the
/// experiment that they are scored on.
package struct DriftAssumptions: Sendable, Hashable {
    /// Days differ more than independent units would: this multiplies the variance of a mean.
    package var overdispersion = 1.5
    /// Relative standard deviation of what becomes of an effect until the end.
    package var fading = 0.3
    /// Units come with this share of the exponent of time that they came with so far.
    package var slowdown = 0.68
    /// Standard deviation of the exponent of time of a mean.
    package var slopeDeviation = 0.2
    /// Relative standard deviation of the logarithm of the time that is still to pass.
    package var timeDeviation = 0.25

    package init() {}
}
