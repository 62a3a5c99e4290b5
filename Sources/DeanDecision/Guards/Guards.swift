package import DeanDomain

/// Asks every guard about an action.
///
/// A guard is pure and sees everything it needs in the context; one whose input is missing refuses. The same guards are
/// asked when an action is planned and, with fresh facts, right before it is carried out.
package enum Guards {
    /// When the question is asked.
    package enum Moment: Sendable {
        /// Nothing is sent yet: the stop flag, the lease and Meta's throttling are asked when something is.
        case planning
        case writing
    }

    /// One verdict for each guard, allowed ones included.
    package static func evaluate(
        _ action: PlannedAction,
        in context: GuardContext,
        moment: Moment = .writing
    ) -> [GuardVerdict] {
        if moment == .planning, context.snapshot.account.imported != nil {
            return [ImportGuard.advice] + verdicts(of: ofAnyFigures, on: action, in: context)
        }
        return verdicts(of: moment == .writing ? ofTheMoment + ofTheFacts : ofTheFacts, on: action, in: context)
    }

    private static func verdicts(
        of guards: [any WriteGuard],
        on action: PlannedAction,
        in context: GuardContext
    ) -> [GuardVerdict] {
        guards.map { one in
            switch one.verdict(action, context) {
            case .allowed(let reason): GuardVerdict(name: one.name, allowed: true, reason: reason)
            case .refused(let reason): GuardVerdict(name: one.name, allowed: false, reason: reason)
            }
        }
    }

    private static let ofTheMoment: [any WriteGuard] = [
        StopGuard(), AutonomyGuard(), LeaseGuard(), ThrottleGuard(), PlanExpiryGuard(), ImportGuard(),
    ]

    /// Those that a file's account can answer, which has no live state.
    private static let ofAnyFigures: [any WriteGuard] = [
        UnknownInputGuard(), LifecycleGuard(), CurrencyGuard(), AnomalyGuard(), LastLiveAdGuard(), WritesPerRunGuard(),
    ]

    private static let ofTheFacts: [any WriteGuard] = [
        UnknownInputGuard(), FreshSnapshotGuard(), LifecycleGuard(), CurrencyGuard(), HumanEditGuard(),
        AnomalyGuard(), LearningPhaseGuard(), LastLiveAdGuard(), DuplicateGuard(), BudgetStepGuard(),
        DailyIncreaseGuard(),
        BudgetCooldownGuard(), ChangesPerHourGuard(), PromotionCooldownGuard(), MinimumBudgetGuard(),
        CapGuard(level: .account), CapGuard(level: .goal), CapGuard(level: .campaign), CapGuard(level: .adSet),
        WritesPerRunGuard(),
    ]
}

/// One reason for which a write may be refused.
protocol WriteGuard: Sendable {
    var name: String { get }
    func verdict(_ action: PlannedAction, _ context: GuardContext) -> GuardAnswer
}

enum GuardAnswer: Sendable, Hashable {
    case allowed(String)
    case refused(String)
}
