import DeanDomain

/// What one section of `settings.yaml` says, over what `default` and `rules.yaml` say.
struct ProfileSettings: Sendable, Hashable {
    static let runIntervalRange = 900...86_400
    static let adsPerRunRange = 0...50

    var settings = Settings()
    var rules: Rules
    var accounts: [AccountID] = []
    /// Seconds.
    var runInterval = 3600
    var adsPerRun = 1

    init(rules: Rules) {
        self.rules = rules
    }

    mutating func apply(_ reader: inout SectionReader) {
        if let value = reader.choice("autonomy", of: Autonomy.self) { settings.autonomy = value }
        if let value = reader.flag("auto_scale_winners") { settings.autoScaleWinners = value }
        if let value = reader.flag("auto_pause_losers") { settings.autoPauseLosers = value }
        if let value = reader.number("global_daily_budget", in: Rules.moneyRange) { settings.globalDailyBudget = value }
        if let value = reader.whole("run_interval", in: Self.runIntervalRange) { runInterval = value }
        if let value = reader.whole("ads_per_run", in: Self.adsPerRunRange) { adsPerRun = value }
        let ids = reader.texts("accounts", expected: "a list of ad accounts such as act_1234567890") {
            AccountID.isWellFormed($0)
        }
        if let ids { accounts = ids.map { AccountID($0) }.uniqued() }
        reader.section("rules") { rules.apply(&$0) }
    }

    /// The demo's simulated account is bigger than a first real one.
    mutating func applySandbox() {
        settings.globalDailyBudget = 400
        runInterval = 900
        rules.caps.accountDailyBudget = 600
        rules.caps.campaignDailyBudget = 300
        rules.caps.goalDailyBudget = 600
    }

    /// Reads all profiles, so that a mistake in one that is not in use comes out too.
    static func profiles(_ reader: inout SectionReader, rules: Rules) -> [String: ProfileSettings] {
        var base = ProfileSettings(rules: rules)
        reader.section("default") { base.apply(&$0) }
        var profiles = ["production": base]
        for name in reader.keys where name != "default" {
            var profile = base
            reader.section(name) { profile.apply(&$0) }
            profiles[name] = profile
        }
        if profiles["sandbox"] == nil {
            base.applySandbox()
            profiles["sandbox"] = base
        }
        return profiles
    }
}

extension AccountID {
    /// Digits, with or without `act_`.
    static func isWellFormed(_ text: String) -> Bool {
        let digits = text.hasPrefix("act_") ? text.dropFirst(4) : Substring(text)
        return !digits.isEmpty && digits.utf8.allSatisfy { (48...57).contains($0) }
    }
}
