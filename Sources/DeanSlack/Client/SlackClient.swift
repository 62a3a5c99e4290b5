// DeanSlack is everything Dean knows of Slack: signatures, payloads, Block Kit, the Web API, rates, Socket Mode and the
// app manifest. It knows nothing of ads, plans, approvals or the store.
// Invariant: nothing leaves that Slack would refuse as invalid, nothing foreign becomes markup, and no token, webhook or
// response address ever stands in a log, an error or a URL that Dean makes.

package import AsyncHTTPClient
package import DeanDomain

/// One workspace's Web API.
///
/// Every call waits at the rate gate, in the order of its priority; a 429 is obeyed and the call sent again, since Slack
/// did not take it. Nothing else is sent twice: the error says whether it may be.
package struct SlackClient: Sendable {
    package static let slackAPI = "https://slack.com/api/"

    let http: HTTPClient
    let api: String
    let token: Secret?
    let workspace: Workspace
    let gate: RateGate
    let timeout: Duration
    let patience: Duration

    /// `http` should have a read timeout; without a `token` only webhooks and response addresses can be used.
    ///
    /// `timeout` is for one exchange. `patience` is for one stay at the rate gate: what would take longer is refused
    /// with its time, for a later job.
    package init(
        http: HTTPClient,
        api: String = SlackClient.slackAPI,
        token: Secret?,
        workspace: Workspace = Workspace(team: nil),
        gate: RateGate,
        timeout: Duration = .seconds(10),
        patience: Duration = .seconds(30)
    ) {
        self.http = http
        self.api = api.hasSuffix("/") ? api : api + "/"
        self.token = token
        self.workspace = workspace
        self.gate = gate
        self.timeout = timeout
        self.patience = patience
    }

    /// The same connection and gate for another installation.
    package func installed(in workspace: Workspace, token: Secret) -> SlackClient {
        SlackClient(
            http: http,
            api: api,
            token: token,
            workspace: workspace,
            gate: gate,
            timeout: timeout,
            patience: patience
        )
    }
}
