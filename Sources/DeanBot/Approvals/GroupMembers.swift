import DeanDomain

/// Who is in which user group, as Slack last said; asked again after five minutes.
actor GroupMembers {
    private struct Entry {
        let members: [String]
        let readAt: Timestamp
    }

    private var entries: [String: Entry] = [:]
    private static let freshFor = TimeSpan.minutes(5)

    func members(
        of group: String,
        now: Timestamp,
        read: @Sendable () async throws -> [String]
    ) async throws -> [String] {
        if let entry = entries[group], now - entry.readAt < Self.freshFor { return entry.members }
        let members = try await read()
        entries[group] = Entry(members: members, readAt: now)
        return members
    }
}
