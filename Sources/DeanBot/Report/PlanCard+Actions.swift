import DeanDomain
import DeanSlack

/// The changes on a card, and their buttons.
extension PlanCard {
    /// Every change in full while that fits; else the first in full and each of the others in a line, so that whoever
    /// approves all of them has seen all of them.
    func listing(blocks room: Int, characters: Int) -> [Block] {
        let full = records.enumerated().map { self.blocks(for: $1, number: $0 + 1) }
        let lines = records.enumerated().map { Layout.line(of: $1, number: $0 + 1) }
        func fits(_ blocks: [Block]) -> Bool {
            blocks.count <= room && blocks.reduce(0) { $0 + $1.textLength } <= characters
        }
        for shown in (0...records.count).reversed() {
            let candidate = full.prefix(shown).flatMap(\.self) + Layout.packed(Array(lines.dropFirst(shown)))
            if fits(candidate) { return candidate }
        }
        var shown = records.count
        while true {
            shown -= 1
            let rest = Layout.context(["\(records.count - shown) more; `/dean history` lists them"])
            let candidate = Layout.packed(Array(lines.prefix(shown))) + [rest]
            if shown <= 0 || fits(candidate) { return candidate }
        }
    }

    private func blocks(for record: ActionRecord, number: Int) -> [Block] {
        let action = record.action
        let isOpen = record.status == .proposed && (isDecidable || plan.preview)
        let value = ButtonValue(plan: plan.id, action: action.id).text
        let why = Button(
            text: "Why?",
            actionID: Self.explainAction,
            value: value,
            accessibilityLabel: "Why change \(number)"
        )
        var blocks: [Block] = [
            .section(text(of: action, number: number), accessory: isOpen ? .button(why) : nil)
        ]
        if record.status != .proposed {
            blocks.append(Layout.context([Layout.state(of: record)]))
        } else if isDecidable, waiting.count > 1 {
            blocks.append(
                .actions([
                    .button(
                        Button(
                            text: "Approve",
                            actionID: Self.approveAction,
                            value: value,
                            style: .primary,
                            accessibilityLabel: "Approve change \(number)"
                        )
                    ),
                    .button(
                        Button(
                            text: "Reject",
                            actionID: Self.rejectAction,
                            value: value,
                            accessibilityLabel: "Reject change \(number)"
                        )
                    ),
                ])
            )
        }
        return blocks
    }

    /// What, how sure that what comes of it, and why.
    private func text(of action: PlannedAction, number: Int) -> Mrkdwn {
        var lines: [Mrkdwn] = ["\(bold: "\(number). \(action.headline)")"]
        lines.append("\(Layout.confidence(action.confidence)) that \(action.shortened(action.aim))")
        let evidence = action.evidence.prefix(3).map { line -> Mrkdwn in
            "\(action.shortened(line.label)): \(action.shortened(line.value))"
        }
        if !evidence.isEmpty { lines.append(evidence.joined(separator: "  ·  ")) }
        let refusals = action.verdicts.filter { !$0.allowed }
        if !refusals.isEmpty {
            let reasons = refusals.map { "\($0.name): \($0.reason)" }.joined(separator: "; ")
            lines.append(":no_entry: \(action.shortened(reasons))")
        }
        return lines.joined(separator: "\n").cut(to: Layout.sectionLimit)
    }

    var planButtons: Block? {
        guard isDecidable else { return nil }
        let value = ButtonValue(plan: plan.id, action: nil).text
        let all = waiting.count == 1 ? "" : waiting.count == 2 ? " both" : " all \(waiting.count)"
        let confirm = Confirm(
            title: "Approve\(all)?",
            text: """
                \(Layout.budgetChange(waiting.map(\.action)).plainText). Each change is checked against the live account before it \
                is made, and made once.
                """,
            confirm: "Approve\(all)",
            deny: "Not yet"
        )
        return .actions([
            .button(
                "Approve\(all)",
                action: Self.approvePlan,
                value: value,
                style: .primary,
                confirm: waiting.count == 1 ? nil : confirm
            ),
            .button("Reject\(all)", action: Self.rejectPlan, value: value, style: .danger),
        ])
    }
}
