package import DeanDecision
package import DeanDomain
import Foundation

/// What a run found, kept with the run so that its messages can be drawn again whenever something in them changes.
package struct RunReport: Sendable, Codable, Hashable {
    package var accountID: AccountID?
    package var accountName: String?
    package var timeZoneName: String?
    package var autonomy: Autonomy
    package var dryRun: Bool
    package var summary: AccountSummary?
    package var tier: Tier?
    package var tierReason: String?
    package var anomalies: [Anomaly] = []
    package var notes: [String] = []
    /// What Dean would have liked to do, and what held it back.
    package var held: [Held] = []
    /// `observe`: what it would have proposed.
    package var observed: [PlannedAction] = []
    package var newPlan: PlanID?
    package var keptPlan: PlanID?
    package var quarantined: Int = 0
    package var quarantineReasons: [String] = []
    package var nextRun: Timestamp?
    /// Set where a file is all that is known of the account.
    package var imported: ImportedFigures?

    package struct Held: Sendable, Codable, Hashable {
        package var message: String
        package var reasons: [String]
    }

    package init(account: AccountID, autonomy: Autonomy, dryRun: Bool) {
        accountID = account
        self.autonomy = autonomy
        self.dryRun = dryRun
    }

    /// From a run's stored JSON; an absent or unreadable one is an empty report, since it only serves messages.
    package init(stored: String?) {
        let decoded = stored.flatMap { try? JSONDecoder().decode(RunReport.self, from: Data($0.utf8)) }
        self = decoded ?? RunReport(account: AccountID("act_"), autonomy: .approve, dryRun: false)
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    mutating func take(_ decision: Decision, account: Account, quarantined rows: [QuarantinedRow]) {
        accountName = account.name
        timeZoneName = account.timeZoneName
        imported = account.imported
        summary = decision.summary
        tier = decision.tier
        tierReason = decision.tierReason
        anomalies = decision.anomalies
        notes = decision.notes
        held = decision.held.map { Held(message: $0.action.message, reasons: $0.reasons) }
        quarantined = rows.count
        quarantineReasons = rows.prefix(3).map(\.reason)
    }

    /// Nothing is known of the account: say how to change that.
    mutating func explainEmergency(hasCredentials: Bool, gaps: [ReadingGap]) {
        tier = .emergency
        if hasCredentials {
            tierReason = "nothing could be read from Meta yet"
            notes = gaps.map { "Reading \($0.what.rawValue) failed: \($0.reason)." }
            notes.append("Run dean doctor on the host: it checks the token, its permissions and the account.")
        } else {
            tierReason = "no Meta credentials and no imported data"
            notes = [
                "Connect an ad account: set FB_ACCESS_TOKEN and FB_AD_ACCOUNT_ID, then run dean doctor.",
                "Or start from a file: dean import EXPORT.csv reads an Ads Manager export.",
            ]
        }
    }
}

/// The configuration that a run was made under, for the audit.
struct ConfigurationRecord: Encodable {
    let settings: Settings
    let rules: Rules
    let goals: [Goal]

    init(settings: Settings, configuration: BotConfiguration) {
        self.settings = settings
        rules = configuration.rules
        goals = configuration.goals
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
