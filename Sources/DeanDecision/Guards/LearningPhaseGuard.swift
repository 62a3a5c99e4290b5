import DeanDomain

/// No kill and no scale while Meta reports the learning phase, emergencies excepted.
///
/// An emergency is money that runs with next to no chance: a pause whose miss is at least 99 % sure.
struct LearningPhaseGuard: WriteGuard {
    let name = "learning phase"
    static let emergency = 0.99

    func verdict(_ action: PlannedAction, _ context: GuardContext) -> GuardAnswer {
        let pauses = action.type == .pauseAd || action.type == .pauseAdSet
        let scales = action.type == .updateBudget && action.dailyBudgetChange > 0
        guard pauses || scales else { return .allowed("neither a kill nor a scale") }
        let adSets = action.touched.flatMap { id -> [AdSet] in
            if let ad = context.objects.ads[id] { return [context.objects.adSets[ad.adSetID]].compactMap(\.self) }
            if let adSet = context.objects.adSets[id] { return [adSet] }
            return (context.objects.adSetsOfCampaign[id] ?? []).filter { $0.status == .active }
        }
        guard let learning = adSets.first(where: { $0.learningStage == .learning }) else {
            return .allowed("Meta reports no learning phase")
        }
        if pauses, action.confidence.probability >= Self.emergency {
            return .allowed("\(learning.ref.quoted) is in Meta's learning phase, but money runs with next to no chance")
        }
        return .refused("\(learning.ref.quoted) is in Meta's learning phase")
    }
}
