/// Nelder and Mead's search (1965, https://doi.org/10.1093/comjnl/7.4.308) for the least value of a function.
enum Simplex {
    /// Starts around `start` with steps of the given size, and ends after so many evaluations.
    static func minimise(
        from start: [Double],
        step: Double,
        evaluations: Int,
        _ function: ([Double]) -> Double
    ) -> [Double] {
        let n = start.count
        guard n > 0 else { return start }
        var points = [start]
        for axis in 0..<n {
            var point = start
            point[axis] += step
            points.append(point)
        }
        var values = points.map(function)
        var used = values.count
        func along(_ from: [Double], _ to: [Double], _ share: Double) -> [Double] {
            zip(from, to).map { $0 + share * ($1 - $0) }
        }
        while used < evaluations {
            let order = values.indices.sorted { values[$0] < values[$1] }
            points = order.map { points[$0] }
            values = order.map { values[$0] }
            var centre = [Double](repeating: 0, count: n)
            for point in points.dropLast() { for axis in 0..<n { centre[axis] += point[axis] / Double(n) } }
            let reflected = along(centre, points[n], -1)
            let value = function(reflected)
            used += 1
            if value < values[0] {
                let expanded = along(centre, points[n], -2)
                let further = function(expanded)
                used += 1
                (points[n], values[n]) = further < value ? (expanded, further) : (reflected, value)
            } else if value < values[n - 1] {
                (points[n], values[n]) = (reflected, value)
            } else {
                let outside = value < values[n]
                let contracted = along(centre, outside ? reflected : points[n], 0.5)
                let nearer = function(contracted)
                used += 1
                if nearer < min(value, values[n]) {
                    (points[n], values[n]) = (contracted, nearer)
                } else {
                    for index in 1...n {
                        points[index] = along(points[0], points[index], 0.5)
                        values[index] = function(points[index])
                        used += 1
                    }
                }
            }
        }
        return points[values.indices.min { values[$0] < values[$1] } ?? 0]
    }
}
