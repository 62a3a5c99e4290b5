import DeanDomain
import Foundation

extension MarketState {
    /// The rows of a report as they are visible now, by object, then time, then hour and segment; empty ones left out.
    package func insights(_ query: MarketInsightQuery) -> [MarketInsight] {
        let buckets = Buckets(query)
        var rowOfObject: [Int: Int] = [:]
        var objects: [Int] = []
        var sums: [InsightTotals] = []
        for ad in query.ads {
            let object = objectIndex(ofAd: ad, query.level)
            let row: Int
            if let known = rowOfObject[object] {
                row = known
            } else {
                row = objects.count
                rowOfObject[object] = row
                objects.append(object)
                sums.append(contentsOf: repeatElement(InsightTotals(), count: buckets.count))
            }
            add(ad, to: &sums, base: row * buckets.count, buckets)
        }
        var rows: [MarketInsight] = []
        for (index, object) in objects.enumerated() {
            let people = people(ofObject: object, query)
            for bucket in 0..<buckets.count {
                var totals = sums[index * buckets.count + bucket]
                guard !totals.isEmpty else { continue }
                totals.people = people * AudienceTraits.reachable
                let days = buckets.days(bucket)
                let row = MarketInsight(
                    object: object,
                    first: days.lowerBound,
                    last: days.upperBound,
                    hour: query.byHour ? bucket % 24 : nil,
                    totals: totals
                )
                rows += query.segments.isEmpty ? [row] : split(row, query)
            }
        }
        return rows
    }

    private func objectIndex(ofAd ad: Int, _ level: ObjectKind) -> Int {
        switch level {
        case .ad, .creative: ad
        case .adSet: ads[ad].adSet
        case .campaign: adSets[ads[ad].adSet].campaign
        case .account: account(ofAd: ad)
        }
    }

    private func people(ofObject object: Int, _ query: MarketInsightQuery) -> Double {
        switch query.level {
        case .ad, .creative: adSets[ads[object].adSet].audience.people
        case .adSet: adSets[object].audience.people
        case .campaign: campaigns[object].adSets.reduce(0) { $0 + adSets[$1].audience.people }
        case .account:
            accounts[object].campaigns.flatMap { campaigns[$0].adSets }.reduce(0) { $0 + adSets[$1].audience.people }
        }
    }

    private func add(_ ad: Int, to sums: inout [InsightTotals], base: Int, _ buckets: Buckets) {
        let account = account(ofAd: ad)
        let first = ads[ad].delivery.firstPeriod
        for (index, cell) in ads[ad].delivery.cells.enumerated() {
            guard cell.impressions > 0 || cell.spend > 0 else { continue }
            let period = accounts[account].periods[first + index]
            guard buckets.covers(period.day) else { continue }
            if buckets.byHour, period.hours > 1 {
                for (hour, part) in Self.spread(cell, over: period, accounts[account].calendar) {
                    sums[base + buckets.index(day: period.day, hour: hour)].add(part)
                }
            } else {
                sums[base + buckets.index(day: period.day, hour: period.hour)].add(cell)
            }
        }
        let outages = outages(ofAd: ad)
        for conversion in ads[ad].delivery.conversions
        where buckets.covers(conversion.day) && conversion.hour < nowHour && conversion.isReported(by: nowHour, outages)
        {
            sums[base + buckets.index(day: conversion.day, hour: conversion.localHour)].add(conversion)
        }
    }

    /// Hourly rows of a period that was simulated at one go.
    private static func spread(
        _ cell: DeliveryCell,
        over period: DeliveryPeriod,
        _ calendar: AccountCalendar
    ) -> [(hour: Int, cell: DeliveryCell)] {
        let hours = (0..<period.hours).map { calendar.local(period.startHour + $0).hour }
        let weights = hours.map { DayShape.attention[$0] }
        func parts(_ value: Int64) -> [Int64] { Apportionment.split(value, by: weights) }
        let spend = parts(cell.spend)
        let fields: [WritableKeyPath<DeliveryCell, Int32>] = [
            \.impressions, \.clicks, \.linkClicks, \.landingPageViews, \.addToCarts, \.videoViews, \.thruplays,
        ]
        var cells = hours.indices.map { DeliveryCell(spend: spend[$0]) }
        for field in fields {
            for (index, part) in parts(Int64(cell[keyPath: field])).enumerated() {
                cells[index][keyPath: field] = Int32(part)
            }
        }
        return Array(zip(hours, cells)).map { (hour: $0.0, cell: $0.1) }
    }

