import DeanAnalysis
package import DeanDomain
import Foundation

/// Numbers as people read them, in one currency.
struct Wording: Sendable {
    let currency: Currency

    func money(_ minorUnits: Int64) -> String { Money(minorUnits: minorUnits, currency: currency).description }

    func money(_ minorUnits: Double) -> String {
        minorUnits.isFinite && abs(minorUnits) < 9e15 ? money(Int64(minorUnits.rounded())) : "unknown"
    }

    /// "$8.20 (90 % interval $6.90 to $9.80)".
    func interval(_ posterior: CostPosterior) -> String {
        let range = posterior.interval(0.9)
        return "\(money(posterior.median)) (90 % interval \(money(range.lowerBound)) to \(money(range.upperBound)))"
    }

    static func percent(_ share: Double, places: Int = 0) -> String { number(share * 100, places: places) + " %" }

    static func ratio(_ value: Double) -> String { number(value, places: 2) }

    static func count(_ value: Double) -> String { number(value, places: value == value.rounded() ? 0 : 1) }

    static func number(_ value: Double, places: Int) -> String { String(format: "%.\(places)f", value) }
}

extension GoalKey {
    /// The goal's core event, singular; the plural takes an s.
    package var eventName: String {
        switch self {
        case .sales: "purchase"
        case .streams: "smart-link click"
        case .presave: "presave"
        case .virality: "thruplay"
        case .followers: "profile view"
        case .buildAudience: "lead"
        case .fanSegmentation: "link click"
        }
    }
}

extension ObjectRef {
    /// The name in quotation marks: outside text, never anything but a name.
    var quoted: String { "“\(IntentTag.untagged(name))”" }
}
