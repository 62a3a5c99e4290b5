import DeanDomain
import DeanSlack
import DeanStore
import Logging

/// The Home tab's controls.
enum HomeControl: String {
    case toggleScale = "toggle_auto_scale"
    case togglePause = "toggle_auto_pause"
    case autonomy = "set_autonomy"
    case preview = "home_preview"
    case run = "home_run"
}

extension Bot {
    /// Home tabs of everybody who is named; members of groups get theirs when they open it.
    func refreshHomes(onceFor state: String? = nil) async {
        let people = Set(configuration.admins + configuration.approvers)
        for user in people.sorted() where user.hasPrefix("U") || user.hasPrefix("W") {
            await enqueueHome(user, onceFor: state)
        }
    }

    func enqueueHome(_ user: String, onceFor state: String? = nil) async {
        guard slack?.client != nil else { return }
        do {
            let key = state.map { "home \(user) \($0)" }
            let job = try JobPayload.home(user: user).newJob(at: clock.now, uniqueKey: key)
            _ = try await store.enqueue([job])
        } catch {
            logger.error("enqueueing a Home tab", metadata: ["user": "\(user)", "error": "\(error)"])
        }
    }

    func publishHome(for user: String, note: Mrkdwn? = nil) async throws {
        guard let slack, slack.client != nil else { return }
        let view = try await homeView(for: PersonID(user), note: note)
        do {
            try await slack.publish(view, for: PersonID(user))
        } catch let error as SlackError where error.disposition == .giveUp {
            // A person whom Slack no longer knows, or an app without the Home tab: nothing that another try mends.
            logger.info("publishing a Home tab", metadata: ["user": "\(user)", "error": "\(error)"])
        }
    }

    func homeView(for person: PersonID, note: Mrkdwn? = nil) async throws -> HomeView {
        var names: [AccountID: String] = [:]
        var accounts: [HomeTab.AccountEntry] = []
        for account in configuration.accounts {
            names[account] = try await accountName(account)
            accounts.append(
                HomeTab.AccountEntry(
                    account: account,
                    name: names[account],
                    settings: try await settings(of: account),
                    stop: try await store.stopState(account)
                )
            )
        }
        var plans: [HomeTab.PlanEntry] = []
        for plan in try await store.openPlans() where plan.expiresAt > clock.now {
            let waiting = try await store.actions(plan: plan.id).filter { $0.status == .proposed }.map(\.action)
            plans.append(HomeTab.PlanEntry(plan: plan, accountName: names[plan.accountID], actions: waiting))
        }
        return HomeTab(
            accounts: accounts,
            goals: .goals(configuration.goals, currency: try await currency()),
            plans: plans,
            runs: try await store.runs(limit: 10).map { ($0, names[$0.accountID]) },
            channel: configuration.channel,
            mayChange: await adminDenial(of: person, verb: "change settings") == nil,
            approvers: configuration.approvers,
            autoFloor: configuration.rules.confidence.auto,
            note: note
        ).view()
    }

    func handleHome(_ click: BlockActions, action: BlockAction) async throws {
        guard let control = HomeControl(rawValue: action.actionID) else { return }
        let person = click.origin.user
        var note: Mrkdwn?
        switch control {
        case .preview: note = try await start(.preview, by: person)
        case .run: note = try await start(.run, by: person)
        case .toggleScale, .togglePause, .autonomy: note = try await change(control, to: action.value ?? "", by: person)
        }
        try await publishHome(for: person.rawValue, note: note)
    }

    private func start(_ word: CommandWord, by person: PersonID) async throws -> Mrkdwn {
        let asker = Asker(person: person, channel: configuration.channel)
        if let answer = try await answer(word.rawValue, from: asker) { return answer.lines.joined(separator: "\n") }
        let place: Mrkdwn = configuration.channel.map { "\(channel: ChannelID($0))" } ?? "the channel"
        return
            ":hourglass_flowing_sand: Asked for a \(word.rawValue) \(date: clock.now, as: .time). It appears in \(place)."
    }

    /// Turns one switch; says why where the person may not.
    private func change(_ control: HomeControl, to value: String, by person: PersonID) async throws -> Mrkdwn? {
        if let why = await adminDenial(of: person, verb: "change settings") { return why }
        let parts = value.split(separator: " ").map(String.init)
        guard parts.count == 2, configuration.accounts.contains(AccountID(parts[0])) else { return nil }
        let account = AccountID(parts[0])
        var settings = try await settings(of: account)
        switch control {
        case .toggleScale: settings.autoScaleWinners = parts[1] == "on"
        case .togglePause: settings.autoPauseLosers = parts[1] == "on"
        case .autonomy: settings.autonomy = Autonomy(rawValue: parts[1]) ?? settings.autonomy
        case .preview, .run: return nil
        }
        try await store.save(settings, account: account, by: person, at: clock.now)
        return nil
    }
}
