package import DeanDomain

extension Store {
    /// Takes a scheduled slot of an account; false when some process has taken it before.
    package func claimSlot(
        _ account: AccountID,
        slot: Timestamp,
        owner: String,
        at: Timestamp
    ) async throws -> Bool {
        try await write("claiming the slot \(slot) of \(account)") {
            let inserted = try $0.execute(
                """
                INSERT INTO slots (account_id, slot, owner, claimed_at) VALUES ($1, $2, $3, $4)
                ON CONFLICT (account_id, slot) DO NOTHING
                """,
                [.raw(account), .time(slot), .text(owner), .time(at)]
            )
            return inserted == 1
        }
    }

    /// The newest slot that was taken.
    package func lastSlot(_ account: AccountID) async throws -> Timestamp? {
        try await read("reading the last slot of \(account)") {
            try $0.query("SELECT MAX(slot) AS slot FROM slots WHERE account_id = $1", [.raw(account)])
                .first?.optionalTime("slot")
        }
    }
}
