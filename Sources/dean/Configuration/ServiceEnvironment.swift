import DeanDomain

/// How to reach Slack, and who may do what there.
struct SlackEnvironment: Sendable, Hashable {
    var signingSecret: Secret?
    var botToken: Secret?
    /// Socket Mode instead of HTTP.
    var appToken: Secret?
    var channel: String?
    /// Digests through an incoming webhook; the address is itself a credential.
    var webhookURL: Secret?
    var apiURL = "https://slack.com/api/"
    /// User ids and user-group ids.
    var approvers: [String] = []
    var admins: [String] = []
    var clientID: String?
    var clientSecret: Secret?

    init() {}

    init(_ environment: inout EnvironmentReader) {
        signingSecret = environment.secret("SLACK_SIGNING_SECRET")
        botToken = environment.secret("SLACK_BOT_TOKEN")
        appToken = environment.secret("SLACK_APP_TOKEN")
        channel = environment.value("SLACK_CHANNEL", expected: "a channel id such as C0123456789") { text in
            text.hasPrefix("#") ? nil : text
        }
        webhookURL = environment.secret("SLACK_WEBHOOK_URL")
        if let url = environment.url("SLACK_API_URL") { apiURL = url.hasSuffix("/") ? url : url + "/" }
        let people = "comma-separated user ids (U…, W…) and user-group ids (S…)"
        approvers = environment.list("SLACK_APPROVERS", expected: people, where: Self.isPersonOrGroup) ?? []
        admins = environment.list("SLACK_ADMINS", expected: people, where: Self.isPersonOrGroup) ?? []
        clientID = environment.text("SLACK_CLIENT_ID")
        clientSecret = environment.secret("SLACK_CLIENT_SECRET")
    }

    private static func isPersonOrGroup(_ text: String) -> Bool {
        "UWS".contains(text.prefix(1)) && text.utf8.count > 1
            && text.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || $0 == "_" || ("0"..."9").contains($0) }
    }
}

/// How to reach Meta, and which accounts are Dean's.
struct MetaEnvironment: Sendable, Hashable {
    var appID: String?
    var appSecret: Secret?
    var token: Secret?
    var accounts: [AccountID] = []
    var pixelID: String?
    var pageID: String?
    var graphURL = "https://graph.facebook.com"
    var apiVersion = "v26.0"

    init() {}

    init(_ environment: inout EnvironmentReader) {
        appID = environment.text("FB_APP_ID")
        appSecret = environment.secret("FB_APP_SECRET")
        token = environment.secret("FB_ACCESS_TOKEN")
        let ids = environment.list("FB_AD_ACCOUNT_ID", expected: "comma-separated ad accounts such as act_1234567890") {
            AccountID.isWellFormed($0)
        }
        accounts = (ids ?? []).map { AccountID($0) }.uniqued()
        pixelID = environment.text("FB_PIXEL_ID")
        pageID = environment.text("FB_PAGE_ID")
        if let url = environment.url("FB_GRAPH_URL") { graphURL = url.hasSuffix("/") ? String(url.dropLast()) : url }
        let version = environment.value("FB_API_VERSION", expected: "a version such as v26.0") { text in
            text.wholeMatch(of: /v[0-9]{1,3}\.[0-9]/) == nil ? nil : text
        }
        if let version { apiVersion = version }
    }
}

/// Who may call the HTTP interface.
struct APIEnvironment: Sendable, Hashable {
    var jwtSecret: Secret?
    var jwksURL: String?

    init() {}

    init(_ environment: inout EnvironmentReader) {
        jwtSecret = environment.secret("DEAN_API_JWT_SECRET")
        jwksURL = environment.url("DEAN_API_JWKS_URL")
    }
}

/// Supabase Storage for creative files.
struct SupabaseEnvironment: Sendable, Hashable {
    var url: String?
    var serviceRoleKey: Secret?
    var bucket: String?

    init() {}

    init(_ environment: inout EnvironmentReader) {
        url = environment.url("SUPABASE_URL")
        serviceRoleKey = environment.secret("SUPABASE_SERVICE_ROLE_KEY")
        bucket = environment.text("SUPABASE_BUCKET")
    }
}

/// An image or video service: Kie.ai or Flux.
struct GenerationEnvironment: Sendable, Hashable {
    var key: Secret?
    var url: String?

    init() {}

    init(_ environment: inout EnvironmentReader, prefix: String) {
        key = environment.secret(prefix + "_API_KEY")
        url = environment.url(prefix + "_API_URL")
    }
}
