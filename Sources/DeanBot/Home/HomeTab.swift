import DeanDomain
import DeanSlack
import DeanStore

/// One person's Home tab: what runs, what waits, what was done, and the switches for whoever may turn them.
struct HomeTab: Sendable {
    struct AccountEntry: Sendable {
        let account: AccountID
        let name: String?
        let settings: Settings
        let stop: StopState?
    }

    struct PlanEntry: Sendable {
        let plan: Plan
        let accountName: String?
        /// What still waits.
        let actions: [PlannedAction]
    }

    let accounts: [AccountEntry]
    let goals: Answer
    /// Newest first.
    let plans: [PlanEntry]
    /// Newest first.
    let runs: [(run: Run, accountName: String?)]
    let channel: String?
    /// Whether the person may turn the switches.
    let mayChange: Bool
    let approvers: [String]
    let autoFloor: Double
    /// What came of the person's last click.
    var note: Mrkdwn?

    func view() -> HomeView {
        var budget = BlockBudget(blocks: 100)
        budget.append(.header("Dean"))
        if let note { budget.append(.section(note.cut(to: Layout.sectionLimit))) }
        if accounts.isEmpty { budget.append(.section(Answer.noAccount)) }
        budget.append(
            .actions([
                .button("Preview Plan", action: HomeControl.preview.rawValue, value: "preview"),
                .button("Run My Goals Now", action: HomeControl.run.rawValue, value: "run", style: .primary),
            ])
        )
        budget.append(.context("A preview changes nothing; a run makes a plan for approval. Both appear in \(place)."))
        budget.append(accounts, more: { "\($0) more accounts" }, blocks)
        budget.append(.header("Plans that wait"))
        if approvers.isEmpty { budget.append(.context(Layout.nobodyMayApprove)) }
        if plans.isEmpty { budget.append(.section("Nothing waits.")) }
        budget.append(plans, more: { "\($0) more plans" }, block)
        budget.append(.header("The last 10 runs"))
        let lines = runs.prefix(10).map { Layout.line(of: $0.run, accountName: $0.accountName) }
        budget.append(.section(lines.isEmpty ? "None yet." : Layout.lines(Array(lines), limit: Layout.sectionLimit)))
        budget.append(.header("Goals"))
        for block in Layout.sections(goals.lines) { budget.append(block) }
        return HomeView(blocks: budget.blocks)
    }

    private var place: Mrkdwn { channel.map { "\(channel: ChannelID($0))" } ?? "the channel" }

    private func blocks(_ entry: AccountEntry) -> [Block] {
        let settings = entry.settings
        let standing: Mrkdwn =
            entry.stop.map(Answer.stopped)
            ?? "Autonomy *\(settings.autonomy.rawValue)*: \(Layout.meaning(of: settings.autonomy))"
        let head: Mrkdwn = Layout.account(entry.account, name: entry.name) + "\n" + standing
        guard mayChange else {
            let switches: Mrkdwn = """
                Auto-scale winners \(settings.autoScaleWinners ? "on" : "off")  ·  auto-pause losers \
                \(settings.autoPauseLosers ? "on" : "off")  ·  admins can change this
                """
            return [.divider, .section(head), .context(switches)]
        }
        let levels = Autonomy.allCases.map { level in
            BlockOption(text: PlainText("Autonomy: \(level.rawValue)"), value: "\(entry.account) \(level.rawValue)")
        }
        let initial = Autonomy.allCases.firstIndex(of: settings.autonomy).map { levels[$0] }
        let switches: [BlockElement] = [
            toggle("Auto-scale winners", .toggleScale, isOn: settings.autoScaleWinners, of: entry.account),
            toggle("Auto-pause losers", .togglePause, isOn: settings.autoPauseLosers, of: entry.account),
            .select(
                StaticSelect(
                    placeholder: "Autonomy",
                    actionID: HomeControl.autonomy.rawValue,
                    options: levels,
                    initial: initial,
                    confirm: Confirm(
                        title: "Change autonomy?",
                        text: """
                            observe: I never write. approve: every change waits for a click. auto: I make changes of at \
                            least \(Layout.percent(autoFloor)) within the limits by myself.
                            """,
                        confirm: "Change",
                        deny: "Keep"
                    )
                )
            ),
        ]
        return [.divider, .section(head), .actions(switches)]
    }

    private func toggle(_ label: String, _ control: HomeControl, isOn: Bool, of account: AccountID) -> BlockElement {
        .button(
            PlainText("\(label): \(isOn ? "ON" : "OFF")"),
            action: control.rawValue,
            value: "\(account) \(isOn ? "off" : "on")",
            style: isOn ? .primary : nil
        )
    }

    private func block(_ entry: PlanEntry) -> [Block] {
        let name = Layout.name(entry.accountName ?? entry.plan.accountID.rawValue)
        let lines = entry.actions.map { "\($0.headline)  ·  \(Layout.confidence($0.confidence))" as Mrkdwn }
        let text: Mrkdwn = """
            \(bold: name): \(Layout.count(entry.actions.count, "change")), \(Layout.budgetChange(entry.actions))
            \(Layout.list(lines, limit: 1500))
            Decide in \(place) until \(date: entry.plan.expiresAt)
            """
        return [.section(text)]
    }
}
