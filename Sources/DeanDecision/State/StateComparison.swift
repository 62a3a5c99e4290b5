package import DeanDomain

/// What differs between the state that an approval rests on and the live one, in words.
package enum StateComparison {
    package static func differences(expected: ObjectState, live: ObjectState) -> [String] {
        guard expected.object.kind == live.object.kind, expected.object.id == live.object.id else {
            return ["\(expected.object.quoted) was expected and \(live.object.quoted) was read"]
        }
        var differences: [String] = []
        if expected.status != live.status {
            differences.append("\(expected.object.quoted) was \(expected.status.raw) and is now \(live.status.raw)")
        }
        if expected.dailyBudget != live.dailyBudget {
            differences.append(
                "the daily budget of \(expected.object.quoted) was \(words(expected.dailyBudget)) and is now "
                    + words(live.dailyBudget)
            )
        }
        return differences
    }

    /// Compares lists by object; an expected object that is not among the live ones is a difference.
    package static func differences(expected: [ObjectState], live: [ObjectState]) -> [String] {
        let byID = Dictionary(live.map { ($0.object.id, $0) }, uniquingKeysWith: { first, _ in first })
        return expected.flatMap { state in
            byID[state.object.id].map { differences(expected: state, live: $0) }
                ?? ["\(state.object.quoted) is not there any more"]
        }
    }

    private static func words(_ budget: Money?) -> String { budget?.description ?? "not set" }
}
