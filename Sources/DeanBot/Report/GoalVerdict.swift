import DeanDecision
import DeanDomain
import DeanSlack

/// Where a goal's last seven complete days stand against its targets.
struct GoalVerdict: Sendable, Hashable {
    enum Standing: Int, Sendable, Comparable {
        case met
        /// Missed by what has arrived, met if the conversions that are still due come as they always did.
        case withinReach
        case unknown
        case missed

        static func < (left: Standing, right: Standing) -> Bool { left.rawValue < right.rawValue }

        var words: Mrkdwn {
            switch self {
            case .met: "met"
            case .withinReach: "met once late conversions arrive"
            case .unknown: "too little data to tell"
            case .missed: "missed"
            }
        }
    }

    /// Nil where there is no such target.
    let cost: Standing?
    let roas: Standing?

    init(_ goal: GoalSummary) {
        let arrived = max(0.01, min(1, goal.week?.completeness ?? 1))
        cost = goal.targetCPA.map { target in
            guard let week = goal.week else { return .unknown }
            // Without any conversion, more spend than one may cost is a miss already.
            guard let cost = week.costPerEvent else { return week.spend > target ? .missed : .unknown }
            return cost <= target ? .met : cost.major * arrived <= target.major ? .withinReach : .missed
        }
        roas = goal.targetROAS.map { target in
            guard let roas = goal.week?.roas else { return .unknown }
            return roas >= target ? .met : roas / arrived >= target ? .withinReach : .missed
        }
    }

    /// Two targets are met when both are; nil without any.
    var overall: Standing? { [cost, roas].compactMap(\.self).max() }

    var mark: Mrkdwn {
        switch overall {
        case .met: " :white_check_mark:"
        case .withinReach: " :large_yellow_circle:"
        case .missed: " :small_red_triangle:"
        case .unknown, nil: ""
        }
    }

    /// All goals in a few words: "ROAS off target"; nil where no target can be judged.
    static func words(_ goals: [GoalSummary]) -> String? {
        let verdicts = goals.map { GoalVerdict($0) }.filter { $0.overall != nil }
        if verdicts.count > 1 {
            let reached = verdicts.filter { $0.overall == .met || $0.overall == .withinReach }.count
            return "\(reached) of \(verdicts.count) goals on target"
        }
        guard let only = verdicts.first, only.overall != .unknown else { return nil }
        let missed = [only.cost == .missed ? "CPA" : nil, only.roas == .missed ? "ROAS" : nil].compactMap(\.self)
        return missed.isEmpty ? "on target" : missed.joined(separator: " and ") + " off target"
    }
}
