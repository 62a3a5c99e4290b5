import DeanDomain
import DeanStore
import DeanStoreSQLite
import Logging

@testable import DeanBot
@testable import DeanDecision

/// An account that spends about $10,000 a day, on a Friday morning in New York; every value is fixed.
enum ReportFixture {
    static let now = Timestamp(seconds: 1_795_186_800)  // 2026-11-20T15:00:00Z
    static let today = AccountDay(ordinal: 20_777)
    static let account = AccountID("act_1020304050")
    static let accountName = "Northwind US"
    static let approver = PersonID("U0APPROVER")
    static let admin = PersonID("U0ADMIN")
    static let runID = RunID("run_00000000000000a1")
    static let planID = PlanID("plan_00000000000000b1")

    static func usd(_ major: Double) -> Money { Money(major: major, currency: .usd) }

    static func ref(_ kind: ObjectKind, _ id: String, _ name: String) -> ObjectRef {
        ObjectRef(kind: kind, id: ObjectID(id), name: name)
    }

    // MARK: - Actions

    static func raise(
        _ number: Int = 1,
        name: String = "Prospecting US | broad 25-54",
        from: Double = 1600,
        to: Double = 1920,
        confidence: Double = 0.934
    ) -> PlannedAction {
        let object = ref(.adSet, "2384000000000010\(number)", name)
        return PlannedAction(
            id: ActionID("action_00000000000000c\(number)"),
            type: .updateBudget,
            goal: .sales,
            target: object,
            before: [ObjectState(object: object, status: .active, dailyBudget: usd(from))],
            after: [ObjectState(object: object, status: .active, dailyBudget: usd(to))],
            steps: [.setDailyBudget(object: object, from: usd(from), to: usd(to))],
            message: "Raise “\(name)” from \(usd(from)) to \(usd(to)) a day",
            aim: "each purchase that the added money brings costs at most $40.00",
            confidence: Confidence(confidence),
            priority: 3,
            evidence: [
                EvidenceLine("cost per purchase, last 9 days", "$33.10 (90 % interval $29.80 to $36.90)"),
                EvidenceLine("last 2 days against the 7 before", "4 % cheaper"),
                EvidenceLine("purchases, last 2 days and the 7 before", "97 and 311"),
                EvidenceLine("held against", "the target of $40.00 per purchase"),
            ],
            verdicts: [
                GuardVerdict(name: "caps", allowed: true, reason: "$9,920.00 of $12,000.00 a day with it"),
                GuardVerdict(name: "budget cooldown", allowed: true, reason: "last raised 3 days ago"),
            ],
            dailyBudgetChange: usd(to - from).minorUnits
        )
    }

    static func pause(
        _ number: Int = 2,
        name: String = "Retargeting | 30 days",
        confidence: Double = 0.978
    ) -> PlannedAction {
        let object = ref(.adSet, "2384000000000020\(number)", name)
        return PlannedAction(
            id: ActionID("action_00000000000000c\(number)"),
            type: .pauseAdSet,
            goal: .sales,
            target: object,
            before: [ObjectState(object: object, status: .active, dailyBudget: usd(400))],
            after: [ObjectState(object: object, status: .paused, dailyBudget: usd(400))],
            steps: [.setStatus(object: object, from: .active, to: .paused)],
            message: "Pause “\(name)”: $1,184.20 spent without a purchase",
            aim: "it would have missed the target of $40.00 per purchase over the next 7 days",
            confidence: Confidence(confidence),
            priority: 2,
            evidence: [
                EvidenceLine("spend, 28 days", "$1,184.20"),
                EvidenceLine("purchases, 28 days", "0"),
                EvidenceLine("spend that had time to bring one", "$1,102.75"),
            ],
            verdicts: [GuardVerdict(name: "lifecycle", allowed: true, reason: "it is active")],
            dailyBudgetChange: -40_000
        )
    }

