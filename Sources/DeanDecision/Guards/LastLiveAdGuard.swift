import DeanDomain

/// The last live ad of an ad set is never paused.
struct LastLiveAdGuard: WriteGuard {
    let name = "last live ad"

    func verdict(_ action: PlannedAction, _ context: GuardContext) -> GuardAnswer {
        guard action.type == .pauseAd, let ad = context.objects.ads[action.target.id] else {
            return .allowed("no ad is paused")
        }
        let gone = Set(context.alreadyPlanned.filter { $0.type == .pauseAd }.map(\.target.id)).union([ad.id])
        let left = (context.objects.adsOfAdSet[ad.adSetID] ?? []).count {
            $0.status == .active && !gone.contains($0.id)
        }
        return left > 0
            ? .allowed("\(left) live ads stay in the ad set") : .refused("it is the last live ad of its ad set")
    }
}
