import DeanDomain

/// What a person has just changed is left alone.
struct HumanEditGuard: WriteGuard {
    let name = "people's changes"

    func verdict(_ action: PlannedAction, _ context: GuardContext) -> GuardAnswer {
        let cooldown = TimeSpan.hours(context.rules.cooldowns.afterHumanEditHours)
        for id in action.touched.sorted() {
            if let edit = context.humanEdits[id], context.now - edit < cooldown {
                let name = context.objects.ref(of: id)?.quoted ?? id.rawValue
                return .refused(
                    "a person changed \(name) at \(edit); Dean leaves it alone for "
                        + "\(context.rules.cooldowns.afterHumanEditHours) hours"
                )
            }
        }
        return .allowed("no person changed it lately")
    }
}
