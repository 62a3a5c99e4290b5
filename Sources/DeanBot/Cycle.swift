import DeanDecision
package import DeanDomain
import DeanMeta
import DeanStore
import Logging

/// What is asked of a run.
package struct RunRequest: Sendable, Codable, Hashable {
    package var account: AccountID
    package var trigger: RunTrigger
    package var requestedBy: PersonID?
    package var dryRun: Bool
    package var goal: GoalKey?
    /// Overrides the account's own setting for this run.
    package var autonomy: Autonomy?
    /// False for replays of a past moment, for which Meta can only tell the present.
    package var observes: Bool
    /// Nil and false: learned models may overrule the rules where one is in force.
    package var rulesOnly: Bool?
    /// Where the person asked; nil for the configured channel.
    package var channel: String?
    /// Answers the person where Dean is not in that channel.
    ///
    /// Good for half an hour.
    package var responseURL: String?

    package init(
        account: AccountID,
        trigger: RunTrigger,
        requestedBy: PersonID? = nil,
        dryRun: Bool = false,
        goal: GoalKey? = nil,
        autonomy: Autonomy? = nil,
        observes: Bool = true,
        rulesOnly: Bool = false,
        channel: String? = nil,
        responseURL: String? = nil
    ) {
        self.account = account
        self.trigger = trigger
        self.requestedBy = requestedBy
        self.dryRun = dryRun
        self.goal = goal
        self.autonomy = autonomy
        self.observes = observes
        self.rulesOnly = rulesOnly
        self.channel = channel
        self.responseURL = responseURL
    }
}

extension Bot {
    static func runLease(_ account: AccountID) -> String { "run:\(account)" }

    /// One cycle over one account: observe, learn, decide, guard, propose or execute, report.
    ///
    /// Throws `BotError.held` when another run holds the account. Whatever fails inside is recorded in the run; what it
    /// leaves unknown is treated as unknown by the steps after it.
    package func run(_ request: RunRequest, id: RunID? = nil) async throws -> RunResult {
        let account = request.account
        let runID = id ?? RunID(ids.make("run"))
        let now = clock.now
        return try await holding(Self.runLease(account), as: "\(holder) \(runID)") { by, until in
            "\(account) is held by another run (\(by)); it lets go by \(until) at the latest, if it has died"
        } _: { _ in
            try await cycle(request, runID: runID, now: now)
        }
    }

    private func cycle(_ request: RunRequest, runID: RunID, now: Timestamp) async throws -> RunResult {
        let account = request.account
        let settings = try await settings(of: account)
        var run = Run(
            id: runID,
            accountID: account,
            trigger: request.trigger,
            requestedBy: request.requestedBy,
            dryRun: request.dryRun,
            goal: request.goal,
            autonomy: request.autonomy ?? settings.autonomy,
            startedAt: now,
            configuration: try ConfigurationRecord(settings: settings, configuration: configuration).json()
        )
        try await store.insert(run)
        if request.trigger == .user { await announce(run, request: request) }

        var report = RunReport(account: account, autonomy: run.autonomy, dryRun: request.dryRun)
        do {
            try await work(request, settings: settings, run: &run, report: &report)
            run.status = run.errors.isEmpty ? .completed : .partial
        } catch {
            logger.error("running a cycle", metadata: ["account": "\(account)", "error": "\(error)"])
            run.errors.append(people(error))
            run.status = .failed
        }
        run.endedAt = clock.now
        report.nextRun = try await nextRun(of: account)
        run.report = try report.json()
        try await store.update(run)
        await publish(run, report: report, fallback: request.responseURL)
        return try await result(of: run)
    }

