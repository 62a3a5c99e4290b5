import DeanDomain

/// Only the process that holds the account's lease writes.
struct LeaseGuard: WriteGuard {
    let name = "lease"

    func verdict(_ action: PlannedAction, _ context: GuardContext) -> GuardAnswer {
        switch context.leaseFresh {
        case nil: .refused("whether this process still holds the account could not be read")
        case false?: .refused("another process has taken over the account")
        case true?: .allowed("this process holds the account")
        }
    }
}
