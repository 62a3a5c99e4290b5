import DeanDomain
import Logging

/// Everything that the process is told from outside: files, environment and flags, checked and typed.
///
/// It knows of no service and opens nothing but its three files. Its invariant: a value exists only if everything that
/// was said is allowed; whatever is wrong is reported together, in a `ConfigurationError`.
struct DeanConfiguration: Sendable, Hashable {
    var profile: String
    /// Where the files were read; nil when the built-in defaults are in force.
    var directory: String?

    var settings: Settings
    var rules: Rules
    var goals: [Goal]
    var signals: SignalMap
    /// Between scheduled runs: 900 to 86,400 seconds.
    var runInterval: TimeSpan
    var adsPerRun: Int

    var slack = SlackEnvironment()
    var meta = MetaEnvironment()
    var api = APIEnvironment()
    var supabase = SupabaseEnvironment()
    var kie = GenerationEnvironment()
    var flux = GenerationEnvironment()

    var database: DatabaseLocation
    var dataDirectory: String
    var listen = ListenAddress()
    var logLevel = Logger.Level.info
    var logFormat = LogFormat.text
    /// Landing page of new ads.
    var storeURL: String?
    /// IANA name of the zone that is used where an account names none.
    var accountTimeZone: String?

    /// Daily budget of a new ad set in hundredths of the account's currency.
    var dailyBudgetCents: Int { Int((rules.scale.newAdSetDailyBudget * 100).rounded()) }
}

/// What flags say; they win over environment and files.
struct ConfigurationOverrides: Sendable {
    var profile: String?
    var directory: String?
    var autonomy: Autonomy?
    var account: AccountID?

    init(profile: String? = nil, directory: String? = nil, autonomy: Autonomy? = nil, account: AccountID? = nil) {
        self.profile = profile
        self.directory = directory
        self.autonomy = autonomy
        self.account = account
    }
}
