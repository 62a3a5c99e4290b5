package import DeanDomain

/// Who won its campaign's day, for how long, and who came after.
extension Store {
    /// Takes the day's winners into the log and returns the current reign of every campaign.
    ///
    /// A campaign's winner is chosen once a day: what a later run of the same day, or of an earlier one, makes of it
    /// changes nothing. A campaign without a candidate keeps the winner that it had.
    @discardableResult
    package func crown(_ winners: [DayWinner], account: AccountID, day: AccountDay) async throws -> [WinnerReign] {
        try await write("keeping the winners of \(account)") { connection in
            let current = try connection.query(
                "\(Self.reigns) WHERE account_id = $1 AND replaced_day IS NULL",
                [.raw(account)]
            ).map { (id: try $0.integer("winner_id"), reign: try WinnerReign($0)) }
            let byCampaign = Dictionary(
                current.map { ($0.reign.winner.campaign.id, $0) },
                uniquingKeysWith: { first, _ in first }
            )
            for winner in winners {
                guard let before = byCampaign[winner.campaign.id] else {
                    try connection.insert(winner, account: account, day: day)
                    continue
                }
                guard before.reign.lastDay < day else { continue }
                if before.reign.winner.ad.id == winner.ad.id {
                    try connection.execute(
                        """
                        UPDATE winner_log SET last_day = $1, score = $2, runner_up_id = $3, winner = $4
                        WHERE winner_id = $5
                        """,
                        [
                            .day(day), .real(winner.score), .raw(winner.runnerUp?.id),
                            .text(try StoreJSON.encode(winner)), .number(before.id),
                        ]
                    )
                } else {
                    try connection.execute(
                        "UPDATE winner_log SET replaced_day = $1, replaced_by = $2 WHERE winner_id = $3",
                        [.day(day), .raw(winner.ad.id), .number(before.id)]
                    )
                    try connection.insert(winner, account: account, day: day)
                }
            }
            return try Self.current(account, on: connection)
        }
    }

    /// The current reign of every campaign, in the order of their ids.
    package func currentWinners(_ account: AccountID) async throws -> [WinnerReign] {
        try await read("reading the winners of \(account)") { try Self.current(account, on: $0) }
    }

    /// A campaign's reigns, the newest first.
    package func winnerLog(_ account: AccountID, campaign: ObjectID, limit: Int) async throws -> [WinnerReign] {
        try await read("reading the winners of \(campaign)") {
            try $0.query(
                "\(Self.reigns) WHERE account_id = $1 AND campaign_id = $2 ORDER BY first_day DESC LIMIT $3",
                [.raw(account), .raw(campaign), .number(limit)]
            ).map { try WinnerReign($0) }
        }
    }

    private static let reigns =
        "SELECT winner_id, first_day, last_day, winner, replaced_day, replaced_by FROM winner_log"

    private static func current(_ account: AccountID, on connection: any StoreConnection) throws -> [WinnerReign] {
        try connection.query(
            "\(reigns) WHERE account_id = $1 AND replaced_day IS NULL ORDER BY campaign_id",
            [.raw(account)]
        ).map { try WinnerReign($0) }
    }
}

extension StoreConnection {
    fileprivate func insert(_ winner: DayWinner, account: AccountID, day: AccountDay) throws {
        try insert(
            into: "winner_log",
            columns: [
                "account_id", "campaign_id", "ad_id", "creative_id", "first_day", "last_day", "score", "runner_up_id",
                "winner",
            ],
            rows: [
                .raw(account), .raw(winner.campaign.id), .raw(winner.ad.id), .raw(winner.creativeID), .day(day),
                .day(day), .real(winner.score), .raw(winner.runnerUp?.id), .text(try StoreJSON.encode(winner)),
            ]
        )
    }
}

extension WinnerReign {
    fileprivate init(_ row: StoreRow) throws {
        self.init(
            winner: try row.json("winner"),
            firstDay: AccountDay(ordinal: try row.number("first_day")),
            lastDay: AccountDay(ordinal: try row.number("last_day")),
            replacedOn: try row.optionalNumber("replaced_day").map { AccountDay(ordinal: $0) },
            replacedBy: try row.optionalRaw("replaced_by")
        )
    }
}
