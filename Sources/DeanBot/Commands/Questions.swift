import DeanDecision
import DeanDomain
import DeanSlack
import DeanStore

/// The commands that only look.
extension Bot {
    func status() async throws -> Answer {
        var accounts: [Answer.AccountStatus] = []
        for account in configuration.accounts {
            accounts.append(
                Answer.AccountStatus(
                    account: account,
                    name: try await accountName(account),
                    stop: try await store.stopState(account),
                    settings: try await settings(of: account),
                    lastRun: try await store.runs(account, limit: 1).first,
                    waiting: try await store.openPlans(account).filter { $0.expiresAt > clock.now },
                    ineligibility: try await ineligibility(of: account),
                    nextRun: try await nextRun(of: account)
                )
            )
        }
        return .status(accounts, approvers: configuration.approvers)
    }

    func history(_ argument: String) async throws -> Answer {
        let count = argument.isEmpty ? 10 : Int(argument)
        guard let count, (1...50).contains(count) else {
            return Answer("“\(argument)” is no number from 1 to 50: `/dean history 10`.")
        }
        var names: [AccountID: String] = [:]
        var entries: [(run: Run, accountName: String?, records: [ActionRecord])] = []
        for run in try await store.runs(limit: count) {
            if names[run.accountID] == nil { names[run.accountID] = try await accountName(run.accountID) }
            entries.append((run, names[run.accountID], try await store.actions(run: run.id)))
        }
        return .history(entries)
    }

    func goalsAnswer() async throws -> Answer { .goals(configuration.goals, currency: try await currency()) }

    func settingsAnswer() async throws -> Answer {
        var accounts: [(account: AccountID, name: String?, settings: Settings)] = []
        for account in configuration.accounts {
            accounts.append((account, try await accountName(account), try await settings(of: account)))
        }
        return .settings(accounts, rules: configuration.rules, currency: try await currency())
    }

    func anomaliesAnswer() async throws -> Answer {
        var runs: [(run: Run, currency: Currency?)] = []
        for account in configuration.accounts {
            guard let run = try await store.runs(account, limit: 10).first(where: { $0.endedAt != nil }) else {
                continue
            }
            runs.append((run, RunReport(stored: run.report).summary?.currency))
        }
        return .anomalies(runs)
    }

    func latestDigest() async throws -> Answer {
        var lines: [Mrkdwn] = []
        for account in configuration.accounts {
            let runs = try await store.runs(account, limit: 20)
            guard let run = runs.first(where: { $0.report != nil && $0.endedAt != nil }) else { continue }
            lines += try await digestLines(of: run)
        }
        return Answer(
            lines.isEmpty ? ["I have not read the account yet: `/dean preview` reads it and changes nothing."] : lines
        )
    }
}
