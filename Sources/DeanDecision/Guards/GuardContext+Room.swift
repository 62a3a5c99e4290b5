import DeanDomain

extension GuardContext {
    /// The highest daily budget, minor units, that every cap and percentage lets an object have; nil when one of them
    /// can't be evaluated.
    func highestBudget(of object: ObjectID) -> Int64? {
        guard let budget = planned.daily(of: object), let live = live.daily(of: object),
            let ofObject = DailyIncreaseGuard.mostOf(object, self),
            let ofAccount = DailyIncreaseGuard.accountRoom(self),
            let campaign = planned.campaign(of: object), let caps = room(inCampaign: campaign)
        else { return nil }
        let step = money(live).scaledDown(by: 1 + rules.caps.budgetStepPercent / 100).minorUnits
        let own = CapGuard.most(under: minor(rules.caps.campaignDailyBudget))
        return min(step, ofObject, own, budget + min(caps, ofAccount))
    }

    /// The highest daily budget, minor units, of a new campaign for a goal; `isRaise` when it counts as a raise of the
    /// account's budgets.
    func highestBudget(ofNewCampaignFor goal: GoalKey, isRaise: Bool) -> Int64? {
        guard let account = room(planned.account, cap: minor(rules.caps.accountDailyBudget)),
            let inGoal = room(planned.goal(goal), cap: CapGuard.cap(of: goal, self))
        else { return nil }
        let caps = min(account, inGoal, CapGuard.most(under: minor(rules.caps.campaignDailyBudget)))
        guard isRaise else { return caps }
        return DailyIncreaseGuard.accountRoom(self).map { min(caps, $0) }
    }

    private func room(inCampaign campaign: ObjectID) -> Int64? {
        guard let account = room(planned.account, cap: minor(rules.caps.accountDailyBudget)),
            let own = room(planned.campaign(campaign), cap: minor(rules.caps.campaignDailyBudget))
        else { return nil }
        guard let goal = assignment.goal(of: campaign) else { return min(account, own) }
        return room(planned.goal(goal), cap: CapGuard.cap(of: goal, self)).map { min(account, own, $0) }
    }

    private func room(_ total: BudgetLedger.Total, cap: Int64) -> Int64? {
        total.known.map { max(0, CapGuard.most(under: cap) - $0) }
    }
}
