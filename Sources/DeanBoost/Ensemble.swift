import DeanDomain

/// Boosters trained on bootstrap samples of whole groups, whose mean is the prediction and whose spread says how much it
/// hangs on who happened to be in the sample.
///
/// Each member draws as many groups as there are, with replacement; the groups that it did not draw (about a third) tell
/// it when to stop. A group is an ad with all of its days, so that no member is validated on days of an ad it knows.
package struct Ensemble: Sendable {
    package let members: [Booster]

    package struct Answer: Sendable, Hashable {
        /// Mean of the members' margins.
        package let margin: Float
        /// Standard deviation of the members' margins.
        package let spread: Float
    }

    package init(members: [Booster]) {
        precondition(!members.isEmpty, "an ensemble has members")
        self.members = members
    }

    /// Trains `count` members; `groups` names each row's group.
    ///
    /// Yields between members and ends with `CancellationError` where its task is cancelled. `seed` decides all.
    package static func train(
        _ parameters: BoostParameters,
        on rows: TrainingSet,
        groups: [Int],
        members count: Int,
        seed: UInt64
    ) async throws -> Ensemble {
        guard groups.count == rows.count else {
            throw BoostError(.input, "training: \(rows.count) rows and \(groups.count) groups do not match")
        }
        let byGroup = Dictionary(grouping: groups.indices) { groups[$0] }.sorted { $0.key < $1.key }.map(\.value)
        var members: [Booster] = []
        for member in 0..<count {
            try Task.checkCancellation()
            var random = SeededRandom(seed: seed &+ UInt64(member) &* 0x51_7cc1_b727_220a)
            var times = [Int](repeating: 0, count: byGroup.count)
            for _ in byGroup { times[Int.random(in: 0..<byGroup.count, using: &random)] += 1 }
            let drawn = zip(byGroup, times).flatMap { indices, times in (0..<times).flatMap { _ in indices } }
            let left = zip(byGroup, times).filter { $0.1 == 0 }.flatMap(\.0)
            var own = parameters
            own.seed = UInt32(truncatingIfNeeded: random.next())
            members.append(
                try Booster(own, trainedOn: rows.rows(at: drawn), validation: left.isEmpty ? nil : rows.rows(at: left))
            )
            await Task.yield()
        }
        return Ensemble(members: members)
    }

    package func answers(_ features: FeatureMatrix, from margins: [Float]? = nil) throws(BoostError) -> [Answer] {
        var sums = [Float](repeating: 0, count: features.rows)
        var squares = sums
        for member in members {
            for (row, margin) in try member.margins(features, from: margins).enumerated() {
                sums[row] += margin
                squares[row] += margin * margin
            }
        }
        let count = Float(members.count)
        return zip(sums, squares).map { sum, square in
            let mean = sum / count
            return Answer(margin: mean, spread: max(0, square / count - mean * mean).squareRoot())
        }
    }

    /// Mean of the members' contributions; a row adds up to the ensemble's margin.
    package func contributions(
        _ features: FeatureMatrix,
        from margins: [Float]? = nil
    ) throws(BoostError) -> FeatureMatrix {
        var sums: [Float] = []
        for member in members {
            let own = try member.contributions(features, from: margins).values
            if sums.isEmpty { sums = own } else { for index in own.indices { sums[index] += own[index] } }
        }
        let count = Float(members.count)
        return FeatureMatrix(columns: features.columns + 1, values: sums.map { $0 / count })
    }
}
