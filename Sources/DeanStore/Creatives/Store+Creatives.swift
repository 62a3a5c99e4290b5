package import DeanDomain

/// What creatives are, and which role each ad's has; a row stands until it says something else.
extension Store {
    private static let profileColumns = ["format", "attributes", "neighbours", "expected_cost_ratio"]

    @discardableResult
    package func keep(profiles: [CreativeProfile], account: AccountID, at moment: Timestamp) async throws -> Int {
        let rows = try profiles.map { profile in
            let attributes = try StoreJSON.encode(profile.attributes)
            var print = Fingerprint()
            print.add(profile.format)
            print.add(attributes)
            for neighbour in profile.neighbours { print.add(neighbour.creativeID.rawValue) }
            print.add(profile.expectedCostRatio.map { Int64(($0 * 20).rounded()) } ?? -1)
            return KeptRows.Row(
                key: profile.creativeID.rawValue,
                fingerprint: print.value,
                values: [
                    .string(profile.format), .text(attributes), .text(try StoreJSON.encode(profile.neighbours)),
                    .number(profile.expectedCostRatio),
                ]
            )
        }
        let kept = KeptRows(table: "creative_intelligence", columns: Self.profileColumns, rows: rows)
        return try await keep(kept, account: account, at: moment)
    }

    package func profiles(_ account: AccountID) async throws -> [CreativeProfile] {
        try await kept("creative_intelligence", columns: Self.profileColumns, account: account).map { row in
            CreativeProfile(
                creativeID: try row.raw("object_key"),
                format: try row.optionalText("format"),
                attributes: try row.json("attributes"),
                neighbours: try row.json("neighbours"),
                expectedCostRatio: try row.optionalReal("expected_cost_ratio")
            )
        }
    }

    private static let decisionColumns = [
        "campaign_id", "creative_id", "role", "priority", "confidence", "decision",
    ]

    /// Scores and probabilities that moved a little make no other decision.
    @discardableResult
    package func keep(
        creativeDecisions: [CreativeDecision],
        account: AccountID,
        at moment: Timestamp
    ) async throws -> Int {
        let rows = try creativeDecisions.map { decision in
            var print = Fingerprint()
            print.add(decision.campaign.id.rawValue)
            print.add(decision.creativeID?.rawValue)
            print.add(decision.role.rawValue)
            for step in decision.steps { print.add(step.rawValue) }
            print.add(decision.priority)
            print.add(Int64((decision.confidence.probability * 10).rounded()))
            print.add(decision.overall.map { Int64(($0 / 5).rounded()) } ?? -1)
            print.add(decision.currentBudget?.minorUnits ?? -1)
            print.add(decision.recommendedBudget?.minorUnits ?? -1)
            return KeptRows.Row(
                key: decision.ad.id.rawValue,
                fingerprint: print.value,
                values: [
                    .raw(decision.campaign.id), .raw(decision.creativeID), .raw(decision.role),
                    .number(decision.priority), .real(decision.confidence.probability),
                    .text(try StoreJSON.encode(decision)),
                ]
            )
        }
        let kept = KeptRows(table: "creative_decisions", columns: Self.decisionColumns, rows: rows)
        return try await keep(kept, account: account, at: moment)
    }

    package func creativeDecisions(_ account: AccountID) async throws -> [CreativeDecision] {
        try await kept("creative_decisions", columns: ["decision"], account: account).map { try $0.json("decision") }
    }
}
