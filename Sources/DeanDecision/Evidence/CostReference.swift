import DeanDomain

/// The cost per core event that an object is held against.
struct CostReference: Sendable, Hashable {
    enum Source: Sendable, Hashable {
        case targetCPA
        /// The ROAS that a cost must reach at the goal's average revenue per event.
        case targetROAS(Double)
        /// No target is configured.
        case accountMedian
    }

    /// Minor units.
    let cost: Double
    let source: Source

    var isTarget: Bool { source != .accountMedian }

    func words(_ wording: Wording, event: String) -> String {
        switch source {
        case .targetCPA: "the target of \(wording.money(cost)) per \(event)"
        case .targetROAS(let roas):
            "\(wording.money(cost)) per \(event), which is the target ROAS of \(Wording.ratio(roas))"
        case .accountMedian: "the account's own median of \(wording.money(cost)) per \(event), since no target is set"
        }
    }

    func scaled(by factor: Double) -> CostReference { CostReference(cost: cost * factor, source: source) }
}
