import DeanDomain

/// Only objects that are there, and neither archived nor deleted, are changed (Meta's error 1885088).
struct LifecycleGuard: WriteGuard {
    let name = "object is alive"

    func verdict(_ action: PlannedAction, _ context: GuardContext) -> GuardAnswer {
        if action.target.kind == .account, action.target.id.rawValue != context.snapshot.account.id.rawValue {
            return .refused("the action is for another account")
        }
        for id in action.touched.sorted() {
            for object in context.objects.lineage(of: id) {
                let name = context.objects.ref(of: object)?.quoted ?? object.rawValue
                switch context.objects.status(of: object) {
                case .active?, .paused?: continue
                // What Dean has just made may be younger than the last reading; its state was compared live.
                case nil where action.type == .undo: continue
                case nil: return .refused("\(name) is not in the account as last read")
                case .archived?: return .refused("\(name) is archived")
                case .deleted?: return .refused("\(name) is deleted")
                case .other(let raw)?: return .refused("\(name) is in the unknown state \(raw)")
                }
            }
        }
        return .allowed("everything it touches can be changed")
    }
}
