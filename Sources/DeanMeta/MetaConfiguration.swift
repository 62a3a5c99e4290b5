package import DeanDomain

/// Where the Graph API is and what Dean may use there.
package struct MetaConfiguration: Sendable {
    /// Scheme, host and port; another one in front of a sandbox.
    package var graphURL: String
    /// The one place where the version is pinned.
    package var version: String
    package var appID: String?
    /// With it every call carries an `appsecret_proof`.
    package var appSecret: Secret?
    package var token: Secret
    package var pageID: String?
    package var pixelID: String?
    /// How long one exchange may take, its body included.
    package var timeout: TimeSpan

    package init(
        graphURL: String = "https://graph.facebook.com",
        version: String = "v26.0",
        appID: String? = nil,
        appSecret: Secret? = nil,
        token: Secret,
        pageID: String? = nil,
        pixelID: String? = nil,
        timeout: TimeSpan = TimeSpan(seconds: 60)
    ) {
        self.graphURL = graphURL
        self.version = version
        self.appID = appID
        self.appSecret = appSecret
        self.token = token
        self.pageID = pageID
        self.pixelID = pixelID
        self.timeout = timeout
    }
}
