import DeanDomain
import Foundation

/// The campaigns, ad sets and ads that a file names, each once, with ids made from names where the file has none.
///
/// A made id is the same for the same account and names in every import, and can't be mistaken for one of Meta's, which
/// are digits.
struct ObjectCatalog {
    struct Identity: Hashable {
        var id = ""
        var name = ""

        var isEmpty: Bool { id.isEmpty && name.isEmpty }
    }

    struct Sighting {
        var campaign = Identity()
        var adSet = Identity()
        var ad = Identity()
        var objective = ""
        var status: ConfiguredStatus?
        var adSetBudget: Money?
        var campaignBudget: Money?
    }

    /// The object that a row's numbers belong to.
    struct Entry: Hashable {
        var kind: ObjectKind
        var id: ObjectID
        var campaignID: ObjectID?
        var adSetID: ObjectID?
    }

    private let accountID: AccountID
    private let currency: Currency
    private var campaigns: [ObjectID: Campaign] = [:]
    private var adSets: [ObjectID: AdSet] = [:]
    private var ads: [ObjectID: Ad] = [:]
    private var firstDays: [ObjectID: AccountDay] = [:]

    init(accountID: AccountID, currency: Currency) {
        self.accountID = accountID
        self.currency = currency
    }

    /// Takes the row's objects in; a later row completes what an earlier one left out.
    mutating func add(_ sighting: Sighting, level: ObjectKind) -> Entry {
        let campaignID = id(of: sighting.campaign, under: "campaign")
        let adSetID = id(of: sighting.adSet, under: "adset/\(campaignID)")
        let adID = id(of: sighting.ad, under: "ad/\(adSetID)")
        let lowest = sighting.status ?? .active
        addCampaign(sighting, id: campaignID, status: level == .campaign ? lowest : .active)
        guard level != .campaign else { return Entry(kind: .campaign, id: campaignID, campaignID: campaignID) }
        addAdSet(sighting, id: adSetID, campaignID: campaignID, status: level == .adSet ? lowest : .active)
        guard level == .ad else {
            return Entry(kind: .adSet, id: adSetID, campaignID: campaignID, adSetID: adSetID)
        }
        ads[adID] = Ad(
            id: adID,
            adSetID: adSetID,
            campaignID: campaignID,
            name: sighting.ad.name.isEmpty ? ads[adID]?.name ?? "Ad \(sighting.ad.id)" : sighting.ad.name,
            status: lowest,
            effectiveStatus: lowest.raw
        )
        return Entry(kind: .ad, id: adID, campaignID: campaignID, adSetID: adSetID)
    }

    /// An ad set runs at least since the first day that the file shows it delivering.
    mutating func delivered(_ object: Entry, since day: AccountDay) {
        guard let adSet = object.adSetID else { return }
        firstDays[adSet] = min(firstDays[adSet] ?? day, day)
    }

    func snapshot(timeZoneName: String, figures: ImportedFigures, readAt: Timestamp) -> AccountSnapshot {
        let zone = TimeZone(identifier: timeZoneName) ?? .gmt
        let adSets = adSets.values.map { adSet in
            var adSet = adSet
            adSet.startAt = firstDays[adSet.id]?.start(in: zone)
            return adSet
        }
        return AccountSnapshot(
            account: Account(
                id: accountID,
                name: "Imported \(accountID)",
                currency: currency,
                timeZoneName: timeZoneName,
                status: 1,
                imported: figures
            ),
            campaigns: campaigns.values.sorted { $0.id < $1.id },
            adSets: adSets.sorted { $0.id < $1.id },
            ads: ads.values.sorted { $0.id < $1.id },
            creatives: [],
            readAt: readAt
        )
    }

    private mutating func addCampaign(_ sighting: Sighting, id: ObjectID, status: ConfiguredStatus) {
        let known = campaigns[id]
        campaigns[id] = Campaign(
            id: id,
            name: name(sighting.campaign, "Campaign", known: known?.name),
            objective: sighting.objective.isEmpty ? known?.objective ?? "" : sighting.objective,
            status: status,
            effectiveStatus: status.raw,
            dailyBudget: sighting.campaignBudget ?? known?.dailyBudget
        )
    }

    private mutating func addAdSet(
        _ sighting: Sighting,
        id: ObjectID,
        campaignID: ObjectID,
        status: ConfiguredStatus
    ) {
        let known = adSets[id]
        adSets[id] = AdSet(
            id: id,
            campaignID: campaignID,
            name: name(sighting.adSet, "Ad set", known: known?.name),
            status: status,
            effectiveStatus: status.raw,
            dailyBudget: sighting.adSetBudget ?? known?.dailyBudget
        )
    }

    private func name(_ identity: Identity, _ kind: String, known: String?) -> String {
        if !identity.name.isEmpty { return identity.name }
        return known ?? (identity.id.isEmpty ? "Imported" : "\(kind) \(identity.id)")
    }

    private func id(of identity: Identity, under path: String) -> ObjectID {
        guard identity.id.isEmpty else { return ObjectID(identity.id) }
        return ObjectID("import-" + String(fnv1a("\(accountID)/\(path)/\(identity.name)"), radix: 16))
    }
}

/// FNV-1a, 64 bits: the same on every machine, unlike `Hasher`. http://www.isthe.com/chongo/tech/comp/fnv/
private func fnv1a(_ text: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 {
        hash ^= UInt64(byte)
        hash = hash &* 0x100_0000_01b3
    }
    return hash
}
