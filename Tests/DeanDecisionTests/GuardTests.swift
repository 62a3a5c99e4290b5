import DeanDecision
import DeanDomain
import Testing

struct GuardTests {
    /// What the guards refuse, by name.
    private func refusals(_ action: PlannedAction, _ context: GuardContext) -> [String] {
        Guards.evaluate(action, in: context).filter { !$0.allowed }.map(\.name)
    }

    private func raise(_ id: String, from: Double, to: Double, in world: World) -> PlannedAction {
        let kind = world.campaigns.contains { $0.id.rawValue == id } ? ObjectKind.campaign : .adSet
        let object = ObjectRef(kind: kind, id: ObjectID(id), name: id)
        return PlannedAction(
            id: ActionID("action_\(id)_\(to)"),
            type: .updateBudget,
            goal: .sales,
            target: object,
            before: [ObjectState(object: object, status: .active, dailyBudget: world.money(from))],
            after: [ObjectState(object: object, status: .active, dailyBudget: world.money(to))],
            steps: [.setDailyBudget(object: object, from: world.money(from), to: world.money(to))],
            message: "",
            aim: "",
            confidence: Confidence(0.9),
            priority: 3,
            dailyBudgetChange: world.money(to).minorUnits - world.money(from).minorUnits
        )
    }

    private func status(_ type: ActionType, _ id: String, _ kind: ObjectKind, to: ConfiguredStatus) -> PlannedAction {
        let object = ObjectRef(kind: kind, id: ObjectID(id), name: id)
        let from: ConfiguredStatus = to == .active ? .paused : .active
        return PlannedAction(
            id: ActionID("action_\(id)"),
            type: type,
            goal: .sales,
            target: object,
            before: [],
            after: [],
            steps: [.setStatus(object: object, from: from, to: to)],
            message: "",
            aim: "",
            confidence: Confidence(0.96),
            priority: 2
        )
    }

    private func past(_ type: ActionType, _ target: String, minutes: Int, change: Int64) -> PastAction {
        PastAction(
            type: type,
            target: ObjectID(target),
            goal: .sales,
            creativeID: nil,
            executedAt: World.now - .minutes(minutes),
            dailyBudgetChange: change
        )
    }

    private let world = World.withScaling()

    @Test func anAccountThatIsOnlyObservedIsNotWrittenToWhateverWasApproved() {
        var world = world
        let action = raise("c2", from: 20, to: 22, in: world)
        #expect(refusals(action, world.context()).isEmpty)
        world.settings.autonomy = .observe
        #expect(refusals(action, world.context()) == ["autonomy"])
    }

    @Test func aHarmlessRaisePassesEveryGuardAndEachSaysSo() {
        let verdicts = Guards.evaluate(raise("c2", from: 20, to: 24, in: world), in: world.context())
        #expect(verdicts.count >= 20)
        #expect(!verdicts.contains { !$0.allowed })
        #expect(Set(verdicts.map(\.name)).count == verdicts.count)
        #expect(!verdicts.contains { $0.reason.isEmpty })
    }

    @Test func whatCanNotBeEvaluatedIsRefused() {
        let action = raise("c2", from: 20, to: 24, in: world)
        #expect(refusals(action, world.context(stopped: nil)) == ["stop"])
        #expect(refusals(action, world.context(stopped: true)) == ["stop"])
        #expect(refusals(action, world.context(leaseFresh: nil)) == ["lease"])
        #expect(refusals(action, world.context(leaseFresh: false)) == ["lease"])
        #expect(refusals(action, world.context(throttlePercent: nil)) == ["Meta's rate limit"])
    }

    @Test func whilePlanningTheMomentsFactsAreNotAsked() {
        let context = world.context(stopped: nil, leaseFresh: nil, throttlePercent: nil, approved: false)
        let verdicts = Guards.evaluate(raise("c2", from: 20, to: 24, in: world), in: context, moment: .planning)
        #expect(!verdicts.contains { !$0.allowed })
    }

