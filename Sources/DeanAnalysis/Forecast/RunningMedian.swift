enum RunningMedian {
    /// The median over `half` values on each side; shorter at the ends.
    static func centred(_ values: [Double], half: Int) -> [Double] {
        var window = values.prefix(half).sorted()
        return values.indices.map { index in
            if index + half < values.count {
                let value = values[index + half]
                window.insert(value, at: position(of: value, in: window))
            }
            if index - half - 1 >= 0 {
                let value = values[index - half - 1]
                window.remove(at: position(of: value, in: window))
            }
            let middle = window.count / 2
            return window.count % 2 == 1 ? window[middle] : (window[middle - 1] + window[middle]) / 2
        }
    }

    private static func position(of value: Double, in sorted: [Double]) -> Int {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
