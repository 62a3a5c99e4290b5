/// An amount of money in a currency's minor units (Meta's offsets), exact.
///
/// Budgets arrive as integers in minor units, insights as decimal strings in major units; both become this type at the
/// edge. Adding amounts of two currencies is a programmer's error and traps: an account has one currency and every
/// outside row is checked against it before it becomes `Money`.
package struct Money: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    package let minorUnits: Int64
    package let currency: Currency

    package init(minorUnits: Int64, currency: Currency) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// The nearest representable amount to `major` major units; halves round away from zero.
    package init(major: Double, currency: Currency) {
        let scaled = (major * Double(currency.minorUnitsPerMajor)).rounded(.toNearestOrAwayFromZero)
        self.init(minorUnits: Int64(scaled), currency: currency)
    }

    /// Parses Meta's decimal string in major units ("12.34", "0", "1e-2" is refused), rounding half away from zero.
    ///
    /// Returns nil when the text is not a plain decimal number or does not fit.
    package init?(decimal text: String, currency: Currency) {
        var negative = false
        var whole: Int64 = 0
        var digits = 0
        /// Digits behind the point; nil before it.
        var places: Int?
        var fraction: Int64 = 0
        let scale = currency.minorUnitsPerMajor
        let kept = scale == 100 ? 2 : 0
        for (index, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "-") where index == 0: negative = true
            case UInt8(ascii: ".") where places == nil: places = 0
            case 48...57:
                let digit = Int64(byte) - 48
                digits += 1
                guard let place = places else {
                    let (tens, overflow) = whole.multipliedReportingOverflow(by: 10)
                    let (sum, carry) = tens.addingReportingOverflow(digit)
                    guard !overflow, !carry else { return nil }
                    whole = sum
                    continue
                }
                if place < kept { fraction = fraction * 10 + digit }
                if place == kept, digit >= 5 { fraction += 1 }
                places = place + 1
            default: return nil  // Nothing else stands in a plain decimal number.
            }
        }
        guard digits > 0 else { return nil }
        for _ in min(places ?? 0, kept)..<kept { fraction *= 10 }
        let (scaled, overflow) = whole.multipliedReportingOverflow(by: scale)
        let (magnitude, carry) = scaled.addingReportingOverflow(fraction)
        guard !overflow, !carry else { return nil }
        self.init(minorUnits: negative ? -magnitude : magnitude, currency: currency)
    }

    package static func zero(_ currency: Currency) -> Money { Money(minorUnits: 0, currency: currency) }

    package var major: Double { Double(minorUnits) / Double(currency.minorUnitsPerMajor) }

    package static func + (left: Money, right: Money) -> Money {
        precondition(left.currency == right.currency, "adding \(left.currency) to \(right.currency)")
        return Money(minorUnits: left.minorUnits + right.minorUnits, currency: left.currency)
    }

    package static func - (left: Money, right: Money) -> Money {
        precondition(left.currency == right.currency, "subtracting \(right.currency) from \(left.currency)")
        return Money(minorUnits: left.minorUnits - right.minorUnits, currency: left.currency)
    }

    /// Scaled and rounded down, so that a product never exceeds a cap by rounding.
    package func scaledDown(by factor: Double) -> Money {
        Money(minorUnits: Int64((Double(minorUnits) * factor + 1e-9).rounded(.down)), currency: currency)
    }

    package static func < (left: Money, right: Money) -> Bool {
        precondition(left.currency == right.currency, "comparing \(left.currency) with \(right.currency)")
        return left.minorUnits < right.minorUnits
    }

    /// As people read it: "$1,234.50", "¥1,200", "-€3.00".
    package var description: String {
        let scale = currency.minorUnitsPerMajor
        let magnitude = minorUnits.magnitude
        var text = Self.grouped(magnitude / UInt64(scale))
        if scale == 100 {
            let cents = magnitude % 100
            text += cents < 10 ? ".0\(cents)" : ".\(cents)"
        }
        return (minorUnits < 0 ? "-" : "") + currency.symbol + text
    }

    private static func grouped(_ value: UInt64) -> String {
        let digits = String(value)
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return result
    }
}