    static func promote(
        _ number: Int = 3,
        name: String = "UGC | unboxing 15 s",
        confidence: Double = 0.792
    ) -> PlannedAction {
        let source = ref(.adSet, "2384000000000030\(number)", name)
        let campaign = ref(.campaign, "23840000000000400", "Scaling | US")
        let state = ObjectState(object: campaign, status: .active, dailyBudget: usd(4000))
        return PlannedAction(
            id: ActionID("action_00000000000000c\(number)"),
            type: .promoteWinner,
            goal: .sales,
            target: source,
            before: [state],
            after: [state],
            steps: [
                .copyAdSet(source: source, campaign: .existing(campaign.id), name: name),
                .setStatus(object: source, from: .active, to: .paused),
            ],
            message: "Copy the winner “\(name)” into “Scaling | US”",
            aim: "its cost per purchase is at least 15 % below the median",
            confidence: Confidence(confidence),
            priority: 3,
            evidence: [
                EvidenceLine("cost per purchase, 28 days", "$27.40 (90 % interval $22.10 to $33.90)"),
                EvidenceLine("compared with", "the median of 6 ad sets, $35.90"),
                EvidenceLine("purchases", "41"),
            ],
            verdicts: [GuardVerdict(name: "promotion cooldown", allowed: true, reason: "never promoted before")]
        )
    }

    static var three: [PlannedAction] { [raise(), pause(), promote()] }

    static func record(
        _ action: PlannedAction,
        _ status: ActionStatus = .proposed,
        by person: PersonID? = nil,
        reason: String? = nil,
        outcome: String? = nil
    ) -> ActionRecord {
        let decided = now + .minutes(12)
        return ActionRecord(
            action: action,
            accountID: account,
            runID: runID,
            planID: planID,
            status: status,
            decision: person.map {
                HumanDecision(person: $0, at: decided, approved: status != .rejected, reason: reason)
            },
            outcome: outcome,
            createdAt: now,
            executedAt: status == .done ? decided + TimeSpan(seconds: 3) : nil
        )
    }

    // MARK: - Runs

    static func period(
        _ days: ClosedRange<Int>,
        spend: Double,
        revenue: Double,
        events: Double,
        completeness: Double = 1
    ) -> PeriodSummary {
        PeriodSummary(
            firstDay: today - days.upperBound,
            lastDay: today - days.lowerBound,
            spend: usd(spend),
            revenue: usd(revenue),
            impressions: Int(spend * 80),
            clicks: Int(spend),
            events: events,
            roas: spend > 0 ? revenue / spend : nil,
            costPerEvent: events > 0 ? usd(spend / events) : nil,
            completeness: completeness
        )
    }

    static var summary: AccountSummary {
        let week = period(1...7, spend: 68_402.11, revenue: 164_165.06, events: 1854, completeness: 0.967)
        let before = period(8...14, spend: 65_771.26, revenue: 162_455.01, events: 1822)
        let yesterday = period(1...1, spend: 9812.4, revenue: 22_666.64, events: 243, completeness: 0.641)
        return AccountSummary(
            currency: .usd,
            today: today,
            yesterday: period(1...1, spend: 9812.4, revenue: 22_666.64, events: 243),
            week: period(1...7, spend: 68_402.11, revenue: 164_165.06, events: 1854),
            weekBefore: before,
            goals: [
                GoalSummary(
                    key: .sales,
                    eventName: "purchase",
                    dailyBudget: usd(10_000),
                    targetCPA: usd(40),
                    targetROAS: 2.5,
                    yesterday: yesterday,
                    week: week,
                    weekBefore: before
                )
            ],
            pace: AccountSummary.Pace(spentToday: usd(4120.55), liveDailyBudget: usd(10_000), shareOfDay: 0.417),
            readiness: AccountSummary.DataReadiness(adsWithEnoughData: 23, adsNeeded: 5),
            learning: AccountSummary.LearningState(adSetsInLearningPhase: 2, delayObservations: 214)
        )
    }

    /// A model in force, as its weekly look found it.
    static var standing: ModelStanding {
        var head = ModelScores.Head(rows: 612, ads: 48, loss: 0.502, rulesLoss: 0.548, standardError: 0.018)
        head.brier = 0.164
        head.rulesBrier = 0.181
        head.calibrationError = 0.031
        let id = ModelID("model_00000000000000c1")
        let model = LearnedModel(
            id: id,
            account: account,
            trainedAt: now - .hours(20),
            firstDay: AccountDay(ordinal: 20_720),
            lastDay: AccountDay(ordinal: 20_767),
            rows: 1_804,
            ads: 52,
            features: ["ctr_7"],
            parameters: "{}",
            scores: ModelScores(target: head, origins: 4),
            state: .serving,
            reason: "better than the rules",
            stateSince: now - .hours(20)
        )
        let validation = ModelValidation(
            id: "validation_00000000000000d1",
            account: account,
            model: id,
            kind: .weekly,
            at: now - .days(2),
            firstDay: AccountDay(ordinal: 20_740),
            lastDay: AccountDay(ordinal: 20_767),
            scores: ModelScores(target: head, origins: 4),
            verdict: .kept,
            reason: "its record holds: log loss 0.502 against the rules' 0.548 on 612 recorded predictions of 48 ads"
        )
        return ModelStanding(model: model, validation: validation)
    }

