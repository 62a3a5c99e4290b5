import DeanAnalysis
import Foundation
import Testing

struct CalibrationTests {
    /// Statements between 0.5 and 0.99 that come true with `truth` of them.
    private func record(
        _ count: Int,
        seed: UInt64,
        truth: (Double, Double) -> Double
    ) -> [StatedOutcome] {
        var draws = Draws(seed: seed)
        return (0..<count).map { index in
            let stated = 0.5 + 0.49 * draws.uniform()
            let age = Double(count - index)
            return StatedOutcome(stated: stated, met: draws.uniform() < truth(stated, age), age: age)
        }
    }

    /// Half a logit's slope: what is said to be 0.95 comes 0.81 of the time.
    private func overconfident(_ stated: Double) -> Double { 1 / (1 + exp(-0.5 * log(stated / (1 - stated)))) }

    @Test func withoutARecordNothingChanges() {
        let calibration = DriftingCalibration([])
        for stated in [0, 0.1, 0.5, 0.93, 1] { #expect(calibration.recalibrated(stated) == stated) }
    }

    @Test func aShortRecordMovesLittleAndALongOneIsBelieved() {
        let misses = Array(repeating: StatedOutcome(stated: 0.9, met: false), count: 2)
        let few = BetaCalibration(misses).recalibrated(0.9)
        #expect(few < 0.9 && few > 0.7)
        let many = BetaCalibration(
            Array(repeating: StatedOutcome(stated: 0.9, met: true), count: 600)
                + Array(repeating: StatedOutcome(stated: 0.9, met: false), count: 400)
        )
        #expect(abs(many.recalibrated(0.9) - 0.6) < 0.02)
    }

    @Test func theFitAgreesWithADirectMaximisation() {
        // scipy 1.17.1: minimize(method="Nelder-Mead", xatol=1e-10) on the penalised likelihood with deviations of 0.5.
        let outcomes = [
            (0.55, false), (0.6, true), (0.7, false), (0.75, true), (0.8, true), (0.85, false), (0.9, true),
            (0.92, false), (0.95, true), (0.97, true), (0.98, false), (0.99, true),
        ].map { StatedOutcome(stated: $0.0, met: $0.1) }
        let map = BetaCalibration(outcomes, prior: BetaCalibration.Prior(slope: 0.5, offset: 0.5))
        #expect(abs(map.a - 1.00410555) < 1e-4)
        #expect(abs(map.b - 0.42782453) < 1e-4)
        #expect(abs(map.c + 0.15918036) < 1e-4)
    }

    @Test(arguments: UInt64(1)...10)
    func theMapNeverTurnsTheOrderRound(seed: UInt64) {
        // Statements that are worse than chance: the likelihood alone would fall with what was stated.
        let map = BetaCalibration(record(300, seed: seed) { stated, _ in 1.3 - stated })
        var last = 0.0
        for stated in stride(from: 0.01, through: 0.99, by: 0.01) {
            let value = map.recalibrated(stated)
            #expect(value >= last - 1e-12, "seed \(seed)")
            last = value
        }
    }

    @Test(arguments: UInt64(1)...10)
    func overconfidenceIsUndoneOnOutcomesThatWereNotLearnedFrom(seed: UInt64) throws {
        let map = DriftingCalibration(record(600, seed: seed) { stated, _ in overconfident(stated) })
        let later = record(2000, seed: seed + 100) { stated, _ in overconfident(stated) }
        let stated = try #require(Reliability(later))
        let recalibrated = try #require(
            Reliability(later.map { StatedOutcome(stated: map.recalibrated($0.stated), met: $0.met) })
        )
        #expect(recalibrated.brier < stated.brier, "seed \(seed)")
        #expect(recalibrated.calibrationError < 0.7 * stated.calibrationError, "seed \(seed)")
    }

    @Test(arguments: UInt64(1)...10)
    func aWorldThatChangedIsForgottenFasterThanOneThatStays(seed: UInt64) {
        let drifted = DriftingCalibration(record(600, seed: seed) { stated, age in age > 150 ? stated : stated - 0.35 })
        // Honest once, too sure by 0.35 for the last 150 days; without forgetting it would be about 0.81.
        #expect(drifted.recalibrated(0.9) < 0.77, "seed \(seed)")
        let steady = DriftingCalibration(record(600, seed: seed) { stated, _ in stated })
        #expect(abs(steady.recalibrated(0.9) - 0.9) < 0.05, "seed \(seed)")
    }

    @Test func honestStatementsAreConsistentWithChanceAndBoastsAreNot() throws {
        var consistent = 0
        for seed in UInt64(1)...40 {
            let honest = try #require(Reliability(record(120, seed: seed) { stated, _ in stated }))
            if honest.isConsistent { consistent += 1 }
            let boasts = try #require(Reliability(record(120, seed: seed) { stated, _ in stated - 0.35 }))
            #expect(!boasts.isConsistent, "seed \(seed)")
        }
        // 95 % by construction; 34 of 40 has a chance of 3 in 1,000 below it.
        #expect(consistent >= 34)
    }

    @Test func theBrierIntervalHoldsTheTruthAboutAsOftenAsItSays() throws {
        var covered = 0
        for seed in UInt64(1)...100 {
            let outcomes = record(150, seed: seed) { stated, _ in stated }
            // For honest statements p uniform in (0.5, 0.99) the Brier score is the mean of p(1 − p).
            let expected = 0.745 - (0.49 * 0.49 / 12 + 0.745 * 0.745)
            let reliability = try #require(Reliability(outcomes))
            if reliability.brierInterval.contains(expected) { covered += 1 }
        }
        #expect((82...97).contains(covered))
    }
}
