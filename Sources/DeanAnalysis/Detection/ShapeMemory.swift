import DeanDomain
import Foundation

/// Shapes that a series has shown, and how far its latest shape is from all of them.
///
/// A shape is the latest values at even distances, each a mean over that distance. A shape is remembered once the series
/// has left it, and only if it was novel; when the memory is full it takes a random place, so that old habits fade.
struct ShapeMemory {
    private static let capacity = 300
    private static let novel = 0.9
    /// Squares beyond this would leave single precision.
    private static let farthest = 1e17

    private let length: Int
    private let distance: Int
    private let span: Int
    private var recent: [Double]
    private var means: [Float]
    private var novelties: [Double]
    private var shapes: [SIMD8<Float>] = []
    private var stored = 0
    private var latest: [SIMD8<Float>]
    private var rows = 0
    private var origin = 0.0
    private var scale = 0.0
    private var tail = SlidingTail()
    private var random = SeededRandom(seed: 20_141_101)

    /// - Parameters:
    ///   - length: values in a shape, a multiple of 8.
    ///   - distance: rows between two of them.
    init(length: Int, distance: Int) {
        self.length = length
        self.distance = distance
        span = (length - 1) * distance + 1
        recent = [Double](repeating: 0, count: distance)
        means = [Float](repeating: 0, count: 2 * span + 1)
        novelties = [Double](repeating: 0, count: span)
        latest = [SIMD8<Float>](repeating: SIMD8<Float>(), count: length / 8)
        shapes.reserveCapacity(Self.capacity * length / 8)
    }

    /// −ln of the chance of a shape this novel.
    mutating func observe(_ value: Double) -> Double {
        // Single precision is enough once the series' own level and scale are taken out.
        if rows == 0 { origin = value }
        let distant = value - origin
        if scale == 0, distant != 0 { scale = abs(distant).binade }
        recent[rows % distance] = scale > 0 ? min(max(distant / scale, -Self.farthest), Self.farthest) : 0
        let filled = min(rows + 1, distance)
        var sum = 0.0
        for index in 0..<filled { sum += recent[index] }
        means[rows % means.count] = Float(sum / Double(filled))
        defer { rows += 1 }
        guard rows >= span + distance else { return 0 }
        let novelty = noveltyNow()
        var surprise = 0.0
        if let novelty {
            surprise = tail.surpriseAbove(novelty)
        }
        remember()
        novelties[rows % span] = novelty ?? .infinity
        if let novelty { tail.add(novelty) }
        return surprise
    }

    private mutating func noveltyNow() -> Double? {
        load(endingAt: rows)
        guard stored > 0 else { return nil }
        let width = length / 8
        var least = Float.infinity
        shapes.withUnsafeBufferPointer { shapes in
            latest.withUnsafeBufferPointer { latest in
                for start in stride(from: 0, to: stored * width, by: width) {
                    var squares = SIMD8<Float>()
                    for part in 0..<width {
                        let difference = latest[part] - shapes[start + part]
                        squares += difference * difference
                    }
                    least = min(least, squares.sum())
                }
            }
        }
        return Double(least / Float(length)).squareRoot()
    }

    private mutating func remember() {
        let left = rows - span
        guard left >= span + distance else { return }
        let novelty = novelties[left % span]
        guard stored < Self.capacity / 4 || novelty >= tail.quantile(Self.novel) ?? 0 else { return }
        load(endingAt: left)
        let width = length / 8
        if stored < Self.capacity {
            shapes.append(contentsOf: latest)
            stored += 1
        } else {
            let place = Int(random.next() % UInt64(Self.capacity)) * width
            for part in 0..<width { shapes[place + part] = latest[part] }
        }
    }

    private mutating func load(endingAt row: Int) {
        for index in 0..<length {
            latest[index / 8][index % 8] = means[(row - index * distance) % means.count]
        }
    }
}
