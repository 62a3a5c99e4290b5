/// One probability that was stated, and whether what it was about came true.
package struct StatedOutcome: Sendable, Hashable {
    /// 0...1.
    package let stated: Double
    package let met: Bool
    /// Days since it was stated.
    package let age: Double

    package init(stated: Double, met: Bool, age: Double = 0) {
        self.stated = min(1, max(0, stated))
        self.met = met
        self.age = max(0, age)
    }
}
