/// Means and medians over a window that slides along a series.
package enum MovingAverage {
    /// The mean over a window around each value; the ends take the nearest full window.
    package static func centred(_ values: [Double], window: Int) -> [Double] {
        let n = values.count
        guard n > 0 else { return [] }
        guard window > 1, n > window else {
            return [Double](repeating: values.reduce(0, +) / Double(n), count: n)
        }
        let even = window % 2 == 0
        let half = window / 2
        var sum = values[0..<(even ? window : window)].reduce(0, +)
        var result = [Double](repeating: 0, count: n)
        let last = n - 1 - half
        for centre in half...last {
            if even {
                // Sum holds values[centre - half ..< centre + half].
                result[centre] = (sum + 0.5 * (values[centre + half] - values[centre - half])) / Double(window)
                sum += values[centre + half] - values[centre - half]
            } else {
                result[centre] = sum / Double(window)
                if centre < last { sum += values[centre + half + 1] - values[centre - half] }
            }
        }
        for index in 0..<half { result[index] = result[half] }
        for index in (last + 1)..<n { result[index] = result[last] }
        return result
    }
}
