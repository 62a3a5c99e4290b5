import DeanDomain
import Foundation

/// Turns hours since 1970 into an account's days, 23 and 25 hours long ones included.
struct AccountCalendar: Sendable {
    let zone: TimeZone

    /// The account day's ordinal and its local hour.
    func local(_ hour: Int) -> (day: Int, hour: Int) {
        let moment = Timestamp(seconds: Int64(hour) * 3600)
        let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment.seconds)))
        let day = AccountDay(moment, in: zone).ordinal
        return (day, (hour * 3600 + offset - day * 86_400) / 3600)
    }

    /// The first hour that starts in `day`.
    func firstHour(of day: Int) -> Int {
        let seconds = AccountDay(ordinal: day).start(in: zone).seconds
        return Int((seconds + 3599) / 3600)
    }

    /// The periods of `day` from `start` on; `length` local hours each, cut where the day ends.
    func periods(of day: Int, from start: Int, length: Int) -> [DeliveryPeriod] {
        let first = firstHour(of: day)
        let end = firstHour(of: day + 1)
        let locals = (first..<end).map { local($0).hour }
        let total = locals.reduce(0) { $0 + DayShape.attention[$1] }
        let weekday = AccountDay(ordinal: day).weekday
        var periods: [DeliveryPeriod] = []
        var hour = max(first, start)
        while hour < end {
            var next = hour + 1
            while next < end, locals[next - first] % length != 0 { next += 1 }
            let attention = (hour..<next).map { DayShape.attention[locals[$0 - first]] }
            let weight = attention.reduce(0, +)
            func average(_ shape: [Double]) -> Double {
                zip(hour..<next, attention).reduce(0) { $0 + shape[locals[$1.0 - first]] * $1.1 } / weight
            }
            periods.append(
                DeliveryPeriod(
                    startHour: hour,
                    hours: next - hour,
                    day: day,
                    hour: locals[hour - first],
                    share: weight / total,
                    price: average(DayShape.price) * DayShape.weekdayPrice[weekday],
                    mood: average(DayShape.mood) * DayShape.weekdayMood[weekday]
                )
            )
            hour = next
        }
        return periods
    }
}
