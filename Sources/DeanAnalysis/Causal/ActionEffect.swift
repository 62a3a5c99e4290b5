/// What an action changed over the days after it, against what would have been without it.
package struct ActionEffect: Sendable, Hashable {
    /// A mean and its 90 % interval.
    package struct Estimate: Sendable, Hashable {
        package let mean: Double
        package let interval: ClosedRange<Double>

        init(_ draws: [Double]) {
            let sorted = draws.sorted()
            let last = Double(sorted.count - 1)
            mean = draws.reduce(0, +) / Double(draws.count)
            interval = sorted[Int(0.05 * last)]...sorted[Int((0.95 * last).rounded(.up))]
        }
    }

    /// Unacted objects that it was compared with.
    package let controls: Int
    /// Minor units, over the whole time.
    package let spend: Estimate
    /// Core events, over the whole time, those included that are still to arrive.
    package let events: Estimate
    /// Minor units: the events' value less the spend.
    package let net: Estimate
    /// Log of events per money against what they would have been; nil where it did not run afterwards.
    package let logRate: Estimate?
}
