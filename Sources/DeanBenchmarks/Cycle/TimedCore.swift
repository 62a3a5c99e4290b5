import DeanDecision
import DeanDomain

/// A decision core that notes how long it decides.
struct TimedCore: DecisionCore {
    let core: any DecisionCore
    let deciding = Stopwatch()

    func decide(_ evidence: AccountEvidence, rules: Rules, settings: Settings, ids: IdentifierSource) -> Decision {
        let start = ContinuousClock.now
        defer { deciding.add(ContinuousClock.now - start) }
        return core.decide(evidence, rules: rules, settings: settings, ids: ids)
    }
}