    @Test(arguments: [(89, false, true), (90, false, false), (90, true, true)])
    func nearTheRateLimitOnlyApprovedWritesGo(percent: Int, approved: Bool, goes: Bool) {
        let context = world.context(throttlePercent: percent, approved: approved)
        #expect(refusals(raise("c2", from: 20, to: 24, in: world), context) == (goes ? [] : ["Meta's rate limit"]))
    }

    @Test func anExpiredPlanIsOver() {
        let action = raise("c2", from: 20, to: 24, in: world)
        #expect(refusals(action, world.context(planExpiresAt: World.now + .minutes(1))).isEmpty)
        #expect(refusals(action, world.context(planExpiresAt: World.now)) == ["plan expiry"])
    }

    @Test(arguments: [ReadingGap.Reading.account, .structure, .dailyInsights])
    func gapsRefuse(what: ReadingGap.Reading) {
        var world = world
        world.gaps = [ReadingGap(what: what, reason: "code 17")]
        #expect(refusals(raise("c2", from: 20, to: 24, in: world), world.context()) == ["known data"])
    }

    @Test(arguments: [(120, true), (121, false), (-6, false)])
    func aSnapshotMustBeFreshAndNotFromTheFuture(minutes: Int, passes: Bool) {
        var world = world
        world.readAt = World.now - .minutes(minutes)
        let found = refusals(raise("c2", from: 20, to: 24, in: world), world.context())
        #expect(found == (passes ? [] : ["fresh snapshot"]))
    }

    @Test(arguments: [ConfiguredStatus.archived, .deleted, .other("IN_REVIEW")])
    func deadAndUnknownObjectsAreNotTouched(status: ConfiguredStatus) {
        var world = world
        let action = raise("c2", from: 20, to: 24, in: world)
        world.campaigns[1].status = status
        #expect(refusals(action, world.context()).contains("object is alive"))
        world.campaigns.remove(at: 1)
        #expect(refusals(action, world.context()).contains("object is alive"))
    }

    @Test func aForeignCurrencyIsRefused() {
        var euros = world
        euros.currency = Currency("EUR")
        let found = refusals(raise("c2", from: 20, to: 24, in: euros), world.context())
        #expect(found == ["currency"])
    }

    @Test(arguments: [(23, false), (24, true)])
    func whatAPersonChangedIsLeftAlone(hours: Int, passes: Bool) {
        var world = world
        world.humanEdits = [ObjectID("c2"): World.now - .hours(hours)]
        let found = refusals(raise("c2", from: 20, to: 24, in: world), world.context())
        #expect(found == (passes ? [] : ["people's changes"]))
    }

    @Test func anomaliesFreezeWhatTheySpoil() {
        func anomaly(_ effect: Anomaly.Effect, _ object: ObjectRef) -> Anomaly {
            Anomaly(
                id: "x",
                metric: .conversions,
                level: object.kind,
                object: object,
                severity: .severe,
                since: World.now,
                value: 0,
                expected: 10,
                cause: "the pixel is down",
                effect: effect
            )
        }
        let account = ObjectRef(kind: .account, id: ObjectID("act_1"), name: "")
        let campaign = ObjectRef(kind: .campaign, id: ObjectID("c2"), name: "")
        let elsewhere = ObjectRef(kind: .campaign, id: ObjectID("c1"), name: "")
        var world = world
        world.addAd("a3", in: "s2")
        let up = raise("c2", from: 20, to: 24, in: world)
        let down = raise("c2", from: 20, to: 10, in: world)
        let kill = status(.pauseAd, "a2", .ad, to: .paused)
        for object in [account, campaign] {
            let outage = world.context(anomalies: [anomaly(.freezesConversionDecisions, object)])
            #expect(refusals(up, outage) == ["anomalies"])
            #expect(refusals(kill, outage) == ["anomalies"])
            let runaway = world.context(anomalies: [anomaly(.freezesRaises, object)])
            #expect(refusals(up, runaway) == ["anomalies"])
            #expect(refusals(kill, runaway).isEmpty)
            #expect(refusals(down, runaway).isEmpty)
        }
        #expect(refusals(kill, world.context(anomalies: [anomaly(.freezesConversionDecisions, elsewhere)])).isEmpty)
        #expect(refusals(up, world.context(anomalies: [anomaly(.none, account)])).isEmpty)
    }

