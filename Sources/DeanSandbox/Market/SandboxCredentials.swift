package import DeanDomain

/// What a client needs to talk to the sandbox's Graph API.
///
/// None of it opens anything else.
package enum SandboxCredentials {
    package static let token = Secret("sandbox-token")
    package static let appSecret = Secret("sandbox-secret")
    package static let appID = "880000000000001"
    package static let userID = "990000000000001"
    package static let pageID = "110000000000001"
    /// US dollars, America/New_York.
    package static let dollarAccount = AccountID("act_1001")
    /// Yen, Asia/Tokyo.
    package static let yenAccount = AccountID("act_1002")
    /// Euros, Europe/Berlin.
    package static let euroAccount = AccountID("act_1003")
    package static let accounts = [dollarAccount, yenAccount, euroAccount]

    package static func pixelID(of account: AccountID) -> String {
        "77000000000" + account.rawValue.dropFirst("act_".count)
    }
}
