import DeanAnalysis
import DeanDomain
import Foundation
import Testing

struct DelayCurveTests {
    /// Readings every six hours of `days` days whose conversions arrive as `share` says.
    private func readings(days: Int, events: Double, share: (Double) -> Double) -> [DelayReading] {
        (0..<days).flatMap { day in
            stride(from: 0.0, through: Double(days - day) * 24, by: 6).map { hours in
                DelayReading(
                    day: AccountDay(ordinal: 20_000 + day),
                    hoursAfterEnd: hours,
                    events: events * share(hours)
                )
            }
        }
    }

    @Test func theCurveIsLearnedFromHowCountsGrew() {
        let truth = { (hours: Double) in 1 - 0.5 * exp(-hours / 48) }
        let curve = DelayCurve(learnedFrom: readings(days: 34, events: 200, share: truth))
        for hours in [0.0, 12, 24, 60, 120, 300] {
            let learned = curve.completeness(hoursAfterEnd: hours)
            #expect(abs(learned.share - truth(hours)) < 0.03, "at \(hours) hours")
            #expect(learned.sd < 0.05)
        }
        #expect(curve.observedSteps > 100)
    }

    @Test func thinDataStaysNearThePriorAndIsLessSure() {
        let truth = { (hours: Double) in 1 - 0.5 * exp(-hours / 48) }
        let thin = DelayCurve(learnedFrom: readings(days: 3, events: 1, share: truth)).completeness(hoursAfterEnd: 0)
        let thick = DelayCurve(learnedFrom: readings(days: 34, events: 200, share: truth)).completeness(
            hoursAfterEnd: 0
        )
        let prior = DelayCurve.prior.completeness(hoursAfterEnd: 0)
        #expect(abs(thin.share - prior.share) < 0.1)
        #expect(thin.sd > 3 * thick.sd)
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func theCurveNeverFallsAndEndsAtOne(seed: UInt64) {
        var draws = Draws(seed: seed)
        let noisy = (0..<200).map { _ in
            DelayReading(
                day: AccountDay(ordinal: Int(draws.uniform() * 20)),
                hoursAfterEnd: draws.uniform() * 700 - 10,
                events: draws.poisson(5)
            )
        }
        let curve = DelayCurve(learnedFrom: noisy)
        var last = 0.0
        for hours in stride(from: 0.0, through: 700, by: 3) {
            let share = curve.completeness(hoursAfterEnd: hours).share
            #expect(share >= last - 1e-12 && share <= 1, "seed \(seed) at \(hours) hours")
            last = share
        }
        #expect(last == 1)
    }

    @Test func beforeItsEndADayShowsNothingToJudge() {
        #expect(DelayCurve.prior.completeness(hoursAfterEnd: -1).share == 0)
    }

    @Test func ratiosAreRatiosOfSums() {
        // One day of 100 events that arrive at once, one of a single event that arrives late: the hundred decide.
        let day = AccountDay(ordinal: 1)
        let readings = [(day, 0.0, 100.0), (day, 672, 100), (day + 1, 0, 0), (day + 1, 672, 1)].map {
            DelayReading(day: $0.0, hoursAfterEnd: $0.1, events: $0.2)
        }
        #expect(DelayCurve(learnedFrom: readings).completeness(hoursAfterEnd: 0).share > 0.85)
    }
}
