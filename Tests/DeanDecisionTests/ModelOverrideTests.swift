import DeanDecision
import DeanDomain
import Testing

/// Learned models overrule the rules where they are sure, and nowhere else.
struct ModelOverrideTests {
    /// A stack of five ads at $5 a purchase with a target of $8; nothing is to be done.
    private func world(target: Double? = 8) -> World {
        var world = World(.sales, targetCPA: target)
        world.addCampaign("c1", budget: 100, advantage: true)
        world.addAdSet("s1", in: "c1")
        for index in 1...5 {
            world.addAd("a\(index)", in: "s1")
            world.deliver("a\(index)", back: 1...17, spend: 10, events: 2)
        }
        return world
    }

    private func decide(
        _ world: World,
        _ predictions: [String: AdPrediction],
        standing: ModelStanding = ModelOverrideTests.inForce
    ) -> Decision {
        var evidence = world.evidence
        evidence.predictions = Dictionary(uniqueKeysWithValues: predictions.map { (ObjectID($0), $1) })
        evidence.models = standing
        return RulesCore().decide(evidence, rules: world.rules, settings: world.settings, ids: World.ids(1))
    }

    private func kills(_ decision: Decision) -> [String] {
        decision.proposals.filter { $0.type == .pauseAd }.map(\.target.id.rawValue)
    }

    @Test func aModelThatIsSureOfAMissPausesWhatTheRulesWouldKeep() throws {
        let decision = decide(world(), ["a1": Self.prediction(0.02)])
        #expect(kills(decision) == ["a1"])
        let action = try #require(decision.proposals.first { $0.type == .pauseAd })
        #expect(abs(action.confidence.probability - 0.98) < 1e-9)
        let evidence = action.evidence.map { "\($0.label): \($0.value)" }.joined(separator: "\n")
        #expect(evidence.contains("a learned model: 2 %, the rules say 97 %"))
        #expect(evidence.contains("CTR of the last 7 days 38 % below its goal's: lowers it"))
        #expect(evidence.contains("cost per event, next 7 days: $12.00 (80 %: $9.00 to $20.00, 95 %: $7.00 or more)"))
        #expect(evidence.contains("model: m1"))
    }

    @Test func aModelThatIsSureOfAHitKeepsWhatTheRulesWouldPause() {
        var world = world()
        world.daily[ObjectID("a1")] = []
        world.deliver("a1", spend: 10, events: 0.1)
        #expect(kills(decide(world, [:])) == ["a1"])
        let decision = decide(world, ["a1": Self.prediction(0.95)])
        #expect(kills(decision).isEmpty)
        let reasons = decision.objects[ObjectID("a1")]?.reasons.joined() ?? ""
        #expect(reasons.contains("with a probability of 95 % (a learned model; the rules say 1 %)"))
    }

    @Test func aModelThatIsNotSureIsShownAndChangesNothing() {
        let decision = decide(world(), ["a1": Self.prediction(0.02, isConfident: false)])
        #expect(kills(decision).isEmpty)
        let numbers = decision.objects[ObjectID("a1")]?.numbers.map(\.value).joined(separator: "\n") ?? ""
        #expect(numbers.contains("it is not sure enough to overrule them"))
        #expect(decision.objects[ObjectID("a2")]?.numbers.contains { $0.label == "model" } == false)
    }

    @Test func withoutATargetOfItsOwnTheRulesStand() {
        #expect(kills(decide(world(target: nil), ["a1": Self.prediction(0.02)])).isEmpty)
    }

    @Test func aCampaignWhoseSpendAModelGivesUpOnIsNotRaised() {
        let world = world()
        func isRaised(_ decision: Decision) -> Bool {
            (decision.proposals + decision.held.map(\.action)).contains { $0.type == .updateBudget }
        }
        #expect(isRaised(decide(world, [:])))
        let most = ["a1", "a2", "a3"].map { ($0, Self.prediction(0.08)) }
        let decision = decide(world, Dictionary(uniqueKeysWithValues: most))
        #expect(!isRaised(decision))
        let reasons = decision.objects[ObjectID("c1")]?.reasons.joined() ?? ""
        #expect(reasons.contains("a learned model is sure that the ads with most of its spend miss their target"))
    }

    @Test func theTierIsNamedAfterWhatDecides() {
        #expect(decide(world(), [:]).tier == .ml)
        let off = decide(world(), [:], standing: ModelStanding(absence: "switched off for this run (--no-ml)"))
        #expect(off.tier == .rules)
        #expect(off.tierReason.hasSuffix("no learned model is in force: switched off for this run (--no-ml)"))
        var thin = world()
        thin.daily = thin.daily.filter { $0.key == ObjectID("a1") }
        let short = decide(thin, [:])
        #expect(short.tier == .rules)
        #expect(short.tierReason.contains("only 1 of 5"))
        thin.daily = [:]
        #expect(decide(thin, [:]).tier == .emergency)
    }

    private static func prediction(_ probability: Double, isConfident: Bool = true) -> AdPrediction {
        AdPrediction(
            model: ModelID("m1"),
            probabilityOfTarget: probability,
            rulesProbability: 0.97,
            isConfident: isConfident,
            cost: AdPrediction.Estimate(
                middle: 1_200,
                likely: AdPrediction.Bounds(low: 900, high: 2_000),
                wide: AdPrediction.Bounds(low: 700, high: nil)
            ),
            reasons: ["CTR of the last 7 days 38 % below its goal's: lowers it"]
        )
    }

    private static var inForce: ModelStanding {
        ModelStanding(
            model: LearnedModel(
                id: ModelID("m1"),
                account: AccountID("act_1"),
                trainedAt: World.now - .hours(6),
                firstDay: World.today - 40,
                lastDay: World.today - 8,
                rows: 900,
                ads: 40,
                features: [],
                parameters: "{}",
                scores: ModelScores(),
                state: .serving,
                reason: "better than the rules",
                stateSince: World.now - .hours(6)
            )
        )
    }
}
