import DeanDomain
import Foundation
import Logging

extension DeanConfiguration {
    static let standardDirectory = "manifests/config"
    static let fileNames = ["settings.yaml", "rules.yaml", "goals.yaml"]

    /// Reads files, then `environment`, then `overrides`, each winning over the one before.
    ///
    /// Relative paths count from `workingDirectory`. Throws every problem at once.
    static func load(
        overrides: ConfigurationOverrides = ConfigurationOverrides(),
        environment variables: [String: String],
        workingDirectory: String
    ) throws(ConfigurationError) -> DeanConfiguration {
        var problems: [ConfigurationProblem] = []
        var environment = EnvironmentReader(variables)

        let directory = configurationDirectory(overrides, environment, workingDirectory, &problems)
        let files = ConfigurationFiles(directory: directory, workingDirectory: workingDirectory)
        problems += files.problems

        var rules = Rules()
        files.read("rules.yaml", &problems) { rules.apply(&$0) }
        var profiles: [String: ProfileSettings] = [:]
        files.read("settings.yaml", &problems) { profiles = ProfileSettings.profiles(&$0, rules: rules) }
        var goalsFile = GoalsFile.standard
        if files.has("goals.yaml") { files.read("goals.yaml", &problems) { goalsFile = GoalsFile(&$0) } }

        let name = overrides.profile ?? "production"
        if profiles[name] == nil {
            problems.append(
                ConfigurationProblem(
                    .flag,
                    key: "--profile",
                    found: "\"\(name)\"",
                    expected: "one of " + profiles.keys.sorted().joined(separator: ", "),
                    mend: "name one of them, or add a section \(name): to settings.yaml"
                )
            )
        }
        let profile = profiles[name] ?? ProfileSettings(rules: rules)
        var configuration = DeanConfiguration(
            profile: name,
            directory: directory,
            settings: profile.settings,
            rules: profile.rules,
            goals: goalsFile.goals,
            signals: goalsFile.signals,
            runInterval: TimeSpan(seconds: Int64(profile.runInterval)),
            adsPerRun: profile.adsPerRun,
            database: .sqlite(""),
            dataDirectory: ".dean"
        )
        configuration.meta.accounts = profile.accounts
        configuration.apply(&environment)
        problems += environment.problems

        if let autonomy = overrides.autonomy { configuration.settings.autonomy = autonomy }
        if let account = overrides.account { configuration.meta.accounts = [account] }
        guard problems.isEmpty else { throw ConfigurationError(problems: problems) }
        return configuration
    }

    private mutating func apply(_ environment: inout EnvironmentReader) {
        if let autonomy = environment.choice("DEAN_AUTONOMY", of: Autonomy.self) { settings.autonomy = autonomy }
        let interval = environment.whole("RUN_INTERVAL", in: ProfileSettings.runIntervalRange, unit: "seconds")
        if let interval { runInterval = TimeSpan(seconds: Int64(interval)) }
        let ads = environment.whole("ADS_PER_RUN", in: ProfileSettings.adsPerRunRange, unit: "ads")
        if let ads { adsPerRun = ads }
        if let cents = environment.whole("DAILY_BUDGET", in: 1...1_000_000_000, unit: "cents") {
            rules.scale.newAdSetDailyBudget = Double(cents) / 100
        }

        let accounts = meta.accounts
        meta = MetaEnvironment(&environment)
        if meta.accounts.isEmpty { meta.accounts = accounts }
        slack = SlackEnvironment(&environment)
        api = APIEnvironment(&environment)
        supabase = SupabaseEnvironment(&environment)
        kie = GenerationEnvironment(&environment, prefix: "KIE")
        flux = GenerationEnvironment(&environment, prefix: "FLUX")

        if let path = environment.text("DEAN_DATA_DIR") { dataDirectory = path }
        let location = environment.value(
            "DATABASE_URL",
            expected: "sqlite:<path> or postgres://user:password@host/database",
            hidden: true
        ) { DatabaseLocation(url: $0) }
        database = location ?? .sqlite(dataDirectory + "/dean.sqlite")
        let address = environment.value("DEAN_LISTEN", expected: "host:port, port 0 to 65535") { ListenAddress($0) }
        if let address { listen = address }
        if let level = environment.choice("DEAN_LOG_LEVEL", of: Logger.Level.self) { logLevel = level }
        if let format = environment.choice("DEAN_LOG_FORMAT", of: LogFormat.self) { logFormat = format }
        storeURL = environment.url("STORE_URL")
        accountTimeZone = environment.value("ACCOUNT_TZ", expected: "a zone such as America/New_York") { name in
            TimeZone(identifier: name) == nil ? nil : name
        }
    }

    /// The directory as given, or the standard one where it exists.
    private static func configurationDirectory(
        _ overrides: ConfigurationOverrides,
        _ environment: EnvironmentReader,
        _ workingDirectory: String,
        _ problems: inout [ConfigurationProblem]
    ) -> String? {
        guard let given = overrides.directory ?? environment.text("DEAN_CONFIG") else {
            return isDirectory(standardDirectory, from: workingDirectory) ? standardDirectory : nil
        }
        if isDirectory(given, from: workingDirectory) { return given }
        problems.append(
            ConfigurationProblem(
                overrides.directory == nil ? .environment : .flag,
                key: overrides.directory == nil ? "DEAN_CONFIG" : "--config",
                found: "\"\(given)\"",
                expected: "a directory with " + fileNames.joined(separator: ", "),
                mend: "create it, or leave it out for the built-in defaults"
            )
        )
        return nil
    }

    private static func isDirectory(_ path: String, from workingDirectory: String) -> Bool {
        var isDirectory: ObjCBool = false
        let resolved = resolve(path, from: workingDirectory)
        return FileManager.default.fileExists(atPath: resolved, isDirectory: &isDirectory) && isDirectory.boolValue
    }

    static func resolve(_ path: String, from workingDirectory: String) -> String {
        path.hasPrefix("/") ? path : workingDirectory + "/" + path
    }
}
