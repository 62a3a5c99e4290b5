package import DeanDomain

/// What the process's configuration says that Dean's conduct depends on.
package struct BotConfiguration: Sendable {
    package var accounts: [AccountID]
    package var goals: [Goal]
    package var signals: SignalMap
    package var rules: Rules
    /// Where an account has no settings of its own in the store.
    package var settings: Settings
    /// Slack user ids and user-group ids.
    package var approvers: [String]
    package var admins: [String]
    package var channel: String?
    package var runInterval: TimeSpan
    package var pixelID: String?
    package var pageID: String?
    /// Zone of an account that names none.
    package var fallbackZone: String
    /// The settings profile in force: "production", "sandbox".
    package var profile: String

    package init(
        accounts: [AccountID],
        goals: [Goal],
        signals: SignalMap = .standard,
        rules: Rules = Rules(),
        settings: Settings = Settings(),
        approvers: [String] = [],
        admins: [String] = [],
        channel: String? = nil,
        runInterval: TimeSpan = .hours(1),
        pixelID: String? = nil,
        pageID: String? = nil,
        fallbackZone: String = "UTC",
        profile: String = "production"
    ) {
        self.accounts = accounts
        self.goals = goals
        self.signals = signals
        self.rules = rules
        self.settings = settings
        self.approvers = approvers
        self.admins = admins
        self.channel = channel
        self.runInterval = runInterval
        self.pixelID = pixelID
        self.pageID = pageID
        self.fallbackZone = fallbackZone
        self.profile = profile
    }
}
