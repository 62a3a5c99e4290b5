import DeanDomain
import Foundation

/// A random account with random rules, the same for the same seed: every role, status and level of budget, thin and
/// thick data, pasts, people's edits, hostile names.
struct RandomWorld {
    private(set) var world = World()
    private var random: SeededRandom
    private let unit: Double

    private static let names = [
        "Prospecting", "pause me", "$1000/day", "“quoted”", "", "Dean | sales | scaling", "<!channel>", "雪",
        "a [dean:zz]",
        "Dean | sales | learning [dean:0a1b2c3d]",
    ]

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
        let codes = ["USD", "EUR", "JPY", "KRW", "GBP"]
        let code = codes[Int.random(in: 0..<codes.count, using: &random)]
        world.currency = Currency(code)
        unit = world.currency.minorUnitsPerMajor == 1 ? 150 : 1
        addRules()
        addGoals()
        for index in 0..<Int.random(in: 0...6, using: &random) { addCampaign(index) }
        for index in 0..<Int.random(in: 0...4, using: &random) {
            world.creatives.append(Creative(id: ObjectID("free\(index)"), name: name()))
        }
        addPast()
    }

    private mutating func chance(_ probability: Double) -> Bool {
        Double.random(in: 0..<1, using: &random) < probability
    }

    private mutating func name() -> String { Self.names[Int.random(in: 0..<Self.names.count, using: &random)] }

    private mutating func amount(_ range: ClosedRange<Double>) -> Double {
        (Double.random(in: range, using: &random) * 100).rounded() / 100 * unit
    }

    private mutating func addRules() {
        world.rules.caps.accountDailyBudget = amount(10...600)
        world.rules.caps.goalDailyBudget = amount(10...400)
        world.rules.caps.campaignDailyBudget = amount(10...300)
        world.rules.caps.budgetStepPercent = Double.random(in: 5...40, using: &random).rounded()
        world.rules.caps.budgetIncreasePerDayPercent = Double.random(in: 5...50, using: &random).rounded()
        world.rules.caps.writesPerRun = Int.random(in: 1...20, using: &random)
        world.rules.winner.minimumSpend = 5 * unit
        world.rules.loser.minimumSpend = 10 * unit
        world.rules.loser.minimumBudget = 5 * unit
        world.rules.scale.newAdSetDailyBudget = 5 * unit
        world.settings.globalDailyBudget = amount(5...100)
        world.settings.autoScaleWinners = chance(0.9)
        world.settings.autoPauseLosers = chance(0.9)
    }

    private mutating func addGoals() {
        world.goals = []
        for key in [GoalKey.sales, .streams, .buildAudience, .presave] where key == .sales || chance(0.4) {
            var goal = World.goal(key, priority: Int.random(in: 1...5, using: &random))
            goal.active = chance(0.85)
            if chance(0.6) { goal.targetCPA = amount(2...20) }
            if chance(0.2) { goal.targetROAS = Double.random(in: 1...4, using: &random) }
            if chance(0.3) { goal.budgetHint = amount(5...200) }
            world.goals.append(goal)
        }
    }

    private mutating func status() -> ConfiguredStatus {
        switch Int.random(in: 0..<20, using: &random) {
        case 0: .archived
        case 1: .deleted
        case 2: .other("FROZEN")
        case 3, 4: .paused
        default: .active
        }
    }

    private mutating func addCampaign(_ index: Int) {
        let id = "c\(index)"
        let onCampaign = chance(0.5)
        let budget = onCampaign ? amount(5...80) : nil
        world.addCampaign(id, budget: budget, advantage: onCampaign && chance(0.4), status: status(), name: name())
        if chance(0.03) { world.campaigns[world.campaigns.count - 1].lifetimeBudget = world.money(100 * unit) }
        if let goal = world.goals.indices.randomElement(using: &random), chance(0.6) {
            world.goals[goal].campaigns.append(id)
        }
        let cost = amount(2...15)
        for adSet in 0..<Int.random(in: 0...5, using: &random) {
            let adSetID = "\(id)s\(adSet)"
            let stages: [LearningStage?] = [.success, .success, nil, .learning, .fail]
            world.addAdSet(
                adSetID,
                in: id,
                budget: onCampaign ? nil : amount(2...30),
                hours: Int.random(in: 1...900, using: &random),
                learning: stages[Int.random(in: 0..<5, using: &random)],
                status: status()
            )
            world.adSets[world.adSets.count - 1].name = name()
            if chance(0.05) { world.adSets[world.adSets.count - 1].createdAt = nil }
            for ad in 0..<Int.random(in: 0...4, using: &random) { addAd("\(adSetID)a\(ad)", in: adSetID, cost: cost) }
            if chance(0.3) { world.addAd("\(adSetID)standby", in: adSetID, status: .paused) }
        }
    }

    private mutating func addAd(_ id: String, in adSet: String, cost: Double) {
        world.addAd(id, in: adSet, creative: chance(0.2) ? "shared" : nil, status: status())
        world.ads[world.ads.count - 1].name = name()
        guard chance(0.85) else { return }
        let quality = [0, 0.3, 1, 1, 1, 4][Int.random(in: 0..<6, using: &random)]
        let spend = amount(1...40)
        for back in 0...Int.random(in: 0...30, using: &random) where !chance(0.1) {
            let daySpend = spend * Double.random(in: 0.7...1.3, using: &random)
            let expected = daySpend / cost * quality
            let events = (expected * Double.random(in: 0...2, using: &random)).rounded()
            world.deliver(
                id,
                back: back...back,
                spend: daySpend,
                impressions: Int(daySpend / unit * 100),
                clicks: Int(daySpend / unit * Double.random(in: 1...3, using: &random)),
                events: events,
                revenue: events * cost * 2
            )
        }
    }

    private mutating func addPast() {
        for object in world.campaigns.map(\.id) + world.adSets.map(\.id) + world.ads.map(\.id) {
            if chance(0.05) {
                world.humanEdits[object] = World.now - .hours(Int.random(in: 0...60, using: &random))
            }
            if chance(0.06) {
                let types: [ActionType] = [.updateBudget, .promoteWinner, .pauseAdSet, .undo]
                world.pastActions.append(
                    PastAction(
                        type: types[Int.random(in: 0..<4, using: &random)],
                        target: object,
                        goal: .sales,
                        creativeID: chance(0.5) ? ObjectID("shared") : nil,
                        executedAt: World.now - .hours(Int.random(in: 0...100, using: &random)),
                        dailyBudgetChange: world.money(amount(0...3)).minorUnits
                    )
                )
            }
            if chance(0.03) {
                world.rejections.append(PastRejection(type: .updateBudget, target: object, at: World.now, reason: nil))
            }
        }
        if chance(0.05) { world.gaps = [ReadingGap(what: .dailyInsights, reason: "timeout")] }
        if chance(0.03) { world.readAt = World.now - .hours(5) }
    }
}
