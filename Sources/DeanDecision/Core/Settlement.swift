import DeanDomain
import Foundation

/// Settles what the rules want against each other and against the guards, in the one fixed order.
struct Settlement {
    let view: AccountView
    private var context: GuardContext
    private(set) var proposals: [PlannedAction] = []
    private var taken: [ObjectID: ConflictOrder] = [:]

    /// A raise smaller than this share of the budget isn't worth a person's click.
    static let leastUsefulRaise = 0.05

    init(view: AccountView, anomalies: [Anomaly]) {
        self.view = view
        context = GuardContext(
            snapshot: view.snapshot,
            goals: view.evidence.goals,
            rules: view.rules,
            settings: view.settings,
            pastActions: view.evidence.pastActions,
            humanEdits: view.evidence.humanEdits,
            anomalies: anomalies,
            gaps: view.evidence.gaps,
            stopped: nil,
            leaseFresh: nil,
            throttlePercent: nil,
            writesThisRun: 0,
            now: view.evidence.asOf,
            approved: false,
            alreadyPlanned: []
        )
    }

    mutating func settle(_ findings: inout Findings) {
        let ordered = findings.proposals.map { proposal in
            var proposal = proposal
            proposal.action = RejectionMemory(view: view).lowered(proposal.action)
            return proposal
        }.sorted { left, right in
            if left.rank != right.rank { return left.rank < right.rank }
            let (first, second) = (left.action, right.action)
            if first.confidence != second.confidence { return first.confidence > second.confidence }
            return (first.target.id, first.type.rawValue) < (second.target.id, second.type.rawValue)
        }
        for proposal in ordered { settle(proposal, &findings) }
    }

    private mutating func settle(_ proposal: Proposal, _ findings: inout Findings) {
        var action = proposal.action
        var reasons = switchedOff(action)
        let floor = view.rules.confidence.propose
        if action.confidence.probability < floor {
            reasons.append(
                "only \(Wording.percent(action.confidence.probability)) sure that \(action.aim); proposals start at "
                    + Wording.percent(floor)
            )
        }
        for id in action.changed.sorted() {
            guard let rank = taken[id] else { continue }
            reasons.append("\(rank.words) come first, and one of them changes the same object in this cycle")
        }
        if reasons.isEmpty {
            if let sizing = proposal.sizing, let sized = fitted(sizing) {
                action = sized.keeping(confidenceOf: action)
            }
            action.verdicts = Guards.evaluate(action, in: context, moment: .planning)
            reasons = action.verdicts.filter { !$0.allowed }.map(\.reason)
        }
        guard reasons.isEmpty else {
            if action.target.kind != .account {
                findings.explain(action.target.id, "held: " + reasons.joined(separator: "; "))
            }
            findings.held.append(HeldProposal(action: action, reasons: reasons))
            return
        }
        for id in action.changed { taken[id] = proposal.rank }
        context.plan(action)
        proposals.append(action)
    }

    private func switchedOff(_ action: PlannedAction) -> [String] {
        switch action.type {
        case .updateBudget where action.dailyBudgetChange < 0:
            view.settings.autoPauseLosers ? [] : ["pausing losers is switched off in the settings"]
        case .promoteWinner where !view.settings.autoScaleWinners, .updateBudget where !view.settings.autoScaleWinners:
            ["scaling winners is switched off in the settings"]
        case .pauseAdSet where !view.settings.autoPauseLosers, .pauseAd where !view.settings.autoPauseLosers:
            ["pausing losers is switched off in the settings"]
        default: []
        }
    }

    /// The action with the largest amount that is allowed; nil when that isn't worth it, so that the guards say why.
    private func fitted(_ sizing: Proposal.Sizing) -> PlannedAction? {
        switch sizing.budget {
        case .raise(let object, let from):
            guard let most = context.highestBudget(of: object) else { return nil }
            let amount = min(sizing.wanted, most)
            let least = max(1, Int64((Double(from) * Self.leastUsefulRaise).rounded(.up)))
            return amount - from >= least ? sizing.make(amount) : nil
        case .newCampaign(let goal, let isRaise):
            guard let most = context.highestBudget(ofNewCampaignFor: goal, isRaise: isRaise) else { return nil }
            let amount = min(sizing.wanted, most)
            return amount > 0 ? sizing.make(amount) : nil
        }
    }
}

extension PlannedAction {
    /// The existing objects that its writes change or create in.
    fileprivate var changed: Set<ObjectID> { Set(steps.compactMap { $0.object?.id }) }

    /// The same action in another size is as sure as before, with the same reasons.
    fileprivate func keeping(confidenceOf other: PlannedAction) -> PlannedAction {
        var action = self
        action.confidence = other.confidence
        action.evidence = other.evidence
        return action
    }
}
