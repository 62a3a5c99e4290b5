import DeanDomain
import Foundation
import Logging
import Testing

@testable import dean

@Suite struct ConfigurationEnvironmentTests {
    private static let full = [
        "SLACK_SIGNING_SECRET": "s1", "SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1",
        "SLACK_CHANNEL": "C0ADS", "SLACK_WEBHOOK_URL": "https://hooks.slack.com/services/T/B/x",
        "SLACK_API_URL": "http://127.0.0.1:9000/api", "SLACK_APPROVERS": "U1, S2 ,W3", "SLACK_ADMINS": "U9",
        "SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "c1", "FB_APP_ID": "77", "FB_APP_SECRET": "f1",
        "FB_ACCESS_TOKEN": "EAAB", "FB_AD_ACCOUNT_ID": "act_12,34,12", "FB_PIXEL_ID": "5", "FB_PAGE_ID": "6",
        "FB_GRAPH_URL": "http://127.0.0.1:9001/", "FB_API_VERSION": "v27.0", "DATABASE_URL": "sqlite:/tmp/x.sqlite",
        "SUPABASE_URL": "https://x.supabase.co", "SUPABASE_SERVICE_ROLE_KEY": "k", "SUPABASE_BUCKET": "pictures",
        "STORE_URL": "https://shop.example", "ACCOUNT_TZ": "Europe/Berlin", "KIE_API_KEY": "k1",
        "KIE_API_URL": "https://api.kie.ai", "FLUX_API_KEY": "k2", "FLUX_API_URL": "https://api.bfl.ai",
        "RUN_INTERVAL": "1800", "ADS_PER_RUN": "3", "DAILY_BUDGET": "750", "DEAN_LISTEN": "0.0.0.0:9090",
        "DEAN_DATA_DIR": "/var/lib/dean", "DEAN_LOG_LEVEL": "debug", "DEAN_LOG_FORMAT": "json",
        "DEAN_API_JWT_SECRET": "j", "DEAN_API_JWKS_URL": "https://id.example/keys", "DEAN_AUTONOMY": "auto",
    ]

    @Test func everyVariableOfTheContractIsTakenOver() throws {
        let configuration = try load(Self.full)
        #expect(configuration.slack.signingSecret == Secret("s1"))
        #expect(configuration.slack.apiURL == "http://127.0.0.1:9000/api/")
        #expect(configuration.slack.approvers == ["U1", "S2", "W3"])
        #expect(configuration.slack.admins == ["U9"])
        #expect(configuration.slack.channel == "C0ADS")
        #expect(configuration.slack.clientSecret == Secret("c1"))
        #expect(configuration.meta.accounts == [AccountID("act_12"), AccountID("act_34")])
        #expect(configuration.meta.graphURL == "http://127.0.0.1:9001")
        #expect(configuration.meta.apiVersion == "v27.0")
        #expect(configuration.meta.token == Secret("EAAB"))
        #expect(configuration.database == .sqlite("/tmp/x.sqlite"))
        #expect(configuration.supabase.bucket == "pictures")
        #expect(configuration.kie.key == Secret("k1"))
        #expect(configuration.flux.url == "https://api.bfl.ai")
        #expect(configuration.runInterval == .minutes(30))
        #expect(configuration.adsPerRun == 3)
        #expect(configuration.dailyBudgetCents == 750)
        #expect(configuration.rules.scale.newAdSetDailyBudget == 7.5)
        #expect(configuration.listen.host == "0.0.0.0")
        #expect(configuration.listen.port == 9090)
        #expect(configuration.logLevel == .debug)
        #expect(configuration.logFormat == .json)
        #expect(configuration.api.jwtSecret == Secret("j"))
        #expect(configuration.settings.autonomy == .auto)
        #expect(configuration.storeURL == "https://shop.example")
        #expect(configuration.accountTimeZone == "Europe/Berlin")
    }

    @Test func defaultsAreTheContracts() throws {
        // Set to nothing is the same as not set.
        let configuration = try load(["FB_GRAPH_URL": "", "DEAN_LISTEN": " ", "SLACK_APPROVERS": ""])
        #expect(configuration.meta.graphURL == "https://graph.facebook.com")
        #expect(configuration.meta.apiVersion == "v26.0")
        #expect(configuration.slack.apiURL == "https://slack.com/api/")
        #expect(configuration.slack.approvers.isEmpty)
        #expect(configuration.database == .sqlite(".dean/dean.sqlite"))
        #expect(configuration.listen.host == "127.0.0.1")
        #expect(configuration.listen.port == 8080)
        #expect(configuration.runInterval == .hours(1))
        #expect(configuration.adsPerRun == 1)
        #expect(configuration.dailyBudgetCents == 500)
        #expect(configuration.settings == Settings())
        #expect(configuration.rules == Rules())
    }

