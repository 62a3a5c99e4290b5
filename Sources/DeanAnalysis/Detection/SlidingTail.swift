import Foundation

/// The distribution of the latest values of a stream, and how improbable a further value is under it.
///
/// Below the most extreme hundredth, ranks speak. Beyond, values have the tail that follows from an exponential excess
/// whose scale is known from few values only (a Lomax distribution): peaks over a threshold, as in Siffer et al. 2017,
/// "Anomaly detection in streams with extreme value theory".
struct SlidingTail {
    /// Values that are remembered.
    private static let horizon = 8192
    /// Rows before a value counts: an incident that builds up must not become its own yardstick.
    private static let delay = 5
    private static let fewest = 30
    private static let tail = 0.01
    /// One wild value must not drown what other views of the same row say.
    private static let most = 60.0

    private var waiting: [Double] = []
    private var sorted: [Double] = []
    private var ring: [Double] = []
    private var oldest = 0

    init() {
        sorted.reserveCapacity(Self.horizon)
        ring.reserveCapacity(Self.horizon)
    }

    /// −ln of the chance of a value this extreme on its side; then remembers it.
    mutating func observe(_ value: Double) -> Double {
        defer { add(value) }
        return max(surpriseAbove(value), surpriseBelow(value))
    }

    mutating func add(_ value: Double) {
        waiting.append(value)
        if waiting.count > Self.delay { remember(waiting.removeFirst()) }
    }

    private mutating func remember(_ value: Double) {
        guard ring.count == Self.horizon else {
            ring.append(value)
            sorted.insert(value, at: firstIndex(notBelow: value))
            return
        }
        let leaving = firstIndex(notBelow: ring[oldest])
        ring[oldest] = value
        oldest = (oldest + 1) % Self.horizon
        let arriving = firstIndex(notBelow: value)
        // Only what lies between the two places moves.
        sorted.withUnsafeMutableBufferPointer { values in
            guard let base = values.baseAddress else { return }
            if arriving > leaving {
                memmove(base + leaving, base + leaving + 1, (arriving - 1 - leaving) * MemoryLayout<Double>.stride)
                values[arriving - 1] = value
            } else {
                memmove(base + arriving + 1, base + arriving, (leaving - arriving) * MemoryLayout<Double>.stride)
                values[arriving] = value
            }
        }
    }

    /// −ln of the chance of a value this high; 0 while there is too little to compare with.
    func surpriseAbove(_ value: Double) -> Double {
        let count = sorted.count
        guard count >= Self.fewest else { return 0 }
        let extreme = max(5, Int(Self.tail * Double(count)))
        let threshold = sorted[count - extreme - 1]
        guard value > threshold else {
            return Self.rankSurprise(count - firstIndex(notBelow: value), of: count)
        }
        var excess = 0.0
        for index in (count - extreme)..<count { excess += sorted[index] - threshold }
        return Self.tailSurprise(value - threshold, excess: excess, extreme: extreme, of: count)
    }

    /// −ln of the chance of a value this low.
    func surpriseBelow(_ value: Double) -> Double {
        let count = sorted.count
        guard count >= Self.fewest else { return 0 }
        let extreme = max(5, Int(Self.tail * Double(count)))
        let threshold = sorted[extreme]
        guard value < threshold else {
            return Self.rankSurprise(firstIndex(notBelow: value.nextUp), of: count)
        }
        var excess = 0.0
        for index in 0..<extreme { excess += threshold - sorted[index] }
        return Self.tailSurprise(threshold - value, excess: excess, extreme: extreme, of: count)
    }

    func quantile(_ share: Double) -> Double? {
        sorted.isEmpty ? nil : sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]
    }

    private static func rankSurprise(_ reaching: Int, of count: Int) -> Double {
        -log(Double(reaching + 1) / Double(count + 1))
    }

    private static func tailSurprise(_ beyond: Double, excess: Double, extreme: Int, of count: Int) -> Double {
        // Without any spread in the tail nothing says how far is far.
        guard excess > 0 else { return most / 2 }
        let scale = excess / Double(extreme)
        let shape = Double(min(extreme, 6))
        return min(most, -log(Double(extreme) / Double(count)) + shape * log1p(beyond / scale / shape))
    }

    private func firstIndex(notBelow value: Double) -> Int {
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
