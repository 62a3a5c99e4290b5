import DeanDomain
import Foundation

/// Times and numbers as Meta writes them.
enum GraphFormat {
    /// "2026-11-21T04:05:06-0500", in the account's zone.
    static func time(_ moment: Timestamp, in zone: TimeZone) -> GraphJSON {
        let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment.seconds)))
        let local = Timestamp(seconds: moment.seconds + Int64(offset)).description.dropLast()
        let minutes = abs(offset) / 60
        let sign = offset < 0 ? "-" : "+"
        return .string(local + sign + twoDigits(minutes / 60) + twoDigits(minutes % 60))
    }

    /// An amount of minor units as a decimal string in major units.
    static func money(_ minor: Int64, _ currency: Currency) -> String {
        guard currency.minorUnitsPerMajor == 100 else { return String(minor) }
        let cents = minor.magnitude % 100
        return (minor < 0 ? "-" : "") + String(minor.magnitude / 100) + "." + twoDigits(Int(cents))
    }

    /// At most six decimals, no trailing zeros.
    static func decimal(_ value: Double) -> String {
        let scaled = Int64((value * 1_000_000).rounded())
        guard scaled % 1_000_000 != 0 else { return String(scaled / 1_000_000) }
        var digits = String(scaled.magnitude % 1_000_000)
        digits = String(repeating: "0", count: 6 - digits.count) + digits
        while digits.last == "0" { digits.removeLast() }
        return (scaled < 0 ? "-" : "") + String(scaled.magnitude / 1_000_000) + "." + digits
    }

    static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
}
