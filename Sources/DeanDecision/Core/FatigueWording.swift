import DeanAnalysis
import DeanDomain

/// A creative's fatigue in words.
enum FatigueWording {
    /// "CTR −24 % since 2026-11-12, 90 % interval −31 % to −16 %".
    static func tired(_ fatigue: CreativeFatigue) -> String {
        guard let change = fatigue.clicks?.change else { return "CTR unknown" }
        let since = fatigue.since.map { " since \($0)" } ?? ""
        return "CTR \(Wording.percent(change.change))\(since), 90 % interval "
            + "\(Wording.percent(change.interval.lowerBound)) to \(Wording.percent(change.interval.upperBound))"
    }

    /// Lines for `explain`; `drop` is the share that counts as fatigue.
    static func lines(_ fatigue: CreativeFatigue, drop: Double) -> [EvidenceLine] {
        var lines: [EvidenceLine] = []
        if let clicks = fatigue.clicks {
            let asked = Wording.percent(drop)
            lines.append(
                EvidenceLine(
                    "CTR at least \(asked) below its early level",
                    "probability \(Wording.percent(clicks.probability))"
                        + (fatigue.isTired ? ", \(tired(fatigue))" : "")
                )
            )
            if let left = clicks.timeLeft, !fatigue.isTired {
                lines.append(EvidenceLine("days until it is", words(left)))
            }
            if let slope = clicks.age { lines.append(EvidenceLine("CTR a day of age", words(slope))) }
        }
        if let change = fatigue.events?.change, fatigue.events?.isProven == true {
            lines.append(
                EvidenceLine("CVR since \(change.firstDay)", Wording.percent(change.change))
            )
        }
        return lines
    }

    static func words(_ left: CreativeFatigue.TimeLeft) -> String {
        func count(_ days: Double?) -> String {
            days.map { Wording.number($0, places: 0) }
                ?? "more than \(Wording.number(CreativeFatigue.TimeLeft.horizon, places: 0))"
        }
        return "\(count(left.days)) (90 % interval \(count(left.soonest)) to \(count(left.latest)))"
    }

    private static func words(_ slope: RateSlope) -> String {
        let range = slope.interval
        return "\(Wording.percent(slope.perUnit, places: 1)) (90 % interval "
            + "\(Wording.percent(range.lowerBound, places: 1)) to \(Wording.percent(range.upperBound, places: 1)))"
    }
}
