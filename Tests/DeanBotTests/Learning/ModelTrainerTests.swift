import DeanAnalysis
import DeanDecision
import DeanDomain
import Foundation
import Testing

@testable import DeanBot

@Suite struct ModelTrainerTests {
    @Test(arguments: [UInt64(2)])
    func whereRatesNeverChangeNoModelServes(seed: UInt64) async throws {
        let trained = try await Self.trained(SimulatedHistory(seed: seed, fatigue: 0))
        guard case .reject(let reason) = PromotionRule.verdict(trained.scores, against: nil) else {
            Issue.record("seed \(seed): promoted with \(String(describing: trained.scores.target))")
            return
        }
        #expect(reason.hasPrefix("no better than the rules"))
    }

    @Test func aHandfulOfDaysIsTooLittle() async throws {
        let world = SimulatedHistory(seed: 1, ads: 3)
        guard case .tooLittle(let missing) = try await ModelTrainer(history: world.history(), seed: 1).train() else {
            Issue.record("three ads are enough")
            return
        }
        #expect(missing.contains("5 are needed"))
    }

    @Test func aModelWorseThanTheOneBeforeIsNotPromoted() throws {
        let better = ModelScores.Head(rows: 200, ads: 40, loss: 0.5, rulesLoss: 0.6, standardError: 0.02)
        let scores = ModelScores(target: better, origins: 4)
        let losses = (0..<40).map { Double($0 % 2) * 0.01 }
        let worse = try #require(
            PairedLoss(first: losses.map { $0 + 0.6 }, second: losses.map { 0.5 - $0 }, groups: Array(losses.indices))
        )
        guard case .reject(let reason) = PromotionRule.verdict(scores, against: worse) else {
            Issue.record("promoted")
            return
        }
        #expect(reason.hasPrefix("worse than the one before"))
    }

    private static func trained(_ world: SimulatedHistory) async throws -> ModelTrainer.Trained {
        switch try await ModelTrainer(history: world.history(), seed: 11).train() {
        case .trained(let trained): return trained
        case .tooLittle(let missing): throw TooLittle(missing: missing)
        }
    }

    private struct TooLittle: Error { let missing: String }
}
