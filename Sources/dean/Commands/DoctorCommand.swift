import ArgumentParser
import DeanBot
import DeanDomain
import DeanMeta
import DeanSlack
import DeanStore
import Foundation

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check every credential, permission, table and clock: one line each, and how to mend it."
    )

    @OptionGroup var options: CommonOptions

    func run() async throws {
        try await reportingErrors {
            let configuration = try options.load()
            try await Composition.with(configuration, clock: SystemSources.clock) { composition in
                let findings = await Doctor(composition: composition).examine()
                for finding in findings { print(finding.line) }
                if findings.contains(where: { $0.verdict == .broken }) { throw DeanExit.failed }
            }
        }
    }
}

/// Looks at all that Dean stands on and changes nothing.
struct Doctor {
    let composition: Composition

    struct Finding {
        enum Verdict: String {
            case ok = "ok  "
            case missing = "off "
            case broken = "FAIL"
        }

        let verdict: Verdict
        let what: String
        let words: String

        var line: String { "\(verdict.rawValue)  \(what): \(words)" }
    }

    private var configuration: DeanConfiguration { composition.configuration }

    func examine() async -> [Finding] {
        var findings = [Finding(verdict: .ok, what: "configuration", words: source)]
        findings += await storeFindings()
        findings += await slackFindings()
        findings += await metaFindings()
        return findings
    }

    private var source: String {
        let place = configuration.directory ?? "built-in defaults (no manifests/config here)"
        return "profile \(configuration.profile) from \(place); autonomy \(configuration.settings.autonomy.rawValue)"
    }

    private func storeFindings() async -> [Finding] {
        do {
            try await composition.store.ping()
            let version = try await composition.store.schemaVersion()
            let damage = try await composition.store.integrityCheck()
            let counts = try await composition.store.tableCounts().map { "\($0.key) \($0.value)" }.sorted()
            var findings = [
                damage.isEmpty
                    ? Finding(verdict: .ok, what: "store", words: "schema version \(version), sound")
                    : Finding(
                        verdict: .broken,
                        what: "store",
                        words: "damaged: \(damage.joined(separator: "; ")); restore a backup (Operations)"
                    )
            ]
            findings.append(Finding(verdict: .ok, what: "tables", words: counts.joined(separator: ", ")))
            return findings
        } catch {
            return [
                Finding(verdict: .broken, what: "store", words: "\(error); check DATABASE_URL and the disk")
            ]
        }
    }

    private func slackFindings() async -> [Finding] {
        let slack = configuration.slack
        var findings: [Finding] = []
        findings.append(
            slack.signingSecret == nil
                ? Finding(
                    verdict: .missing,
                    what: "SLACK_SIGNING_SECRET",
                    words: "not set; `serve` needs it: api.slack.com/apps, your app, Basic Information"
                )
                : Finding(verdict: .ok, what: "SLACK_SIGNING_SECRET", words: "set")
        )
        if let client = composition.bot.slack?.client {
            do {
                let identity = try await client.identity()
                findings.append(
                    Finding(
                        verdict: .ok,
                        what: "slack token",
                        words: "\(identity.user) in \(identity.teamName ?? "your workspace")"
                    )
                )
                findings += scopeFindings(identity.scopes)
            } catch {
                findings.append(Finding(verdict: .broken, what: "slack token", words: error.sentence))
            }
        } else if slack.webhookURL != nil {
            findings.append(
                Finding(verdict: .ok, what: "SLACK_WEBHOOK_URL", words: "digests only; buttons need SLACK_BOT_TOKEN")
            )
        } else {
            findings.append(
                Finding(
                    verdict: .missing,
                    what: "SLACK_BOT_TOKEN",
                    words: "not set; api.slack.com/apps, your app, OAuth & Permissions"
                )
            )
        }
        findings.append(list("SLACK_APPROVERS", slack.approvers, "nobody may approve: put Slack user ids into it"))
        findings.append(list("SLACK_ADMINS", slack.admins, "nobody may change settings or stop Dean in Slack"))
        return findings
    }

