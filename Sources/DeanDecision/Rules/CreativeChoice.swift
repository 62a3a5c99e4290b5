import DeanDomain

/// Picks creatives of the account's library for new ads of a goal.
struct CreativeChoice {
    let view: AccountView

    /// The goal's own creatives first, the best first; then those that no goal uses.
    ///
    /// A creative that serves another goal leads somewhere else and is never taken.
    func creatives(for goal: GoalKey, count: Int) -> [Creative] {
        var events: [ObjectID: Double] = [:]
        var foreign: Set<ObjectID> = []
        for ad in view.snapshot.ads {
            guard let creative = ad.creativeID else { continue }
            switch view.assignment.goal(of: ad.campaignID) {
            case goal?: events[creative, default: 0] += view.sum(ofAd: ad.id, days: 28).events
            case nil: continue
            default: foreign.insert(creative)
            }
        }
        let usable = view.snapshot.creatives.filter { creative in
            (creative.status ?? "ACTIVE") == "ACTIVE" && (events[creative.id] != nil || !foreign.contains(creative.id))
        }
        return Array(
            usable.sorted { left, right in
                let (first, second) = (events[left.id] ?? -1, events[right.id] ?? -1)
                return first == second ? left.id < right.id : first > second
            }.prefix(count)
        )
    }
}