    /// A row's parts by segment; they add up to the row.
    private func split(_ row: MarketInsight, _ query: MarketInsightQuery) -> [MarketInsight] {
        let shown = query.segments.map(\.share)
        let acted = query.segments.map { $0.share * $0.fit }
        let bought = query.segments.map { $0.share * $0.fit * $0.fit }
        var parts = query.segments.map { segment in
            var part = row
            part.segment = segment
            part.totals = InsightTotals()
            part.totals.people = row.totals.people * segment.share
            return part
        }
        func assign(_ field: WritableKeyPath<InsightTotals, Int>, _ weights: [Double]) {
            let values = Apportionment.split(Int64(row.totals[keyPath: field]), by: weights)
            for (index, value) in values.enumerated() { parts[index].totals[keyPath: field] = Int(value) }
        }
        for field in [\InsightTotals.impressions, \.videoViews, \.thruplays] { assign(field, shown) }
        for field in [\InsightTotals.clicks, \.linkClicks, \.landingPageViews] { assign(field, acted) }
        for field in [\InsightTotals.addToCarts, \.purchases, \.leads] { assign(field, bought) }
        for (index, value) in Apportionment.split(row.totals.spend, by: shown).enumerated() {
            parts[index].totals.spend = value
        }
        let purchases = parts.map { Double($0.totals.purchases) }
        if row.totals.purchases > 0 {
            for (index, value) in Apportionment.split(row.totals.revenue, by: purchases).enumerated() {
                parts[index].totals.revenue = value
            }
        }
        return parts.filter { !$0.totals.isEmpty }
    }
}

/// Splits whole numbers in proportion, by largest remainders: the parts add up to the whole.
enum Apportionment {
    static func split(_ value: Int64, by weights: [Double]) -> [Int64] {
        let total = weights.reduce(0, +)
        guard total > 0, value != 0 else { return weights.map { _ in 0 } }
        let exact = weights.map { Double(value) * $0 / total }
        var parts = exact.map { Int64($0.rounded(.down)) }
        var left = value - parts.reduce(0, +)
        let order = exact.indices.sorted {
            (exact[$0] - exact[$0].rounded(.down), $1) > (exact[$1] - exact[$1].rounded(.down), $0)
        }
        for index in order where left > 0 {
            parts[index] += 1
            left -= 1
        }
        return parts
    }
}

/// Where in a report's time a day and hour belong.
private struct Buckets {
    let range: ClosedRange<AccountDay>
    let byHour: Bool
    let count: Int
    private let ranges: [ClosedRange<AccountDay>]
    private let bucketOfDay: [Int]

    init(_ query: MarketInsightQuery) {
        range = query.days
        byHour = query.byHour
        var ranges: [ClosedRange<AccountDay>] = []
        var bucketOfDay: [Int] = []
        var day = query.days.lowerBound
        while day <= query.days.upperBound {
            let end: AccountDay
            switch query.increment {
            case .all: end = query.days.upperBound
            case .days(let count): end = min(day + (count - 1), query.days.upperBound)
            case .monthly:
                let (year, month, _) = day.civil
                let next = AccountDay(year: month == 12 ? year + 1 : year, month: month % 12 + 1, day: 1)
                end = min((next ?? day + 1) - 1, query.days.upperBound)
            }
            bucketOfDay += repeatElement(ranges.count, count: end - day + 1)
            ranges.append(day...end)
            day = end + 1
        }
        self.ranges = ranges
        self.bucketOfDay = bucketOfDay
        count = ranges.count * (query.byHour ? 24 : 1)
    }

    func covers(_ day: Int) -> Bool { day >= range.lowerBound.ordinal && day <= range.upperBound.ordinal }

    func index(day: Int, hour: Int) -> Int {
        let bucket = bucketOfDay[day - range.lowerBound.ordinal]
        return byHour ? bucket * 24 + hour : bucket
    }

    func days(_ index: Int) -> ClosedRange<AccountDay> { ranges[byHour ? index / 24 : index] }
}
