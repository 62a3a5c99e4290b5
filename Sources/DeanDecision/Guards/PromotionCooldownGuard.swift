import DeanDomain

/// A creative is promoted at most once within the cooldown.
struct PromotionCooldownGuard: WriteGuard {
    let name = "promotion cooldown"

    func verdict(_ action: PlannedAction, _ context: GuardContext) -> GuardAnswer {
        guard action.type == .promoteWinner else { return .allowed("no promotion") }
        let hours = context.rules.cooldowns.promotionHours
        let earlier = context.past(.hours(hours)).filter { $0.type == .promoteWinner }
        let last = earlier.filter { $0.target == action.target.id || Self.same($0.creativeID, action.creativeID) }
            .map(\.executedAt).max()
        if let last { return .refused("it was promoted at \(last); \(hours) hours must pass") }
        let planned = context.alreadyPlanned.contains {
            $0.type == .promoteWinner && Self.same($0.creativeID, action.creativeID)
        }
        return planned
            ? .refused("the same creative is already promoted in this cycle")
            : .allowed("not promoted within \(hours) hours")
    }

    private static func same(_ left: ObjectID?, _ right: ObjectID?) -> Bool { left != nil && left == right }
}
