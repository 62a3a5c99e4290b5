import DeanDomain

/// Over any 24 hours an object's budget, and all of the account's together, rise by no more than a percentage.
///
/// A goal's first campaign is not a raise: it is sized by the goal's share of the global budget and bounded by the caps.
/// An undo only restores what stood before.
struct DailyIncreaseGuard: WriteGuard {
    let name = "increase per day"

    func verdict(_ action: PlannedAction, _ context: GuardContext) -> GuardAnswer {
        let percent = Wording.number(context.rules.caps.budgetIncreasePerDayPercent, places: 0)
        guard action.dailyBudgetChange > 0, action.type != .createCampaign, action.type != .undo else {
            return .allowed("no budget rises above what it was")
        }
        for step in action.steps {
            guard case .setDailyBudget(let object, let from, let to) = step, to.minorUnits > from.minorUnits else {
                continue
            }
            guard let most = Self.mostOf(object.id, context) else {
                return .refused("\(object.quoted) has no daily budget of its own")
            }
            if to.minorUnits > most {
                return .refused("\(object.quoted) would rise by more than \(percent) % within 24 hours")
            }
        }
        guard let room = Self.accountRoom(context) else {
            return .refused("the account's daily budgets can't be added up: \(context.planned.account.obstacle)")
        }
        return action.dailyBudgetChange <= room
            ? .allowed("within \(percent) % over 24 hours")
            : .refused("all budgets together would rise by more than \(percent) % within 24 hours")
    }

    /// The highest budget, minor units, that an object may have by now.
    static func mostOf(_ object: ObjectID, _ context: GuardContext) -> Int64? {
        guard let live = context.live.daily(of: object) else { return nil }
        let risen = context.past(.hours(24)).filter { $0.target == object && $0.type.changesBudget }
            .reduce(0) { $0 + $1.dailyBudgetChange }
        return most(base: live - max(0, risen), context)
    }

    /// By how much the account's daily budgets may still rise, minor units.
    static func accountRoom(_ context: GuardContext) -> Int64? {
        guard let live = context.live.account.known else { return nil }
        var risenByTarget: [ObjectID: Int64] = [:]
        for action in context.past(.hours(24)) where action.type != .createCampaign {
            risenByTarget[action.target, default: 0] += action.dailyBudgetChange
        }
        let risen = risenByTarget.values.reduce(0) { $0 + max(0, $1) }
        let planned = context.alreadyPlanned.filter { $0.type != .createCampaign }
            .reduce(0) { $0 + max(0, $1.dailyBudgetChange) }
        // With nothing live a percentage means nothing; then it is taken of what people set for the whole account.
        let before = live - risen
        let base = before > 0 ? before : context.minor(context.settings.globalDailyBudget)
        return max(0, most(base: base, context) - base - risen - planned)
    }

    private static func most(base: Int64, _ context: GuardContext) -> Int64 {
        context.money(base).scaledDown(by: 1 + context.rules.caps.budgetIncreasePerDayPercent / 100).minorUnits
    }
}

extension ActionType {
    var changesBudget: Bool { self == .updateBudget || self == .undo }
}

extension BudgetLedger.Total {
    /// What has no daily budget, in words.
    var obstacle: String { unbounded.sorted().prefix(3).joined(separator: ", ") + " has no daily budget" }
}
