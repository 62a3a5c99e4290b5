import DeanDomain

/// A daily cap bounds what Meta may spend in a day, and Meta may spend 25 % more than a daily budget.
///
/// Live budgets after the change, times 1.25, must fit under the cap. What doesn't raise a level's budgets is always
/// allowed, also where they are above the cap already.
struct CapGuard: WriteGuard {
    enum Level: String, Sendable, CaseIterable {
        case account
        case goal
        case campaign
        case adSet = "ad set"
    }

    let level: Level

    var name: String { "\(level.rawValue) cap" }

    func verdict(_ action: PlannedAction, _ context: GuardContext) -> GuardAnswer {
        let (after, campaigns) = context.planned.applying(action)
        switch level {
        case .account:
            return check(
                context.planned.account,
                after.account,
                cap: context.minor(context.rules.caps.accountDailyBudget),
                context
            )
        case .goal:
            let goals = Set(campaigns.compactMap { context.assignment.goal(of: $0) } + [action.goal].compactMap(\.self))
            for goal in goals.sorted(by: { $0.rawValue < $1.rawValue }) {
                let answer = check(
                    context.planned.goal(goal),
                    after.goal(goal),
                    cap: Self.cap(of: goal, context),
                    context
                )
                if case .refused = answer { return answer }
            }
        case .campaign:
            for campaign in campaigns.sorted() {
                let answer = check(
                    context.planned.campaign(campaign),
                    after.campaign(campaign),
                    cap: context.minor(context.rules.caps.campaignDailyBudget),
                    context
                )
                if case .refused = answer { return answer }
            }
        case .adSet:
            for step in action.steps {
                guard let (before, budget) = Self.adSetBudget(step, context) else { continue }
                let answer = check(
                    BudgetLedger.Total(sum: before),
                    BudgetLedger.Total(sum: budget),
                    cap: context.minor(context.rules.caps.campaignDailyBudget),
                    context
                )
                if case .refused = answer { return answer }
            }
        }
        return .allowed("within the \(level.rawValue) cap, Meta's 25 % included")
    }

    /// The highest sum of budgets, minor units, that a cap of so many minor units allows.
    static func most(under cap: Int64) -> Int64 { cap * 4 / 5 }

    /// The goal's own hint may be lower than the rule for all goals.
    static func cap(of key: GoalKey, _ context: GuardContext) -> Int64 {
        let rule = context.minor(context.rules.caps.goalDailyBudget)
        let hint = context.goals.first { $0.key == key }?.budgetHint
        return hint.map { min(rule, context.minor($0)) } ?? rule
    }

    private func check(
        _ before: BudgetLedger.Total,
        _ after: BudgetLedger.Total,
        cap: Int64,
        _ context: GuardContext
    ) -> GuardAnswer {
        guard after.sum > before.sum || !after.unbounded.subtracting(before.unbounded).isEmpty else {
            return .allowed("no budget of the \(level.rawValue) rises")
        }
        guard let sum = after.known else {
            return .refused("the \(level.rawValue) cap can't be checked: \(after.obstacle)")
        }
        let amount = context.money(sum)
        guard sum <= Self.most(under: cap) else {
            return .refused(
                "live daily budgets of the \(level.rawValue) would be \(amount); with the 25 % that Meta may overspend "
                    + "that exceeds the cap of \(context.money(cap))"
            )
        }
        return .allowed("\(amount) and Meta's 25 % stay within the \(level.rawValue) cap of \(context.money(cap))")
    }

    private static func adSetBudget(_ step: WriteStep, _ context: GuardContext) -> (before: Int64, after: Int64)? {
        switch step {
        case .setDailyBudget(let object, _, let to):
            guard object.kind == .adSet else { return nil }
            return (context.planned.daily(of: object.id) ?? 0, to.minorUnits)
        case .createAdSet(let draft, _): return draft.dailyBudget.map { (0, $0.minorUnits) }
        case .setStatus(let object, _, .active):
            return object.kind == .adSet ? context.planned.daily(of: object.id).map { (0, $0) } : nil
        case .setStatus, .createCampaign, .copyAdSet, .createAd: return nil
        }
    }
}
