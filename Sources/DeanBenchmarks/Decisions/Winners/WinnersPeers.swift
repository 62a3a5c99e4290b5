import DeanAnalysis
import DeanScore
import Foundation

/// Ways to tell each arm's chance of being the best from an early look at all tests.
enum WinnersPeer: CaseIterable {
    case dean, flat, flatRest, empirical, empiricalRest, empiricalFitted

    /// Impressions that an arm's belief is worth, fitted on all 1,363 tests: the peer may know what nobody knew then.
    private static let knownConcentration = 1723.0

    var name: String {
        switch self {
        case .dean: "Dean"
        case .flat: "Beta(1,1)"
        case .flatRest: "Beta(1,1), predicting the rest"
        case .empirical: "Beta around the test's own rate (1,723)"
        case .empiricalRest: "the same, predicting the rest"
        case .empiricalFitted: "the same, concentration fitted on the looks"
        }
    }

    func chances(_ tests: [[ArmCounts]]) async throws -> [[Double]] {
        switch self {
        case .dean: try await Self.scored(tests)
        case .flat: tests.map { Self.beta($0, around: nil, rest: false) }
        case .flatRest: tests.map { Self.beta($0, around: nil, rest: true) }
        case .empirical: tests.map { Self.beta($0, around: Self.knownConcentration, rest: false) }
        case .empiricalRest: tests.map { Self.beta($0, around: Self.knownConcentration, rest: true) }
        case .empiricalFitted:
            Self.fitted(tests)
        }
    }

    /// What `dean score winners` says of a file that holds these tests.
    private static func scored(_ tests: [[ArmCounts]]) async throws -> [[Double]] {
        var file = "test_id,arm_id,impressions,clicks,remaining\n"
        for (test, arms) in tests.enumerated() {
            for (arm, counts) in arms.enumerated() {
                let numbers = [counts.impressions, counts.clicks, counts.remaining ?? 0].map { "\(Int($0))" }
                file += "t\(test),\(arm),\(numbers.joined(separator: ","))\n"
            }
        }
        let output = try await Scoring.winners([UInt8](file.utf8))
        var rows = SimpleRows.split(output).rows.makeIterator()
        return tests.map { $0.map { _ in rows.next().flatMap { Double($0[2]) } ?? .nan } }
    }

    private static func rate(_ test: [ArmCounts]) -> Double {
        let impressions = test.reduce(0) { $0 + $1.impressions }
        return min(max(test.reduce(0) { $0 + $1.clicks } / max(impressions, 1), 1e-6), 1 - 1e-6)
    }

    static func beta(_ test: [ArmCounts], around concentration: Double?, rest: Bool) -> [Double] {
        let rate = rate(test)
        let prior = concentration.map { (rate * $0, (1 - rate) * $0) } ?? (1, 1)
        let beliefs = test.map {
            RateBelief(
                a: prior.0 + $0.clicks,
                b: prior.1 + $0.impressions - $0.clicks,
                remaining: rest ? $0.remaining : nil
            )
        }
        return Contest.rates(beliefs).outcome().chances
    }

    private static func fitted(_ tests: [[ArmCounts]]) -> [[Double]] {
        let candidates = (0...24).map { 100 * pow(1.2, Double($0)) }
        let best = candidates.max { logLikelihood(tests, $0) < logLikelihood(tests, $1) }
        return tests.map { beta($0, around: best, rest: true) }
    }

    private static func logLikelihood(_ tests: [[ArmCounts]], _ concentration: Double) -> Double {
        tests.reduce(0) { sum, test in
            let rate = rate(test)
            let (a, b) = (rate * concentration, (1 - rate) * concentration)
            let none = logBeta(a, b)
            return test.reduce(sum) { $0 + logBeta(a + $1.clicks, b + $1.impressions - $1.clicks) - none }
        }
    }

    private static func logBeta(_ a: Double, _ b: Double) -> Double { lgamma(a) + lgamma(b) - lgamma(a + b) }
}
