/// One day's money and what it brought.
package struct SpendDay: Sendable, Hashable {
    /// Minor units.
    package let spend: Double
    /// Core events seen so far.
    package let events: Double
    /// The share of the day's final events that is visible by now, 0...1.
    package let visible: Double

    package init(spend: Double, events: Double, visible: Double = 1) {
        self.spend = spend
        self.events = events
        self.visible = visible
    }
}