    @Test(arguments: [
        "SLACK_CHANNEL": "#ads", "SLACK_API_URL": "slack.com", "SLACK_APPROVERS": "U1,@anna",
        "FB_AD_ACCOUNT_ID": "account 7", "FB_GRAPH_URL": "ftp://x", "FB_API_VERSION": "26", "DATABASE_URL": "mysql://x",
        "ACCOUNT_TZ": "Mars/Olympus", "RUN_INTERVAL": "899", "ADS_PER_RUN": "-1", "DAILY_BUDGET": "5.00",
        "DEAN_LISTEN": "8080", "DEAN_LOG_LEVEL": "loud", "DEAN_LOG_FORMAT": "xml", "DEAN_AUTONOMY": "full",
        "DEAN_CONFIG": "/nowhere/at/all", "STORE_URL": "shop",
    ])
    func whatIsNotAllowedNamesTheVariable(key: String, value: String) throws {
        let error = #expect(throws: ConfigurationError.self) { try load([key: value]) }
        let problem = try #require(error?.problems.first)
        #expect(error?.problems.count == 1)
        #expect(problem.key == key)
        #expect(problem.source == .environment)
    }

    @Test func flagsWinOverTheEnvironmentAndTheEnvironmentOverFiles() throws {
        let files = ["settings.yaml": "production: {autonomy: observe, run_interval: 7200, accounts: ['1']}"]
        try TemporaryDirectory.with(files, in: "manifests/config") { root in
            let fromFile = try DeanConfiguration.load(environment: [:], workingDirectory: root)
            #expect(fromFile.settings.autonomy == .observe)
            #expect(fromFile.runInterval == .hours(2))
            #expect(fromFile.meta.accounts == [AccountID("act_1")])
            let environment = ["DEAN_AUTONOMY": "approve", "RUN_INTERVAL": "3600", "FB_AD_ACCOUNT_ID": "2"]
            let fromEnvironment = try DeanConfiguration.load(environment: environment, workingDirectory: root)
            #expect(fromEnvironment.settings.autonomy == .approve)
            #expect(fromEnvironment.runInterval == .hours(1))
            #expect(fromEnvironment.meta.accounts == [AccountID("act_2")])
            let fromFlags = try DeanConfiguration.load(
                overrides: ConfigurationOverrides(autonomy: .auto, account: AccountID("3")),
                environment: environment,
                workingDirectory: root
            )
            #expect(fromFlags.settings.autonomy == .auto)
            #expect(fromFlags.meta.accounts == [AccountID("act_3")])
        }
    }

    @Test func noSecretIsShown() throws {
        let configuration = try load(Self.full)
        var dumped = ""
        dump(configuration, to: &dumped)
        for secret in ["xoxb-1", "xapp-1", "hooks.slack.com", "EAAB", "\"f1\"", "\"s1\"", "\"c1\"", "\"j\""] {
            #expect(!dumped.contains(secret), "\(secret)")
        }
        let wrong = #expect(throws: ConfigurationError.self) { try load(["DATABASE_URL": "pg://u:geheim@h/d"]) }
        #expect(wrong?.description.contains("geheim") == false)
        let postgres = try load(["DATABASE_URL": "postgres://u:geheim@h/d"])
        #expect(!"\(postgres)".contains("geheim"))
    }

    @Test func serveSaysWhatItLacksAndWhereToGetIt() throws {
        let missing = try load([:]).requirements(for: .serve)
        #expect(
            missing.filter(\.blocks).map(\.key) == [
                "SLACK_SIGNING_SECRET", "SLACK_BOT_TOKEN", "SLACK_CHANNEL",
            ]
        )
        #expect(
            missing.filter { !$0.blocks }.map(\.key) == [
                "SLACK_APPROVERS", "FB_ACCESS_TOKEN", "FB_APP_SECRET", "FB_AD_ACCOUNT_ID", "FB_PAGE_ID",
                "FB_PIXEL_ID",
            ]
        )
        #expect(missing.allSatisfy { $0.description.contains("`dean serve`") && !$0.whereToGetIt.isEmpty })
        #expect(try load(Self.full).requirements(for: .serve).isEmpty)
    }

    @Test func onlyWhatWritesAtMetaCannotDoWithoutItsCredentials() throws {
        let bare = try load([:])
        #expect(bare.requirements(for: .run).allSatisfy { !$0.blocks })
        #expect(bare.requirements(for: .approve).filter(\.blocks).map(\.key) == ["FB_ACCESS_TOKEN"])
        #expect(bare.requirements(for: .reject).isEmpty)
    }

    @Test func socketModeNeedsNoSigningSecretAndAWebhookNoBot() throws {
        let socket = try load(["SLACK_APP_TOKEN": "xapp-1"]).requirements(for: .serve).map(\.key)
        #expect(!socket.contains("SLACK_SIGNING_SECRET"))
        let webhook = try load(["SLACK_WEBHOOK_URL": "https://hooks.slack.com/x"]).requirements(for: .serve).map(\.key)
        #expect(!webhook.contains("SLACK_BOT_TOKEN"))
        #expect(!webhook.contains("SLACK_CHANNEL"))
    }

    private func load(_ environment: [String: String]) throws -> DeanConfiguration {
        var configuration: DeanConfiguration?
        try TemporaryDirectory.with([:]) { root in
            configuration = try DeanConfiguration.load(environment: environment, workingDirectory: root)
        }
        return try #require(configuration)
    }
}
