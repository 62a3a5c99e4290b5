package import DeanDomain

extension Store {
    /// Stores a whole reading of an account: new versions of what differs, and an end to what is no longer listed.
    ///
    /// Only whole readings may be given: what a list lacks counts as gone from the account. Changes of an ad's status
    /// go to `ad_lifecycle`, new ads to `ad_creation_times`. Throws `conflict` when a later reading is stored already.
    package func save(snapshot: AccountSnapshot) async throws {
        let account = snapshot.account.id
        let doing = "storing the account \(account) as read at \(snapshot.readAt)"
        let objects = try SnapshotObject.all(of: snapshot)
        try await write(doing) {
            try $0.save(snapshot.account, readAt: snapshot.readAt, objects: objects.count)
            let changes = try SnapshotChanges(objects, account: account, on: $0)
            try $0.retire(changes.ended, in: "ad_objects", at: snapshot.readAt)
            try $0.insert(
                into: "ad_objects",
                columns: SnapshotObject.columns,
                rows: changes.new.flatMap { $0.values(account: account, readAt: snapshot.readAt) }
            )
            try $0.record(changes.transitions, account: account, seenAt: snapshot.readAt)
            try $0.insertCreationTimes(of: snapshot, newAds: changes.newAds)
        }
    }

    /// The account as it was known at `asOf`, objects sorted by id; nil when it had not been read by then.
    package func snapshot(_ account: AccountID, asOf: Timestamp) async throws -> AccountSnapshot? {
        try await read("reading the account \(account) as of \(asOf)") {
            let reading = try $0.query(
                "SELECT MAX(read_at) AS read_at FROM snapshots WHERE account_id = $1 AND read_at <= $2",
                [.raw(account), .time(asOf)]
            )
            guard let readAt = try reading.first?.optionalTime("read_at") else { return nil }
            let rows = try $0.versions(
                of: "ad_objects",
                columns: "kind, object_id, json",
                asOf: readAt,
                where: "account_id = $2",
                [.raw(account)]
            )
            var texts: [ObjectKind: [(id: String, json: String)]] = [:]
            for row in rows {
                texts[try row.raw("kind"), default: []].append((try row.text(1), try row.text(2)))
            }
            // One decoder call for a whole list costs a fraction of one for each object.
            func list<T: Decodable>(_ kind: ObjectKind) throws -> [T] {
                let sorted = (texts[kind] ?? []).sorted { $0.id < $1.id }
                return try StoreJSON.decode([T].self, from: "[" + sorted.map(\.json).joined(separator: ",") + "]")
            }
            let accounts: [Account] = try list(.account)
            guard let stored = accounts.first else {
                throw StoreError(.corrupt, "the reading of \(readAt) has no account in ad_objects")
            }
            return AccountSnapshot(
                account: stored,
                campaigns: try list(.campaign),
                adSets: try list(.adSet),
                ads: try list(.ad),
                creatives: try list(.creative),
                readAt: readAt
            )
        }
    }

    /// Every account that was ever read, sorted.
    package func knownAccounts() async throws -> [AccountID] {
        try await read("reading the known accounts") {
            try $0.query("SELECT account_id FROM accounts").map { try $0.raw("account_id") }.sorted()
        }
    }

    /// Every change of an ad's status that readings showed, oldest first.
    package func lifecycle(of ad: ObjectID, account: AccountID) async throws -> [AdTransition] {
        try await read("reading the lifecycle of \(ad)") {
            try $0.query(
                """
                SELECT \(AdTransition.columns) FROM ad_lifecycle WHERE account_id = $1 AND ad_id = $2 ORDER BY seen_at
                """,
                [.raw(account), .raw(ad)]
            ).map(AdTransition.init)
        }
    }
}

extension StoreConnection {
    fileprivate func save(_ account: Account, readAt: Timestamp, objects: Int) throws {
        let newer = try query(
            "SELECT MAX(read_at) AS read_at FROM snapshots WHERE account_id = $1 AND read_at > $2",
            [.raw(account.id), .time(readAt)]
        )
        if let newer = try newer.first?.optionalTime("read_at") {
            throw StoreError(.conflict, "a later reading, of \(newer), is stored already")
        }
        try execute(
            """
            INSERT INTO accounts (account_id, name, currency, time_zone, account_status, first_read_at, last_read_at)
            VALUES ($1, $2, $3, $4, $5, $6, $6)
            ON CONFLICT (account_id) DO UPDATE SET name = excluded.name, currency = excluded.currency,
                time_zone = excluded.time_zone, account_status = excluded.account_status,
                last_read_at = excluded.last_read_at
            """,
            [
                .raw(account.id), .text(account.name), .text(account.currency.code), .text(account.timeZoneName),
                .number(account.status), .time(readAt),
            ]
        )
        try execute(
            """
            INSERT INTO snapshots (account_id, read_at, objects) VALUES ($1, $2, $3)
            ON CONFLICT (account_id, read_at) DO UPDATE SET objects = excluded.objects
            """,
            [.raw(account.id), .time(readAt), .number(objects)]
        )
    }

    /// Where the same reading was stored before, its transitions are replaced: they began where those began.
    fileprivate func record(_ transitions: [AdTransition], account: AccountID, seenAt: Timestamp) throws {
        let before = try query(
            "DELETE FROM ad_lifecycle WHERE account_id = $1 AND seen_at = $2 RETURNING \(AdTransition.columns)",
            [.raw(account), .time(seenAt)]
        ).map(AdTransition.init)
        var merged = Dictionary(uniqueKeysWithValues: before.map { ($0.ad, $0) })
        for transition in transitions {
            merged[transition.ad, default: transition].to = transition.to
        }
        try insert(
            into: "ad_lifecycle",
            columns: AdTransition.columns.split(separator: ", ").map(String.init) + ["account_id"],
            rows: merged.values.filter { $0.from != $0.to }.flatMap { $0.values(seenAt: seenAt) + [.raw(account)] }
        )
    }

    fileprivate func insertCreationTimes(of snapshot: AccountSnapshot, newAds: Set<String>) throws {
        let rows = snapshot.ads.filter { newAds.contains($0.id.rawValue) }.flatMap { ad -> [StoreValue] in
            [
                .raw(snapshot.account.id), .raw(ad.id), .raw(ad.campaignID), .raw(ad.adSetID), .raw(ad.creativeID),
                .time(ad.createdAt), .time(snapshot.readAt),
            ]
        }
        try insert(
            into: "ad_creation_times",
            columns: [
                "account_id", "ad_id", "campaign_id", "adset_id", "creative_id", "created_at", "first_seen_at",
            ],
            rows: rows,
            suffix: " ON CONFLICT (account_id, ad_id) DO NOTHING"
        )
    }
}
