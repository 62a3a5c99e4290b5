import DeanDomain

/// The readings of a file, one per object, day and breakdown; with breakdowns also their sum, because decisions read
/// days as a whole.
struct RowTotals {
    private struct Key: Hashable {
        var object: ObjectID
        var day: AccountDay
        var breakdown: String?
    }

    private let summed: Bool
    private var lines: [Key: Int] = [:]
    private var details: [InsightRow] = []
    private var sums: [Key: InsightRow] = [:]
    private var order: [Key] = []

    init(summed: Bool) {
        self.summed = summed
    }

    var rows: [InsightRow] { summed ? order.compactMap { sums[$0] } + details : details }

    /// The line on which the same reading stood before, in which case this one is not taken.
    mutating func add(_ row: InsightRow, line: Int) -> Int? {
        let key = Key(object: row.objectID, day: row.day, breakdown: row.breakdown)
        if let earlier = lines[key] { return earlier }
        lines[key] = line
        details.append(row)
        guard summed else { return nil }
        let whole = Key(object: row.objectID, day: row.day, breakdown: nil)
        if sums[whole] == nil { order.append(whole) }
        sums[whole] = sums[whole].map { $0.adding(row) } ?? row.asWhole
        return nil
    }
}

extension InsightRow {
    /// People may be in several parts of a breakdown, so reach does not add up.
    fileprivate var asWhole: InsightRow {
        var whole = self
        whole.breakdown = nil
        whole.reach = nil
        return whole
    }

    fileprivate func adding(_ part: InsightRow) -> InsightRow {
        var sum = self
        sum.spend = spend + part.spend
        sum.impressions += part.impressions
        sum.clicks += part.clicks
        sum.linkClicks += part.linkClicks
        sum.thruplays += part.thruplays
        sum.actions.merge(part.actions, uniquingKeysWith: +)
        sum.actionValues.merge(part.actionValues, uniquingKeysWith: +)
        return sum
    }
}
