import DeanDomain
import DeanSlack

/// Numbers as people read them.
extension Layout {
    /// "1 change", "2 changes", "1,200 changes".
    static func count(_ count: Int, _ noun: String, plural: String? = nil) -> String {
        "\(grouped(Int64(count))) \(count == 1 ? noun : plural ?? noun + "s")"
    }

    /// Events may be fractions, since Meta models some of them: "12.5 purchases".
    static func events(_ value: Double, _ noun: String) -> String {
        let text = decimal(value, places: 1)
        return "\(text) \(text == "1" ? noun : noun + "s")"
    }

    /// A number of major units or percent as it is written by hand: "40", "2.5".
    static func number(_ value: Double) -> String { decimal(value, places: 2) }

    /// An amount from a configuration; without its currency, which is each account's own, a bare number.
    static func money(_ major: Double, _ currency: Currency?) -> String {
        currency.map { Money(major: major, currency: $0).description } ?? number(major)
    }

    /// Always two places, so that ratios stand in line: "2.40".
    static func ratio(_ value: Double) -> String { fixed(value, places: 2) }

    /// Three places: scores differ in the second and third.
    static func score(_ value: Double) -> String { fixed(value, places: 3) }

    static func percent(_ share: Double, places: Int = 0) -> String { fixed(share * 100, places: places) + " %" }

    /// Rounded down, because "100 % of the conversions have arrived" must be true.
    static func arrived(_ share: Double) -> String { percent((share * 100).rounded(.down) / 100) }

    /// "+4 %", "-3 %", "0 %"; nil where there is nothing to compare with.
    static func change(_ now: Double?, _ before: Double?) -> String? {
        guard let now, let before, before > 0 else { return nil }
        let text = percent(now / before - 1)
        return text.hasPrefix("-") || text == "0 %" ? text : "+" + text
    }

    /// "+$320.00", "-$20.00".
    static func signed(_ money: Money) -> String { money.minorUnits > 0 ? "+\(money)" : "\(money)" }

    /// "93 % sure (high)".
    static func confidence(_ confidence: Confidence) -> Mrkdwn {
        "\(sureness(confidence)) % sure (\(confidence.band.rawValue))"
    }

    /// The least and the most sure of several: "62 % (low) to 97 % (high) sure".
    static func confidence(of actions: [PlannedAction]) -> Mrkdwn? {
        let sorted = actions.map(\.confidence).sorted()
        guard let least = sorted.first, let most = sorted.last else { return nil }
        if sureness(least) == sureness(most) { return confidence(most) }
        return "\(sureness(least)) % (\(least.band.rawValue)) to \(sureness(most)) % (\(most.band.rawValue)) sure"
    }

    /// Rounded down and never 100: nothing that is forecast is certain.
    private static func sureness(_ confidence: Confidence) -> Int {
        min(99, Int((confidence.probability * 100 + 1e-9).rounded(.down)))
    }

    /// "Fri, Nov 20".
    static func day(_ day: AccountDay) -> String {
        let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        return "\(weekdays[day.weekday]), \(date(day))"
    }

    /// "Nov 14–20", "Oct 28 – Nov 3".
    static func days(_ first: AccountDay, _ last: AccountDay) -> String {
        first.civil.month == last.civil.month
            ? "\(date(first))–\(last.civil.day)" : "\(date(first)) – \(date(last))"
    }

    /// "Aug 17–30, 2017", for days that may be of any year.
    static func longDays(_ first: AccountDay, _ last: AccountDay) -> String {
        let (from, to) = (first.civil.year, last.civil.year)
        if from != to { return "\(date(first)), \(from) – \(date(last)), \(to)" }
        return (first == last ? date(first) : days(first, last)) + ", \(to)"
    }

    private static func date(_ day: AccountDay) -> String {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return "\(months[day.civil.month - 1]) \(day.civil.day)"
    }

    /// At most `places` places, without trailing zeros.
    private static func decimal(_ value: Double, places: Int) -> String {
        var text = fixed(value, places: places)
        guard text.contains(".") else { return text }
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return text
    }

    private static func fixed(_ value: Double, places: Int) -> String {
        let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
        // A sum of what Meta reports is far below this; what isn't can't be written as a number.
        guard value.isFinite, abs(value) < 1e15 else { return "unknown" }
        let scaled = Int64((abs(value) * scale).rounded())
        let unit = Int64(scale)
        let sign = value < 0 && scaled > 0 ? "-" : ""
        guard places > 0 else { return sign + grouped(scaled) }
        let digits = String(scaled % unit)
        return sign + grouped(scaled / unit) + "." + String(repeating: "0", count: places - digits.count) + digits
    }

    private static func grouped(_ value: Int64) -> String {
        var result = ""
        let digits = String(value.magnitude)
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return value < 0 ? "-" + result : result
    }
}
