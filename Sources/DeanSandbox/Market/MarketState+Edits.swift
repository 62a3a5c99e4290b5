import DeanDomain

extension MarketState {
    /// Applies a change; false when there is no such object.
    @discardableResult
    mutating func apply(_ change: MarketChange, to id: ObjectID, at moment: Timestamp, by actor: MarketActor) -> Bool {
        switch place(of: id) {
        case .campaign(let index): applyToCampaign(change, index, moment)
        case .adSet(let index): applyToAdSet(change, index, moment)
        case .ad(let index): applyToAd(change, index, moment)
        case .creative(let index):
            if let name = change.name { creatives[index].name = name }
            if let status = change.status { creatives[index].status = status }
        case nil: return false
        }
        edits.append(MarketEdit(at: moment, by: actor, object: id, what: change.summary))
        version += 1
        return true
    }

    private mutating func applyToCampaign(_ change: MarketChange, _ index: Int, _ moment: Timestamp) {
        if let name = change.name { campaigns[index].name = name }
        if let status = change.status { campaigns[index].status = status }
        if let strategy = change.bidStrategy { campaigns[index].bidStrategy = strategy }
        if let budget = change.lifetimeBudget { campaigns[index].lifetimeBudget = budget }
        if let budget = change.dailyBudget {
            if Self.isSignificant(from: campaigns[index].dailyBudget, to: budget) {
                for adSet in campaigns[index].adSets { adSets[adSet].significantEditAt = moment }
            }
            campaigns[index].dailyBudget = budget
        }
        campaigns[index].updatedAt = moment
    }

    private mutating func applyToAdSet(_ change: MarketChange, _ index: Int, _ moment: Timestamp) {
        var isSignificant = false
        if let name = change.name { adSets[index].name = name }
        if let status = change.status { adSets[index].status = status }
        if let strategy = change.bidStrategy { adSets[index].bidStrategy = strategy }
        if let bid = change.bidAmount {
            adSets[index].bidAmount = bid
            isSignificant = true
        }
        if let goal = change.optimizationGoal, goal != adSets[index].optimizationGoal {
            adSets[index].optimizationGoal = goal
            isSignificant = true
        }
        if let targeting = change.targeting {
            adSets[index].targeting = targeting
            isSignificant = true
        }
        if let object = change.promotedObject { adSets[index].promotedObject = object }
        if let spec = change.attributionSpec { adSets[index].attributionSpec = spec }
        if let end = change.endAt { adSets[index].endAt = end }
        if let budget = change.lifetimeBudget { adSets[index].lifetimeBudget = budget }
        if let budget = change.dailyBudget {
            isSignificant = isSignificant || Self.isSignificant(from: adSets[index].dailyBudget, to: budget)
            if budget != adSets[index].dailyBudget { adSets[index].budgetChanges.append(moment) }
            adSets[index].dailyBudget = budget
        }
        if isSignificant { adSets[index].significantEditAt = moment }
        adSets[index].updatedAt = moment
    }

    private mutating func applyToAd(_ change: MarketChange, _ index: Int, _ moment: Timestamp) {
        if let name = change.name { ads[index].name = name }
        if let status = change.status { ads[index].status = status }
        if let id = change.creative, case .creative(let creative) = place(of: id), creative != ads[index].creative {
            ads[index].creative = creative
            adSets[ads[index].adSet].significantEditAt = moment
        }
        ads[index].updatedAt = moment
    }

    /// A change of more than 20 % sends an ad set back into learning (a practitioners' figure).
    private static func isSignificant(from old: Int64?, to new: Int64) -> Bool {
        guard let old, old > 0 else { return true }
        return abs(Double(new) / Double(old) - 1) > 0.2 + 1e-9
    }

    mutating func applyScheduled(_ account: Int, before hour: Int) {
        let limit = Timestamp(seconds: Int64(hour) * 3600)
        guard scheduled.contains(where: { $0.account == account && $0.at < limit }) else { return }
        let due = scheduled.filter { $0.account == account && $0.at < limit }.sorted { $0.at < $1.at }
        scheduled.removeAll { $0.account == account && $0.at < limit }
        for edit in due { apply(edit.change, to: edit.object, at: edit.at, by: .person) }
    }

    /// Every few days somebody changes a budget by hand, or pauses an ad set and takes it back a day later.
    mutating func letPeopleEdit(_ account: Int, _ period: DeliveryPeriod) {
        var random = SeededRandom(seed: seed, UInt64(account), 4, UInt64(bitPattern: Int64(period.day)))
        let hour = 9 + Int(random.next() % 9)
        guard random.unit() < 0.22, period.hour == hour else { return }
        let open = accounts[account].campaigns.flatMap { campaigns[$0].adSets }.filter {
            adSets[$0].opensToPeople && adSets[$0].status == "ACTIVE" && adSets[$0].dailyBudget != nil
        }
        guard !open.isEmpty else { return }
        let adSet = open[Int(random.next() % UInt64(open.count))]
        let at = Timestamp(seconds: Int64(period.startHour) * 3600 + Int64(random.next() % 3600))
        if random.unit() < 0.25 {
            apply(MarketChange(status: "PAUSED"), to: adSets[adSet].id, at: at, by: .person)
            scheduled.append(
                ScheduledEdit(
                    at: at + .hours(22),
                    account: account,
                    object: adSets[adSet].id,
                    change: MarketChange(status: "ACTIVE")
                )
            )
        } else if let budget = adSets[adSet].dailyBudget {
            let factors = [0.8, 0.9, 1.1, 1.15, 1.2]
            let changed = Double(budget) * factors[Int(random.next() % UInt64(factors.count))]
            // People type round amounts: whole dollars and euros, hundreds of yen.
            let new = max(accounts[account].minimumDailyBudget, Int64((changed / 100).rounded()) * 100)
            apply(MarketChange(dailyBudget: new), to: adSets[adSet].id, at: at, by: .person)
        }
    }
}