    /// Observe to execute; what goes wrong on the way lands in `run.errors`.
    private func work(_ request: RunRequest, settings: Settings, run: inout Run, report: inout RunReport) async throws {
        let account = request.account
        var observation = Observer.Observation()
        if request.observes, let meta {
            let observer = Observer(
                store: store,
                meta: meta,
                goals: configuration.goals,
                signals: configuration.signals,
                fallbackZone: configuration.fallbackZone,
                mayOrderReports: !request.dryRun,
                logger: logger
            )
            observation = try await observer.observe(account, runID: run.id, now: run.startedAt)
            run.errors += observation.gaps.map { "reading \($0.what.rawValue): \($0.reason)" }
        }
        run.counts.quarantined = observation.quarantined.count

        let assembler = EvidenceAssembler(
            store: store,
            goals: goals(for: request),
            fallbackZone: configuration.fallbackZone
        )
        let known = try await assembler.evidence(for: account, asOf: run.startedAt, gaps: observation.gaps)
        guard var evidence = known else {
            run.tier = .emergency
            report.explainEmergency(hasCredentials: meta != nil, gaps: observation.gaps)
            return
        }
        try await predictor.predict(into: &evidence, rulesOnly: request.rulesOnly ?? false)
        if request.observes, !request.dryRun { try await predictor.record(evidence) }
        var decision = core.decide(evidence, rules: configuration.rules, settings: settings, ids: ids)
        run.tier = decision.tier
        run.anomalies = decision.anomalies
        run.counts.proposed = decision.proposals.count
        report.take(decision, account: evidence.snapshot.account, quarantined: observation.quarantined)
        let isOwn = !request.dryRun && request.goal == nil && request.observes && report.imported == nil
        if isOwn, observation.gaps.isEmpty {
            await keepCreatives(of: decision, evidence.snapshot, run: &run, report: &report)
        }
        if request.observes, !request.dryRun, report.imported == nil {
            try await enqueueLearning(evidence, decision: decision)
        }
        if request.dryRun, report.imported == nil { await validate(&decision.proposals, account: account, run: &run) }
        try await propose(decision.proposals, evidence: evidence, settings: settings, run: &run, report: &report)
    }

    /// Where that fails the run goes on: what is kept of creatives decides nothing.
    private func keepCreatives(
        of decision: Decision,
        _ snapshot: AccountSnapshot,
        run: inout Run,
        report: inout RunReport
    ) async {
        do {
            let winners = try await CreativeKeeper(store: store).keep(
                decision.creatives,
                of: snapshot,
                day: decision.summary.today,
                at: run.startedAt
            )
            if let words = Digest.words(winners) { report.notes.append(words) }
        } catch {
            logger.error("keeping the creatives", metadata: ["account": "\(snapshot.account.id)", "error": "\(error)"])
            run.errors.append("keeping what was found of the creatives: \(people(error))")
        }
    }

    private func goals(for request: RunRequest) -> [Goal] {
        guard let key = request.goal else { return configuration.goals }
        return configuration.goals.map { goal in
            var goal = goal
            goal.active = goal.active && goal.key == key
            return goal
        }
    }

    /// Asks Meta to check each proposed write that stands on an existing object, changing nothing.
    private func validate(_ proposals: inout [PlannedAction], account: AccountID, run: inout Run) async {
        guard let meta else { return }
        for index in proposals.indices {
            guard let step = proposals[index].steps.first, step.canBeValidated else { continue }
            let outcome = await meta.perform(
                step,
                tag: IntentTag(ids.intent()),
                parent: step.existingParent,
                account: account,
                validateOnly: true
            )
            let verdict =
                switch outcome {
                case .validated, .applied(_):
                    GuardVerdict(name: "Meta's check", allowed: true, reason: "Meta would accept it")
                case .rejected(let error): GuardVerdict(name: "Meta's check", allowed: false, reason: error.sentence)
                case .unknown(let error):
                    GuardVerdict(name: "Meta's check", allowed: true, reason: "not checked: \(error.sentence)")
                }
            proposals[index].verdicts.append(verdict)
        }
    }
}

extension WriteStep {
    /// Meta's `validate_only` exists for campaigns, ad sets and ads, not for copies or under an unborn parent.
    var canBeValidated: Bool {
        switch self {
        case .setDailyBudget, .setStatus, .createCampaign: true
        case .createAdSet, .createAd: existingParent != nil
        case .copyAdSet: false
        }
    }

    var parent: StepParent? {
        switch self {
        case .setDailyBudget, .setStatus, .createCampaign: nil
        case .createAdSet(_, let campaign), .copyAdSet(_, let campaign, _): campaign
        case .createAd(_, let adSet): adSet
        }
    }

    var existingParent: ObjectID? {
        if case .existing(let id) = parent { id } else { nil }
    }
}
