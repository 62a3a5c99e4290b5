package import DeanDomain

extension MetaClient {
    /// The part of an object's live state that decisions rest on; read before and after every write.
    ///
    /// - Returns: the object under its present name; an object that is archived or deleted in effect has that status.
    package func state(
        of object: ObjectRef,
        currency: Currency,
        priority: MetaPriority = .guardRead
    ) async throws(MetaError) -> ObjectState {
        var fields = "id,name,status,effective_status"
        switch object.kind {
        case .campaign, .adSet: fields += ",daily_budget"
        case .ad: break
        case .creative: fields = "id,name,status"
        case .account:
            throw MetaError(.invalid, doing: "reading \(object.id)", message: "an account has no such state")
        }
        let request = GraphRequest.get(
            object.id.rawValue,
            ["fields": fields],
            doing: "reading the \(object.kind.rawValue) “\(object.name)” (\(object.id))"
        )
        let json = try await read(request, priority)
        let reader = StructureReader(doing: request.doing)
        return ObjectState(
            object: ObjectRef(kind: object.kind, id: try reader.id(json), name: json["name"]?.text ?? object.name),
            status: reader.status(json),
            dailyBudget: try reader.money(json, "daily_budget", currency)
        )
    }

    /// The object whose name ends in the tag, archived and deleted ones included; nil when Meta shows none.
    ///
    /// `parent` is the campaign of an ad set or the ad set of an ad; an object under another one is not it.
    package func find(
        tag: IntentTag,
        kind: ObjectKind,
        account: AccountID,
        parent: ObjectID? = nil,
        priority: MetaPriority = .guardRead
    ) async throws(MetaError) -> ObjectRef? {
        guard let place = SearchPlace(kind) else {
            throw MetaError(.invalid, doing: "searching a \(kind.rawValue)", message: "it carries no tag")
        }
        let needle = String(tag.suffix.drop { $0 == " " })
        let filter = GraphValue.list([
            .object([("field", .text("name")), ("operator", .text("CONTAIN")), ("value", .text(needle))])
        ])
        var request = GraphRequest.get(
            "\(account)/\(place.edge)",
            ["fields": place.fields, "filtering": filter.json, "limit": "200"],
            account: account,
            doing: "searching \(place.edge) of \(account) for \(needle)"
        )
        if !place.statuses.isEmpty { request.add("effective_status", GraphValue.texts(place.statuses).json) }
        let reader = StructureReader(doing: request.doing)
        var found: ObjectRef?
        try await readPages(request, priority) { (data: JSON) throws(MetaError) in
            for json in data.elements where found == nil {
                guard let name = json["name"]?.text, name.hasSuffix(needle) else { continue }
                if let parent, let actual = place.parent(json), actual != parent.rawValue { continue }
                found = ObjectRef(kind: kind, id: try reader.id(json), name: name)
            }
        }
        return found
    }

    /// Where objects of a kind are searched.
    ///
    /// Without the statuses Meta leaves archived and deleted objects out, and one that somebody deleted at once would
    /// be made a second time.
    private struct SearchPlace {
        let edge: String
        let fields: String
        let statuses: [String]
        let parent: (JSON) -> String?

        private static let common = ["ACTIVE", "PAUSED", "ARCHIVED", "DELETED", "IN_PROCESS", "WITH_ISSUES"]

        init?(_ kind: ObjectKind) {
            switch kind {
            case .account: return nil
            case .campaign:
                edge = "campaigns"
                fields = "id,name"
                statuses = Self.common
                parent = { _ in nil }
            case .adSet:
                edge = "adsets"
                fields = "id,name,campaign_id"
                statuses = Self.common + ["CAMPAIGN_PAUSED"]
                parent = { $0["campaign_id"]?.text }
            case .ad:
                edge = "ads"
                fields = "id,name,adset_id"
                statuses =
                    Self.common + [
                        "CAMPAIGN_PAUSED", "ADSET_PAUSED", "PENDING_REVIEW", "DISAPPROVED", "PREAPPROVED",
                        "PENDING_BILLING_INFO",
                    ]
                parent = { $0["adset_id"]?.text }
            case .creative:
                edge = "adcreatives"
                fields = "id,name"
                statuses = []
                parent = { _ in nil }
            }
        }
    }
}
