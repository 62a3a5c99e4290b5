import DeanDomain
import DeanStore

/// Values that the tests store; the defaults are valid and whole.
enum Sample {
    static let account = AccountID("act_1")
    static let person = PersonID("U1")
    static let noon = Timestamp(seconds: 1_790_000_000)
    static let day = AccountDay(ordinal: 20_700)

    static func snapshot(readAt: Timestamp = noon, ads: [Ad] = [ad("11"), ad("12")]) -> AccountSnapshot {
        AccountSnapshot(
            account: Account(
                id: account,
                name: "Shop “Ü”",
                currency: .usd,
                timeZoneName: "America/New_York",
                status: 1,
                minimumDailyBudget: usd(100)
            ),
            campaigns: [
                Campaign(
                    id: ObjectID("31"),
                    name: "Sales",
                    objective: "OUTCOME_SALES",
                    status: .active,
                    effectiveStatus: "ACTIVE",
                    dailyBudget: usd(2_000),
                    createdAt: noon - .days(9)
                )
            ],
            adSets: [
                AdSet(
                    id: ObjectID("21"),
                    campaignID: ObjectID("31"),
                    name: "Broad",
                    status: .other("NEW_ONE"),
                    effectiveStatus: "NEW_ONE",
                    learningStage: .learning,
                    targeting: #"{"geo_locations":{"countries":["US"]}}"#
                )
            ],
            ads: ads,
            creatives: [Creative(id: ObjectID("41"), name: "Blue/green", title: "Hello")],
            readAt: readAt
        )
    }

    static func ad(_ id: String, status: ConfiguredStatus = .active, effective: String = "ACTIVE") -> Ad {
        Ad(
            id: ObjectID(id),
            adSetID: ObjectID("21"),
            campaignID: ObjectID("31"),
            creativeID: ObjectID("41"),
            name: "Ad \(id)",
            status: status,
            effectiveStatus: effective,
            createdAt: noon - .days(5)
        )
    }

    static func usd(_ minorUnits: Int64) -> Money { Money(minorUnits: minorUnits, currency: .usd) }

    static func insight(
        _ object: String = "11",
        level: ObjectKind = .ad,
        campaign: String? = "31",
        day: AccountDay = day,
        hour: Int? = nil,
        breakdown: String? = nil,
        goal: GoalKey? = .sales,
        spend: Int64 = 500,
        purchases: Double = 2
    ) -> StoredInsight {
        let row = InsightRow(
            level: level,
            objectID: ObjectID(object),
            campaignID: campaign.map { ObjectID($0) },
            adSetID: ObjectID("21"),
            day: day,
            hour: hour,
            breakdown: breakdown,
            spend: usd(spend),
            impressions: 1_000,
            reach: 800,
            clicks: 30,
            linkClicks: 20,
            thruplays: 4,
            actions: ["omni_purchase": purchases, "purchase": purchases, "link_click": 20],
            actionValues: ["omni_purchase": purchases * 10.5]
        )
        var metrics = SignalMap.standard.metrics(of: goal ?? .sales, in: row)
        if goal == nil { (metrics.events, metrics.revenue) = (0, 0) }
        return StoredInsight(row: row, goal: goal, metrics: metrics)
    }

    static func run(_ id: String = "run_1", account: AccountID = account, startedAt: Timestamp = noon) -> Run {
        Run(
            id: RunID(id),
            accountID: account,
            trigger: .user,
            requestedBy: person,
            dryRun: false,
            goal: .sales,
            autonomy: .approve,
            startedAt: startedAt,
            configuration: #"{"rules":{}}"#
        )
    }

    static func plan(
        _ id: String = "plan_1",
        account: AccountID = account,
        createdAt: Timestamp = noon,
        preview: Bool = false
    ) -> Plan {
        Plan(
            id: PlanID(id),
            accountID: account,
            runID: RunID("run_1"),
            createdAt: createdAt,
            expiresAt: createdAt + .hours(24),
            stateHash: "abc",
            preview: preview
        )
    }

    static func action(
        _ id: String,
        plan: String? = "plan_1",
        account: AccountID = account,
        status: ActionStatus = .proposed,
        decision: HumanDecision? = nil,
        executedAt: Timestamp? = nil
    ) -> ActionRecord {
        let target = ObjectRef(kind: .adSet, id: ObjectID("21"), name: "Broad <&>")
        let step = WriteStep.setDailyBudget(object: target, from: usd(2_000), to: usd(2_400))
        let action = PlannedAction(
            id: ActionID(id),
            type: .updateBudget,
            goal: .sales,
            target: target,
            before: [ObjectState(object: target, status: .active, dailyBudget: usd(2_000))],
            after: [ObjectState(object: target, status: .active, dailyBudget: usd(2_400))],
            steps: [step],
            message: "Raise “Broad” from $20.00 to $24.00 a day",
            aim: "cost per purchase stays within target",
            confidence: Confidence(0.8125),
            priority: 3,
            evidence: [EvidenceLine("cost per purchase, 7 days", "$8.20")],
            verdicts: [GuardVerdict(name: "account cap", allowed: true, reason: "$24.00 of $50.00")],
            creativeID: ObjectID("41"),
            dailyBudgetChange: 400
        )
        return ActionRecord(
            action: action,
            accountID: account,
            runID: RunID("run_1"),
            planID: plan.map { PlanID($0) },
            status: status,
            decision: decision,
            createdAt: noon,
            executedAt: executedAt
        )
    }

    static func intent(
        _ id: String,
        action: String = "a1",
        step index: Int = 0,
        state: IntentState = .stored,
        account: AccountID = account
    ) -> Intent {
        let target = ObjectRef(kind: .adSet, id: ObjectID("21"), name: "Broad")
        return Intent(
            id: IntentID(id),
            actionID: ActionID(action),
            accountID: account,
            stepIndex: index,
            step: .setStatus(object: target, from: .active, to: .paused),
            state: state,
            sends: state == .stored ? 0 : 1,
            updatedAt: noon
        )
    }

    static func approval(_ person: PersonID = person, at: Timestamp = noon) -> HumanDecision {
        HumanDecision(person: person, at: at, approved: true)
    }

    static func rejection(_ reason: String? = "too early", at: Timestamp = noon) -> HumanDecision {
        HumanDecision(person: person, at: at, approved: false, reason: reason)
    }
}

extension Store {
    /// A plan of proposed actions with its run.
    func insertPlan(_ plan: Plan = Sample.plan(), actions: [String]) async throws {
        if try await run(plan.runID) == nil { try await insert(Sample.run(plan.runID.rawValue)) }
        let records = actions.map { Sample.action($0, plan: plan.id.rawValue, account: plan.accountID) }
        try await insert(plan: plan, actions: records)
    }
}