    private func list(_ name: String, _ values: [String], _ empty: String) -> Finding {
        values.isEmpty
            ? Finding(verdict: .missing, what: name, words: empty)
            : Finding(verdict: .ok, what: name, words: values.joined(separator: ", "))
    }

    private func scopeFindings(_ scopes: Set<String>) -> [Finding] {
        let needed = ["chat:write", "commands", "app_mentions:read", "files:write", "usergroups:read"]
        let missing = needed.filter { !scopes.contains($0) }
        guard !scopes.isEmpty, !missing.isEmpty else { return [] }
        let words = "\(missing.joined(separator: ", ")) missing: install the app again from `dean manifest`"
        return [Finding(verdict: .broken, what: "slack scopes", words: words)]
    }

    private func attempt(_ what: String, _ body: () async throws -> String) async -> Finding {
        do {
            return Finding(verdict: .ok, what: what, words: try await body())
        } catch let error as MetaError {
            return Finding(verdict: .broken, what: what, words: error.sentence)
        } catch {
            return Finding(verdict: .broken, what: what, words: "\(error)")
        }
    }

    private static func words(of token: TokenFacts) throws -> String {
        let needed = ["ads_management", "ads_read"]
        let missing = needed.filter { !token.permissions.contains($0) }
        guard missing.isEmpty else {
            throw BotError(
                .notConfigured,
                "without \(missing.joined(separator: " and ")): make a token with it in Business settings, System users"
            )
        }
        let expiry =
            token.expiresAt.map { "expires \($0)" } ?? (token.expiryIsKnown ? "does not expire" : "expiry unknown")
        return "\(token.ownerName ?? "owner unknown"), \(token.permissions.count) permissions, \(expiry)"
    }

    private func metaFindings() async -> [Finding] {
        guard let meta = composition.bot.meta else {
            return [
                Finding(
                    verdict: .missing,
                    what: "FB_ACCESS_TOKEN",
                    words:
                        "not set; business.facebook.com/settings, System users, Generate token (ads_management, ads_read)"
                )
            ]
        }
        var findings: [Finding] = []
        await findings.append(attempt("meta token") { try await Self.words(of: meta.tokenFacts()) })
        for account in configuration.meta.accounts {
            await findings.append(
                attempt("account \(account)") {
                    let read = try await meta.account(account, priority: .interactiveRead)
                    let state = read.status == 1 ? "active" : "status \(read.status), not active: see Ads Manager"
                    return "\(read.name), \(read.currency), \(read.timeZoneName), \(state)"
                }
            )
        }
        if configuration.meta.pageID != nil {
            await findings.append(attempt("page") { try await meta.pageName() ?? "" })
        }
        if configuration.meta.pixelID != nil {
            await findings.append(attempt("pixel") { try await meta.pixelName() ?? "" })
        }
        if configuration.meta.accounts.isEmpty {
            findings.append(
                Finding(
                    verdict: .missing,
                    what: "FB_AD_ACCOUNT_ID",
                    words: "not set: the number after act= in Ads Manager"
                )
            )
        }
        for (name, value) in [("FB_PAGE_ID", configuration.meta.pageID), ("FB_PIXEL_ID", configuration.meta.pixelID)]
        where value == nil {
            findings.append(Finding(verdict: .missing, what: name, words: "not set; scheduled runs wait for it"))
        }
        for account in configuration.meta.accounts {
            if let why = try? await composition.bot.ineligibility(of: account) {
                findings.append(
                    Finding(verdict: .missing, what: "schedule \(account)", words: "no scheduled runs: \(why)")
                )
            } else {
                findings.append(Finding(verdict: .ok, what: "schedule \(account)", words: "eligible"))
            }
        }
        return findings
    }
}
