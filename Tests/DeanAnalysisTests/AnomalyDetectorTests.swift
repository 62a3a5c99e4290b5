import DeanDomain
import Foundation
import Testing

@testable import DeanAnalysis

struct AnomalyDetectorTests {
    /// Half-hourly rows with a daily wave and noise.
    static func wave(_ rows: Int, noise: Double = 2, seed: UInt64) -> [Double] {
        var random = SeededRandom(seed: seed)
        return (0..<rows).map { row in
            50 + 20 * sin(2 * Double.pi * Double(row) / 48) + noise * CountsTestTests.gaussian(&random)
        }
    }

    static func scores(_ values: [Double]) -> [AnomalyDetector.Score] {
        var detector = AnomalyDetector()
        return values.enumerated().map { detector.score($1, secondsOfDay: $0 * 1800 % 86_400) }
    }

    @Test(arguments: [UInt64(1), 2])
    func aScoreUsesNothingThatComesLater(seed: UInt64) {
        var values = Self.wave(1000, seed: seed)
        values[800] = 500
        let all = Self.scores(values)
        #expect(Array(all.prefix(600)) == Self.scores(Array(values.prefix(600))), "seed \(seed)")
        #expect(all.allSatisfy { (0...1).contains($0.value) })
    }

    @Test(arguments: [UInt64(3), 4])
    func aSpikeAndAnOutageAreFlaggedAndCalmIsNot(seed: UInt64) {
        var values = Self.wave(1200, seed: seed)
        values[900] += 60
        for row in 1050..<1100 { values[row] = 0 }
        let scores = Self.scores(values)
        #expect(scores[..<900].count { $0.isFlagged } <= 2, "seed \(seed)")
        #expect(scores[900].isFlagged, "seed \(seed)")
        #expect(scores[1050..<1060].contains { $0.isFlagged }, "seed \(seed)")
    }

    /// Values stay within their usual range: only the shape of the day is wrong.
    @Test func aMissingDailyWaveIsFlagged() {
        var values = Self.wave(1200, noise: 0.5, seed: 5)
        for row in 960..<1008 { values[row] = 50 + (values[row] - 50) * 0.05 }
        #expect(Self.scores(values)[960..<1008].contains { $0.isFlagged })
    }

    @Test func anIncidentIsReportedOnce() {
        var values = Self.wave(1000, seed: 6)
        values[900] += 80
        values[910] += 50
        let scores = Self.scores(values)
        #expect(scores[900].isFlagged)
        #expect(scores[910].value == 0)
    }

    @Test func unitsDoNotMatter() {
        var values = Self.wave(700, seed: 7)
        values[650] += 60
        // Powers of two change no digit of a double.
        #expect(Self.scores(values) == Self.scores(values.map { $0 * 1024 }))
    }

    @Test func aConstantSeriesIsQuietUntilItMoves() {
        var values = [Double](repeating: 45, count: 700)
        values[600] = 46
        let scores = Self.scores(values)
        #expect(scores[..<600].allSatisfy { !$0.isFlagged })
        #expect(scores[600].isFlagged)
    }

    /// The remembered values are compared with a plain sorted copy.
    @Test(arguments: [UInt64(8), 9])
    func theTailRemembersExactlyTheLatestValues(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var tail = SlidingTail()
        var all: [Double] = []
        for row in 0..<20_000 {
            let value = Double(Int.random(in: 0..<500, using: &random)) + (row % 7 == 0 ? 0.5 : 0)
            tail.add(value)
            all.append(value)
            guard row % 1777 == 0, row > 100 else { continue }
            let sorted = all.dropLast(5).suffix(8192).sorted()
            for share in [0.0, 0.3, 0.9, 1] {
                #expect(tail.quantile(share) == sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))])
            }
            let reaching = sorted.count { $0 >= 250 }
            let below = sorted.count { $0 <= 250 }
            #expect(abs(tail.surpriseAbove(250) + log(Double(reaching + 1) / Double(sorted.count + 1))) < 1e-12)
            #expect(abs(tail.surpriseBelow(250) + log(Double(below + 1) / Double(sorted.count + 1))) < 1e-12)
        }
    }

    @Test func surpriseGrowsWithDistanceOnBothSides() {
        var tail = SlidingTail()
        for index in 0..<1005 { tail.add(Double(index % 100)) }
        #expect(tail.surpriseAbove(200) > tail.surpriseAbove(120))
        #expect(abs(tail.surpriseBelow(-20) - tail.surpriseAbove(119)) < 1e-9)
    }
}
