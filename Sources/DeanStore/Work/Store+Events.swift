package import DeanDomain

extension Store {
    /// Remembers an outside event; false when it was seen before.
    package func markSeen(_ eventID: String, at: Timestamp) async throws -> Bool {
        try await write("marking an event as seen") {
            let inserted = try $0.execute(
                "INSERT INTO seen_events (event_id, seen_at) VALUES ($1, $2) ON CONFLICT (event_id) DO NOTHING",
                [.text(eventID), .time(at)]
            )
            return inserted == 1
        }
    }
}
