import DeanDomain

/// What a reading of an account adds to what is stored.
struct SnapshotChanges {
    private(set) var new: [SnapshotObject] = []
    private(set) var ended: [CurrentVersion] = []
    private(set) var transitions: [AdTransition] = []
    private(set) var newAds: Set<String> = []

    init(_ objects: [SnapshotObject], account: AccountID, on connection: any StoreConnection) throws {
        let rows = try connection.query(
            """
            SELECT kind, object_id, version, hash, read_at, status, effective_status FROM ad_objects
            WHERE account_id = $1 AND superseded_at IS NULL
            """,
            [.raw(account)]
        )
        var stored: [Key: Stored] = Dictionary(minimumCapacity: rows.count)
        for row in rows {
            stored[Key(kind: try row.raw("kind"), id: try row.text(1))] = Stored(
                version: CurrentVersion(
                    version: try row.integer(2),
                    fingerprint: try row.integer(3),
                    readAt: try row.integer(4)
                ),
                state: AdTransition.State(
                    status: try row.optionalText("status"),
                    effectiveStatus: try row.optionalText("effective_status")
                )
            )
        }
        for object in objects {
            let known = stored.removeValue(forKey: Key(kind: object.kind, id: object.id))
            guard known?.version.fingerprint != object.hash else { continue }
            new.append(object)
            if let known { ended.append(known.version) }
            guard object.kind == .ad else { continue }
            if known == nil { newAds.insert(object.id) }
            let state = AdTransition.State(status: object.status?.raw, effectiveStatus: object.effectiveStatus)
            if known?.state != state {
                transitions.append(AdTransition(ad: ObjectID(object.id), from: known?.state, to: state))
            }
        }
        for (key, gone) in stored {
            ended.append(gone.version)
            if key.kind == .ad {
                transitions.append(AdTransition(ad: ObjectID(key.id), from: gone.state, to: nil))
            }
        }
    }

    private struct Key: Hashable {
        let kind: ObjectKind
        let id: String
    }

    private struct Stored {
        let version: CurrentVersion
        let state: AdTransition.State
    }
}
