import DeanDomain
import Foundation
import Testing

@testable import dean

@Suite struct ConfigurationFileTests {
    @Test(arguments: ["production", "sandbox"])
    func shippedFilesSayWhatIsBuiltIn(profile: String) throws {
        let overrides = ConfigurationOverrides(profile: profile)
        let shipped = try DeanConfiguration.load(
            overrides: overrides,
            environment: [:],
            workingDirectory: Repository.root
        )
        #expect(shipped.directory == "manifests/config")
        try TemporaryDirectory.with([:]) { empty in
            var builtIn = try DeanConfiguration.load(overrides: overrides, environment: [:], workingDirectory: empty)
            #expect(builtIn.directory == nil)
            builtIn.directory = shipped.directory
            #expect(builtIn == shipped)
        }
        #expect(shipped.goals.filter(\.active).map(\.key) == [.sales])
        #expect(shipped.rules.caps.accountDailyBudget == (profile == "sandbox" ? 600 : 50))
    }

    @Test func shippedFilesShowEveryKey() throws {
        let rules = try Repository.text("manifests/config/rules.yaml")
        for key in Rules.keys { #expect(rules.contains("\n  \(key.name): "), "\(key.section).\(key.name)") }
        let goals = try Repository.text("manifests/config/goals.yaml")
        for key in GoalKey.allCases { #expect(goals.contains("\n  \(key.rawValue): ")) }
    }

    @Test func everyProblemComesOutAtOnceWithItsPlaceAndRange() throws {
        let files = [
            "rules.yaml": """
            caps:
              account_daily_budget: 80
              budget_step_percnt: 25
              writes_per_run: -1
            cooldowns: {budget_hours: "24", promotion_hours: 2000}
            caps:
              account_daily_budget: 90
            """,
            "settings.yaml": """
            default:
              autonomy: sometimes
            production:
              run_interval: 60
              accounts: [act_12, twelve]
            staging:
              rules:
                confidence: {auto: 1.5}
            """,
            "goals.yaml": """
            goals:
              sales: {priority: 9, target_cpa: cheap}
              sale: {priority: 1}
            signals: [purchase]
            """,
            "rule.yaml": "",
        ]
        let expected = """
            c/rule.yaml:1: found a file that Dean does not read, expected rules.yaml; rename it
            c/rules.yaml:6: caps: found the key a second time (first on line 1), expected it once; delete one of the two lines
            c/rules.yaml:5: cooldowns.budget_hours: found "24", expected a whole number from 0 to 720; change it, or delete the line to get the default
            c/rules.yaml:5: cooldowns.promotion_hours: found "2000", expected a whole number from 0 to 720; change it, or delete the line to get the default
            c/settings.yaml:2: default.autonomy: found "sometimes", expected one of observe, approve, auto; change it, or delete the line to get the default
            c/settings.yaml:4: production.run_interval: found "60", expected a whole number from 900 to 86400; change it, or delete the line to get the default
            c/settings.yaml:5: production.accounts: found a list, expected a list of ad accounts such as act_1234567890; change it, or delete the line to get the default
            c/settings.yaml:8: staging.rules.confidence.auto: found "1.5", expected a number from 0 to 1; change it, or delete the line to get the default
            c/goals.yaml:2: goals.sales.priority: found "9", expected a whole number from 1 to 5; change it, or delete the line to get the default
            c/goals.yaml:2: goals.sales.target_cpa: found "cheap", expected a number from 0.01 to 1000000; change it, or delete the line to get the default
            c/goals.yaml:3: goals.sale: found a key that Dean does not know, expected "sales"; mend the spelling or delete the line
            c/goals.yaml:4: signals: found a list, expected keys with values (`key: value`)
            environment: RUN_INTERVAL: found "1h", expected whole seconds from 900 to 86400; change it, or unset the variable
            """
        let problems = try problems(in: files, environment: ["RUN_INTERVAL": "1h"])
        #expect(problems.map(\.description) == expected.split(separator: "\n").map(String.init))
    }

    @Test func aKeyGivenTwiceDoesNotHideOtherProblems() throws {
        let rules = """
            plan: {expires_hours: 24}
            caps:
              writes_per_run: 5
              "writes_per_run": 6
              campaign_daily_budget: lots
            """
        let problems = try problems(in: ["rules.yaml": rules])
        #expect(problems.map(\.key) == ["caps.writes_per_run", "caps.campaign_daily_budget"])
        #expect(problems.first?.source == .file("c/rules.yaml", line: 4))
    }

    @Test func aFileThatIsNoYAMLSaysOnWhichLine() throws {
        let problems = try problems(in: ["rules.yaml": "caps:\n  writes_per_run: 5\n bad: [1\n"])
        #expect(problems.count == 1)
        guard case .file("c/rules.yaml", let line) = try #require(problems.first).source else {
            Issue.record("no file in \(problems)")
            return
        }
        #expect((3...4).contains(line))
    }

    @Test func aProfileTakesWhatItDoesNotSayFromDefaultAndRules() throws {
        let files = [
            "rules.yaml": "caps: {writes_per_run: 7, account_daily_budget: 70}",
            "settings.yaml": """
            default: {global_daily_budget: 25, rules: {caps: {account_daily_budget: 75}}}
            night: {autonomy: observe, rules: {plan: {expires_hours: 12}}}
            """,
        ]
        try TemporaryDirectory.with(files, in: "c") { root in
            let night = try DeanConfiguration.load(
                overrides: ConfigurationOverrides(profile: "night", directory: "c"),
                environment: [:],
                workingDirectory: root
            )
            #expect(night.settings.autonomy == .observe)
            #expect(night.settings.globalDailyBudget == 25)
            #expect(night.rules.caps.accountDailyBudget == 75)
            #expect(night.rules.caps.writesPerRun == 7)
            #expect(night.rules.plan.expiresHours == 12)
            let usual = try DeanConfiguration.load(environment: ["DEAN_CONFIG": "c"], workingDirectory: root)
            #expect(usual.settings.autonomy == .approve)
            #expect(usual.rules.plan.expiresHours == 24)
        }
    }

    @Test func goalsThatAreNotListedAreOffAndListedOnesOn() throws {
        let goals = """
            goals:
              streams: {priority: 2, budget_hint: 12.5, campaigns: [Tour, "123"]}
              presave: {active: false}
            signals: {streams: [link_click]}
            """
        try TemporaryDirectory.with(["goals.yaml": goals], in: "c") { root in
            let configuration = try DeanConfiguration.load(
                overrides: ConfigurationOverrides(directory: "c"),
                environment: [:],
                workingDirectory: root
            )
            #expect(configuration.goals.map(\.key) == GoalKey.allCases)
            #expect(configuration.goals.filter(\.active).map(\.key) == [.streams])
            let streams = try #require(configuration.goals.first { $0.key == .streams })
            #expect(streams.budgetHint == 12.5)
            #expect(streams.campaigns == ["Tour", "123"])
            #expect(configuration.signals.actionTypes[.streams] == ["link_click"])
            #expect(configuration.signals.actionTypes[.sales] == SignalMap.standard.actionTypes[.sales])
        }
    }

    @Test func aDirectoryOrProfileThatIsNotThereIsSaidToBeMissing() throws {
        try TemporaryDirectory.with([:]) { root in
            let error = #expect(throws: ConfigurationError.self) {
                try DeanConfiguration.load(
                    overrides: ConfigurationOverrides(profile: "prod", directory: "nowhere"),
                    environment: [:],
                    workingDirectory: root
                )
            }
            #expect(error?.problems.map(\.key) == ["--config", "--profile"])
        }
    }

    private func problems(
        in files: [String: String],
        environment: [String: String] = [:]
    ) throws -> [ConfigurationProblem] {
        var problems: [ConfigurationProblem] = []
        try TemporaryDirectory.with(files, in: "c") { root in
            let error = #expect(throws: ConfigurationError.self) {
                try DeanConfiguration.load(
                    overrides: ConfigurationOverrides(directory: "c"),
                    environment: environment,
                    workingDirectory: root
                )
            }
            problems = error?.problems ?? []
        }
        return problems
    }
}
