package import DeanDomain

/// The decision core: SPEC's thresholds, each gated by an exact posterior probability, or by a learned model's where one
/// is in force and sure.
package struct RulesCore: DecisionCore {
    package init() {}

    package func decide(
        _ evidence: AccountEvidence,
        rules: Rules,
        settings: Settings,
        ids: IdentifierSource
    ) -> Decision {
        let view = AccountView(evidence, rules: rules, settings: settings)
        // Sums over a period have no days in which something could stand out.
        let anomalies = evidence.daily.isEmpty || view.period != nil ? [] : view.anomalies()
        let survey = CreativeSurvey(view)
        var findings = Findings()
        note(view, &findings)
        if canDecide(evidence) {
            for rule in Self.rules(for: view) { rule.apply(to: view, ids: ids, into: &findings) }
            if !view.isImported { OptimizerRule(survey: survey).apply(to: view, ids: ids, into: &findings) }
        }
        var settlement = Settlement(view: view, anomalies: anomalies)
        settlement.settle(&findings)
        let tier = tier(view)
        return Decision(
            tier: tier.tier,
            tierReason: tier.reason,
            summary: view.summary(),
            anomalies: anomalies,
            proposals: settlement.proposals,
            held: findings.held,
            notes: findings.notes,
            objects: Explanations(view: view, findings: findings, proposals: settlement.proposals).all(),
            creatives: survey.report()
        )
    }

    /// In the order of conflicts; promotions come before the rule that scales where nothing is promoted.
    private static let rules: [any DecisionRule] = [
        LoserRule(), StackRule(), WinnerRule(), ScaleRule(), ProvenAdSetRule(), LearningCampaignRule(), FatigueRule(),
    ]

    /// Of a file's account, what its numbers carry: nothing that needs creatives, and nothing that needs days where it has
    /// none.
    private static func rules(for view: AccountView) -> [any DecisionRule] {
        if view.period != nil { return [LoserRule(), WinnerRule()] }
        return view.isImported ? rules.filter { !($0 is LearningCampaignRule) } : rules
    }

    /// Without the account, its structure or its numbers nothing is changed: what can't be seen isn't zero.
    private func canDecide(_ evidence: AccountEvidence) -> Bool {
        !evidence.gaps.contains { Self.isNeeded($0.what) }
    }

    private static func isNeeded(_ reading: ReadingGap.Reading) -> Bool {
        switch reading {
        case .account, .structure, .dailyInsights: true
        case .hourlyInsights, .breakdowns: false
        }
    }

    private func tier(_ view: AccountView) -> (tier: Tier, reason: String) {
        if view.evidence.daily.isEmpty {
            return (.emergency, "there is no performance data for this account yet")
        }
        if view.period != nil {
            return (.rules, "a file's sums over a period can't train a model")
        }
        let have = view.adsWithEnoughData
        let need = AccountSummary.DataReadiness.adsNeeded
        guard have >= need else {
            return (.rules, "only \(have) of \(need) needed ads have three days of data in the last 30")
        }
        let standing = view.evidence.models
        if standing.model != nil {
            return (.ml, "\(have) ads have enough data, and a learned model overrules the rules where it is sure")
        }
        let why = standing.absence ?? "none is known"
        return (.rules, "\(have) ads have enough data; no learned model is in force: \(why)")
    }

    private func note(_ view: AccountView, _ findings: inout Findings) {
        let evidence = view.evidence
        for gap in evidence.gaps {
            let consequence = Self.isNeeded(gap.what) ? "; nothing is changed until it can" : ""
            findings.notes.append("\(gap.what.words) could not be read (\(gap.reason))\(consequence)")
        }
        if evidence.daily.isEmpty {
            findings.notes.append(
                "no performance data: check with dean doctor that the token may read insights, or import an Ads Manager "
                    + "export with dean import"
            )
        }
        if !view.zoneIsKnown {
            findings.notes.append(
                "the account's time zone “\(view.snapshot.account.timeZoneName)” is unknown; days are counted in UTC"
            )
        }
        if let imported = view.snapshot.account.imported { findings.notes += Self.notes(on: imported) }
        if view.goals.isEmpty { findings.notes.append("no goal is active: nothing is decided until one is") }
        for goal in view.goals.values.sorted(by: { $0.goal.key.rawValue < $1.goal.key.rawValue })
        where goal.goal.targetCPA == nil && goal.goal.targetROAS == nil {
            findings.notes.append(
                "\(goal.goal.key.rawValue) has no target; its objects are held against the account's own costs"
            )
        }
        let live = BudgetLedger(snapshot: view.snapshot, assignment: view.assignment).account
        let cap = Money(major: view.rules.caps.accountDailyBudget, currency: view.currency)
        if live.sum > CapGuard.most(under: cap.minorUnits) {
            findings.notes.append(
                "live daily budgets of \(view.wording.money(live.sum)) leave no room under the account cap of \(cap), "
                    + "Meta's 25 % included: nothing is raised"
            )
        }
    }

    private static func notes(on imported: ImportedFigures) -> [String] {
        let basis =
            "all of this rests on a file with \(imported.isDaily ? "the days" : "sums over") \(imported.firstDay) to "
            + "\(imported.lastDay); it is advice, and I carry nothing of it out"
        let limit = "trends, fatigue and anomalies need days, which the file doesn't have: I judge costs alone"
        return imported.isDaily ? [basis] : [basis, limit]
    }
}
