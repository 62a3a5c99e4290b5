import DeanDomain

/// Nothing is written after `/dean stop`.
struct StopGuard: WriteGuard {
    let name = "stop"

    func verdict(_ action: PlannedAction, _ context: GuardContext) -> GuardAnswer {
        switch context.stopped {
        case nil: .refused("whether Dean is stopped could not be read")
        case true?: .refused("Dean is stopped; an admin can start it again")
        case false?: .allowed("Dean is not stopped")
        }
    }
}
