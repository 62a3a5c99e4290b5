import DeanAnalysis
import DeanDomain
import Foundation

/// Creatives of one account: daily noise, weekdays, an account-wide dip, and a lasting drop in some of them.
struct SimulatedCreatives {
    static let firstDay = AccountDay(ordinal: 20_000)

    var histories: [RateHistory] = []
    /// The day on which each one's rate drops; nil where it holds.
    var drops: [AccountDay?] = []

    /// `clicks` a day each; a share of `dropping` loses `size` from some day of the last fortnight but the last week.
    init(
        seed: UInt64,
        count: Int = 40,
        clicks: Double = 60,
        days: Int = 35,
        noise: Double = 0.08,
        dropping: Double = 0,
        size: Double = 0.2,
        dip: ClosedRange<Int>? = nil
    ) {
        var draws = Draws(seed: seed)
        let moves = (0..<days).map { day in
            (1 + 0.12 * sin(Double(day) * 2 * Double.pi / 7)) * draws.logNormal(0.03)
                * (dip?.contains(day) == true ? 0.7 : 1)
        }
        for _ in 0..<count {
            let rate = 0.015 * draws.logNormal(0.4)
            let drop = draws.uniform() < dropping ? days - 14 + Int(draws.uniform() * 7) : nil
            histories.append(
                RateHistory(
                    (0..<days).map { day in
                        let impressions = (clicks / rate * draws.logNormal(0.25)).rounded()
                        let mean = impressions * rate * moves[day] * draws.logNormal(noise)
                        return RateHistory.Day(
                            day: Self.firstDay + day,
                            trials: impressions,
                            successes: draws.poisson(mean * (drop.map { day >= $0 } ?? false ? 1 - size : 1))
                        )
                    }
                )
            )
            drops.append(drop.map { Self.firstDay + $0 })
        }
    }

    var fatigue: [CreativeFatigue] {
        CreativeFatigue.analyse(
            histories.map { CreativeFatigue.Subject(clicks: $0, events: RateHistory([])) },
            drop: 0.2
        )
    }

    /// What would have been known at the end of an earlier day.
    func until(_ last: AccountDay) -> SimulatedCreatives {
        var earlier = self
        earlier.histories = histories.map { RateHistory($0.days.filter { $0.day <= last }) }
        return earlier
    }
}