    @Test func theLearningPhaseForbidsKillsAndScales() {
        var world = world
        world.addAd("a3", in: "s2")
        world.adSets[0].learningStage = .learning
        #expect(refusals(raise("c2", from: 20, to: 24, in: world), world.context()) == ["learning phase"])
        #expect(refusals(raise("c2", from: 20, to: 19, in: world), world.context()).isEmpty)
        var kill = status(.pauseAd, "a2", .ad, to: .paused)
        #expect(refusals(kill, world.context()) == ["learning phase"])
        kill.confidence = Confidence(0.99)
        #expect(refusals(kill, world.context()).isEmpty)
    }

    @Test func theLastLiveAdStays() {
        var world = world
        let kill = status(.pauseAd, "a2", .ad, to: .paused)
        #expect(refusals(kill, world.context()) == ["last live ad"])
        world.addAd("a3", in: "s2")
        #expect(refusals(kill, world.context()).isEmpty)
        let other = status(.pauseAd, "a3", .ad, to: .paused)
        #expect(refusals(kill, world.context(alreadyPlanned: [other])) == ["last live ad"])
    }

    @Test func oneBudgetChangePerObjectAndCycle() {
        let first = raise("c2", from: 20, to: 21, in: world)
        let second = raise("c2", from: 20, to: 22, in: world)
        #expect(refusals(second, world.context(alreadyPlanned: [first])).contains("once only"))
    }

    @Test(arguments: [(24.0, true), (24.01, false)])
    func aStepIsAtMostTwentyPercent(to: Double, passes: Bool) {
        #expect(refusals(raise("c2", from: 20, to: to, in: world), world.context()) == (passes ? [] : ["step"]))
    }

    @Test func theStepIsTakenFromTheLiveBudgetNotFromWhatTheActionSays() {
        #expect(refusals(raise("c2", from: 30, to: 36, in: world), world.context()).contains("step"))
    }

    @Test func withinADayRaisesAddUp() {
        var world = world
        world.rules.cooldowns.budgetHours = 1
        world.pastActions = [past(.updateBudget, "c2", minutes: 120, change: 300)]
        // $17 a day ago; 30 % more is $22.10.
        #expect(refusals(raise("c2", from: 20, to: 22.1, in: world), world.context()).isEmpty)
        #expect(refusals(raise("c2", from: 20, to: 22.11, in: world), world.context()) == ["increase per day"])
        world.pastActions = [past(.updateBudget, "c2", minutes: 24 * 60, change: 300)]
        #expect(refusals(raise("c2", from: 20, to: 24, in: world), world.context()).isEmpty)
    }

    @Test func theAccountsRaisesAddUpOverItsObjects() {
        var world = World(.sales)
        world.addCampaign("c1")
        for index in 1...4 { world.addAdSet("s\(index)", in: "c1", budget: 10) }
        world.rules.caps.budgetIncreasePerDayPercent = 10
        world.pastActions = [past(.updateBudget, "elsewhere", minutes: 300, change: 200)]
        // $38 a day ago, so $3.80 in all, of which $2 are used.
        #expect(refusals(raise("s1", from: 10, to: 11, in: world), world.context()).isEmpty)
        let first = raise("s1", from: 10, to: 11, in: world)
        let second = raise("s2", from: 10, to: 10.81, in: world)
        #expect(refusals(second, world.context(alreadyPlanned: [first])) == ["increase per day"])
        let smaller = raise("s2", from: 10, to: 10.8, in: world)
        #expect(refusals(smaller, world.context(alreadyPlanned: [first])).isEmpty)
    }

    @Test func aRaiseWaitsForTheCooldownButLoweringDoesNot() {
        var world = world
        world.pastActions = [past(.updateBudget, "c2", minutes: 24 * 60 - 1, change: 10)]
        #expect(refusals(raise("c2", from: 20, to: 21, in: world), world.context()) == ["budget cooldown"])
        #expect(refusals(raise("c2", from: 20, to: 19, in: world), world.context()).isEmpty)
    }

