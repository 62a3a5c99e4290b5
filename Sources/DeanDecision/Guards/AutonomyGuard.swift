import DeanDomain

/// An account that is only observed is never written to, whatever people approved before that was decided.
///
/// What Dean does by itself in `auto` is a run's own choice, which a flag may make.
struct AutonomyGuard: WriteGuard {
    let name = "autonomy"

    func verdict(_ action: PlannedAction, _ context: GuardContext) -> GuardAnswer {
        context.settings.autonomy == .observe && context.approved
            ? .refused("I only observe this account (autonomy observe) and write nothing")
            : .allowed("autonomy \(context.settings.autonomy.rawValue)")
    }
}
