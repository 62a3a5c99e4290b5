import DeanDomain

/// Anomalies freeze what rests on the numbers that they spoil.
struct AnomalyGuard: WriteGuard {
    let name = "anomalies"

    func verdict(_ action: PlannedAction, _ context: GuardContext) -> GuardAnswer {
        guard action.type != .undo else { return .allowed("taking something back needs no numbers") }
        var lineage = Set(action.touched.flatMap { context.objects.lineage(of: $0) })
        lineage.insert(ObjectID(context.snapshot.account.id.rawValue))
        for anomaly in context.anomalies where lineage.contains(anomaly.object.id) {
            switch anomaly.effect {
            case .none: continue
            case .freezesConversionDecisions:
                if action.restsOnConversions {
                    return .refused("conversions can't be trusted since \(anomaly.since): \(anomaly.cause)")
                }
            case .freezesRaises:
                if action.dailyBudgetChange > 0 {
                    return .refused("spend runs away since \(anomaly.since): \(anomaly.cause)")
                }
            }
        }
        return .allowed("no anomaly stands against it")
    }
}

extension PlannedAction {
    fileprivate var restsOnConversions: Bool {
        switch type {
        case .pauseAd, .pauseAdSet, .promoteWinner, .updateBudget: true
        case .createCampaign, .activateAd, .undo: false
        }
    }
}