    @Test func theFifthChangeWithinAnHourIsRefused() {
        var world = world
        world.pastActions = (1...4).map { past(.updateBudget, "c2", minutes: $0 * 10, change: -10) }
        #expect(refusals(raise("c2", from: 20, to: 19, in: world), world.context()) == ["changes per hour"])
        world.pastActions[3].executedAt = World.now - .minutes(60)
        #expect(refusals(raise("c2", from: 20, to: 19, in: world), world.context()).isEmpty)
    }

    @Test func belowMetasMinimumNothingIsSet() {
        #expect(refusals(raise("c2", from: 20, to: 0.99, in: world), world.context()) == ["Meta's minimum budget"])
        #expect(refusals(raise("c2", from: 20, to: 1, in: world), world.context()).isEmpty)
    }

    @Test func aRunWritesOnlySoOften() {
        let action = raise("c2", from: 20, to: 24, in: world)
        #expect(refusals(action, world.context(writesThisRun: 19)).isEmpty)
        #expect(refusals(action, world.context(writesThisRun: 20)) == ["writes per run"])
    }

    /// $24 × 1.25 is exactly $30.
    @Test(arguments: ["account", "goal", "campaign"])
    func capsAllowForMetasOverspend(level: String) {
        var world = world
        func set(_ cap: Double) {
            switch level {
            case "account": world.rules.caps.accountDailyBudget = cap
            case "goal": world.rules.caps.goalDailyBudget = cap
            default: world.rules.caps.campaignDailyBudget = cap
            }
        }
        set(30)
        #expect(refusals(raise("c2", from: 20, to: 24, in: world), world.context()).isEmpty)
        set(29.99)
        #expect(refusals(raise("c2", from: 20, to: 24, in: world), world.context()) == ["\(level) cap"])
        set(1)
        #expect(refusals(raise("c2", from: 20, to: 19, in: world), world.context()).isEmpty)
    }

    @Test func aGoalsOwnHintIsItsCap() {
        var world = world
        world.goals[0].budgetHint = 29
        #expect(refusals(raise("c2", from: 20, to: 24, in: world), world.context()) == ["goal cap"])
    }

    @Test func pausedBudgetsDoNotCountUntilTheyAreSwitchedOn() {
        var world = world
        world.addCampaign("c3")
        world.addAdSet("s3", in: "c3", budget: 20, status: .paused)
        world.rules.caps.accountDailyBudget = 49
        #expect(refusals(raise("c2", from: 20, to: 24, in: world), world.context()).isEmpty)
        #expect(refusals(status(.undo, "s3", .adSet, to: .active), world.context()) == ["account cap"])
    }

    @Test func aLifetimeBudgetCanNotBeBoundedByADailyCap() {
        var world = world
        world.addCampaign("c3")
        world.campaigns[2].lifetimeBudget = world.money(100)
        #expect(refusals(raise("c2", from: 20, to: 24, in: world), world.context()).contains("account cap"))
        #expect(refusals(raise("c2", from: 20, to: 19, in: world), world.context()).isEmpty)
    }

    @Test func whatIsPlannedAlreadyUsesUpTheCap() {
        var world = world
        world.addCampaign("c3", budget: 20)
        world.rules.caps.accountDailyBudget = 57.5
        let first = raise("c2", from: 20, to: 24, in: world)
        let second = raise("c3", from: 20, to: 24, in: world)
        #expect(refusals(second, world.context()).isEmpty)
        #expect(refusals(second, world.context(alreadyPlanned: [first])) == ["account cap"])
    }

    @Test func aSecondScalingCampaignIsNotMade() throws {
        var world = World.withWinner()
        let promotion = try #require(world.decide().proposals.first { $0.type == .promoteWinner })
        #expect(refusals(promotion, world.context()).isEmpty)
        world.addCampaign("c2", budget: 5)
        #expect(refusals(promotion, world.context()).contains("once only"))
    }
}
