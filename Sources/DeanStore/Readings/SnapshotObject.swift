import DeanDomain

/// One object of an account as it lies in `ad_objects`.
struct SnapshotObject: Sendable {
    let kind: ObjectKind
    let id: String
    let parentID: String?
    let status: ConfiguredStatus?
    let effectiveStatus: String?
    let json: String
    let hash: Int64

    private init(
        _ kind: ObjectKind,
        _ id: String,
        parent: ObjectID? = nil,
        status: ConfiguredStatus? = nil,
        effectiveStatus: String? = nil,
        _ value: some Encodable
    ) throws {
        self.kind = kind
        self.id = id
        parentID = parent?.rawValue
        self.status = status
        self.effectiveStatus = effectiveStatus
        json = try StoreJSON.encode(value)
        var print = Fingerprint()
        print.add(json)
        hash = print.value
    }

    static func all(of snapshot: AccountSnapshot) throws -> [SnapshotObject] {
        var objects = [try SnapshotObject(.account, snapshot.account.id.rawValue, snapshot.account)]
        for campaign in snapshot.campaigns {
            objects.append(
                try SnapshotObject(
                    .campaign,
                    campaign.id.rawValue,
                    status: campaign.status,
                    effectiveStatus: campaign.effectiveStatus,
                    campaign
                )
            )
        }
        for adSet in snapshot.adSets {
            objects.append(
                try SnapshotObject(
                    .adSet,
                    adSet.id.rawValue,
                    parent: adSet.campaignID,
                    status: adSet.status,
                    effectiveStatus: adSet.effectiveStatus,
                    adSet
                )
            )
        }
        for ad in snapshot.ads {
            objects.append(
                try SnapshotObject(
                    .ad,
                    ad.id.rawValue,
                    parent: ad.adSetID,
                    status: ad.status,
                    effectiveStatus: ad.effectiveStatus,
                    ad
                )
            )
        }
        for creative in snapshot.creatives {
            objects.append(try SnapshotObject(.creative, creative.id.rawValue, creative))
        }
        return objects
    }

    static let columns = [
        "account_id", "kind", "object_id", "parent_id", "status", "effective_status", "json", "hash", "read_at",
    ]

    func values(account: AccountID, readAt: Timestamp) -> [StoreValue] {
        [
            .raw(account), .raw(kind), .text(id), .string(parentID), .string(status?.raw), .string(effectiveStatus),
            .text(json), .integer(hash), .time(readAt),
        ]
    }
}
