package import DeanDomain
import Foundation

/// How tired people are of the ads; a row stands until it says something else.
extension Store {
    private static let fatigueColumns = [
        "creative_id", "probability", "is_tired", "since_day", "change", "change_low", "change_high", "days_left",
    ]

    /// All judged ads of the account; those that are not among them any more end.
    ///
    /// Returns how many rows were written.
    @discardableResult
    package func keep(fatigue records: [FatigueRecord], account: AccountID, at moment: Timestamp) async throws -> Int {
        let rows = records.map { record in
            var print = Fingerprint()
            print.add(record.creativeID?.rawValue)
            print.add(Int64((record.probability * 20).rounded()))
            print.add(record.isTired ? 1 : 0)
            print.add(record.isTired ? record.since?.ordinal ?? 0 : 0)
            print.add(record.isTired ? Int64(((record.change ?? 0) * 20).rounded()) : 0)
            print.add(record.daysLeft.map { Int64(($0 / 5).rounded()) } ?? -1)
            return KeptRows.Row(
                key: record.ad.rawValue,
                fingerprint: print.value,
                values: [
                    .raw(record.creativeID), .real(record.probability), .flag(record.isTired),
                    .number(record.since?.ordinal), .number(record.change), .number(record.changeLow),
                    .number(record.changeHigh), .number(record.daysLeft),
                ]
            )
        }
        let kept = KeptRows(table: "fatigue_analysis", columns: Self.fatigueColumns, rows: rows)
        return try await keep(kept, account: account, at: moment)
    }

    package func fatigue(_ account: AccountID) async throws -> [FatigueRecord] {
        try await kept("fatigue_analysis", columns: Self.fatigueColumns, account: account).map { row in
            FatigueRecord(
                ad: try row.raw("object_key"),
                creativeID: try row.optionalRaw("creative_id"),
                probability: try row.real("probability"),
                isTired: try row.flag("is_tired"),
                since: try row.optionalNumber("since_day").map { AccountDay(ordinal: $0) },
                change: try row.optionalReal("change"),
                changeLow: try row.optionalReal("change_low"),
                changeHigh: try row.optionalReal("change_high"),
                daysLeft: try row.optionalReal("days_left")
            )
        }
    }

    private static let decayColumns = [
        "rate", "age_slope", "age_deviation", "impressions_slope", "impressions_deviation", "frequency_slope",
        "frequency_deviation",
    ]

    @discardableResult
    package func keep(decay records: [DecayRecord], account: AccountID, at moment: Timestamp) async throws -> Int {
        let rows = records.map { record in
            var print = Fingerprint()
            let slopes = [record.age, record.impressions, record.frequency]
            for slope in slopes {
                // Half of its own uncertainty makes no other slope, nor does an uncertainty that grew by a quarter.
                print.add(slope.map { Int64(($0.perUnit / max($0.deviation, 1e-9)).rounded()) } ?? .min)
                print.add(slope.map { Int64((log10($0.deviation) * 5).rounded()) } ?? .min)
            }
            return KeptRows.Row(
                key: "\(record.ad) \(record.rate.rawValue)",
                fingerprint: print.value,
                values: [.raw(record.rate)] + slopes.flatMap { [.number($0?.perUnit), .number($0?.deviation)] }
            )
        }
        let kept = KeptRows(table: "performance_decay", columns: Self.decayColumns, rows: rows)
        return try await keep(kept, account: account, at: moment)
    }

    package func decay(_ account: AccountID) async throws -> [DecayRecord] {
        try await kept("performance_decay", columns: Self.decayColumns, account: account).map { row in
            func slope(_ name: String) throws -> DecayRecord.Slope? {
                guard let perUnit = try row.optionalReal("\(name)_slope") else { return nil }
                return DecayRecord.Slope(perUnit: perUnit, deviation: try row.real("\(name)_deviation"))
            }
            let key = try row.text("object_key")
            return DecayRecord(
                ad: ObjectID(String(key.prefix { $0 != " " })),
                rate: try row.raw("rate"),
                age: try slope("age"),
                impressions: try slope("impressions"),
                frequency: try slope("frequency")
            )
        }
    }
}