    static var anomalies: [Anomaly] {
        [
            Anomaly(
                id: "anomaly_ctr_1",
                metric: .ctr,
                level: .ad,
                object: ref(.ad, "23840000000000501", "Static | winter sale"),
                severity: .moderate,
                since: now - .days(2),
                value: 0.0041,
                expected: 0.0118,
                cause: "clicks per impression fell: tired creatives, other placements or a broken preview",
                effect: .none
            ),
            Anomaly(
                id: "anomaly_conversions_1",
                metric: .conversions,
                level: .account,
                object: ref(.account, account.rawValue, accountName),
                severity: .severe,
                since: now - .hours(5),
                value: 0,
                expected: 41.3,
                cause: "purchases stopped while delivery went on: the pixel, the Conversions API or the checkout is "
                    + "likely down",
                effect: .freezesConversionDecisions
            ),
        ]
    }

    static func run(
        _ trigger: RunTrigger = .schedule,
        id: RunID = runID,
        status: RunStatus = .completed,
        dryRun: Bool = false,
        autonomy: Autonomy = .approve,
        startedAt: Timestamp = now,
        change: (inout Run) -> Void = { _ in }
    ) -> Run {
        var run = Run(
            id: id,
            accountID: account,
            trigger: trigger,
            requestedBy: trigger == .user ? admin : nil,
            dryRun: dryRun,
            autonomy: autonomy,
            startedAt: startedAt,
            endedAt: status == .running ? nil : startedAt + TimeSpan(seconds: 4),
            status: status,
            tier: .rules
        )
        change(&run)
        return run
    }

    static func report(change: (inout RunReport) -> Void = { _ in }) -> RunReport {
        var report = RunReport(account: account, autonomy: .approve, dryRun: false)
        report.accountName = accountName
        report.timeZoneName = "America/New_York"
        report.summary = summary
        report.tier = .rules
        report.tierReason = "23 ads have enough data; no learned model is in force: none has been trained yet"
        report.nextRun = now + .hours(1)
        change(&report)
        return report
    }

    static func plan(change: (inout Plan) -> Void = { _ in }) -> Plan {
        var plan = Plan(
            id: planID,
            accountID: account,
            runID: runID,
            createdAt: now,
            expiresAt: now + .hours(24),
            stateHash: "5f0c"
        )
        change(&plan)
        return plan
    }

    static func card(
        _ records: [ActionRecord],
        plan: Plan = plan(),
        run: Run = run(),
        report: RunReport = report(),
        alsoDone: [ActionRecord] = [],
        approvers: [String] = [approver.rawValue, "S0BUYERS"],
        at moment: Timestamp = now + .hours(1)
    ) -> PlanCard {
        PlanCard(
            plan: plan,
            records: records,
            run: run,
            report: report,
            alsoDone: alsoDone,
            approvers: approvers,
            now: moment
        )
    }

    // MARK: - A bot without Meta and Slack

    static var goals: [Goal] {
        let template = CampaignTemplate(objective: "OUTCOME_SALES", optimizationGoal: "OFFSITE_CONVERSIONS")
        return [
            Goal(
                key: .sales,
                active: true,
                priority: 5,
                budgetHint: 10_000,
                targetCPA: 40,
                targetROAS: 2.5,
                template: template
            ),
            Goal(key: .buildAudience, active: true, priority: 3, template: template),
            Goal(key: .streams, active: false, priority: 2, template: template),
        ]
    }

    static func bot(approvers: [String] = [approver.rawValue]) throws -> Bot {
        var configuration = BotConfiguration(accounts: [account], goals: goals)
        configuration.approvers = approvers
        configuration.admins = [admin.rawValue]
        configuration.channel = "C0MEDIA"
        return Bot(
            store: Store(driver: try SQLiteDriver.inMemory()),
            meta: nil,
            slack: nil,
            core: RulesCore(),
            configuration: configuration,
            clock: .fixed(now + .hours(1)),
            ids: IdentifierSource { 7 },
            sleep: { _ in },
            logger: Logger(label: "test"),
            holder: "host:1"
        )
    }
}
