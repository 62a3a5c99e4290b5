package import DeanDomain
import Foundation

/// Everything the market is at a moment.
///
/// Objects live in arrays and are never removed, so that an index stays good.
package struct MarketState: Sendable {
    enum Place: Sendable {
        case campaign(Int)
        case adSet(Int)
        case ad(Int)
        case creative(Int)
    }

    let seed: UInt64
    /// Hours simulated at a time where whole days lie behind `now`: 1, or 24 in bulk.
    let stride: Int
    var peopleEdit: Bool
    package internal(set) var now: Timestamp
    package internal(set) var accounts: [MarketAccount] = []
    package internal(set) var campaigns: [MarketCampaign] = []
    package internal(set) var adSets: [MarketAdSet] = []
    package internal(set) var ads: [MarketAd] = []
    package internal(set) var creatives: [MarketCreative] = []
    package internal(set) var anomalies: [MarketAnomaly] = []
    package internal(set) var edits: [MarketEdit] = []
    var scheduled: [ScheduledEdit] = []
    /// Grows with every change and every simulated period; what was read at one version need not be read again.
    var version = 0
    private var places: [ObjectID: Place] = [:]
    private var objectCount = 0

    init(seed: UInt64, stride: Int, peopleEdit: Bool, now: Timestamp) {
        self.seed = seed
        self.stride = stride
        self.peopleEdit = peopleEdit
        self.now = now
    }

    var nowHour: Int { Int(now.seconds / 3600) }

    func place(of id: ObjectID) -> Place? { places[id] }

    func account(_ id: AccountID) -> Int? { accounts.firstIndex { $0.id == id } }

    func account(ofAdSet index: Int) -> Int { campaigns[adSets[index].campaign].account }

    func account(ofAd index: Int) -> Int { account(ofAdSet: ads[index].adSet) }

    package func owner(ofAd index: Int) -> AccountID { accounts[account(ofAd: index)].id }

    /// An id that looks like Meta's and is the same for the same seed and actions.
    mutating func newID() -> ObjectID {
        objectCount += 1
        return ObjectID(String(120_210_000_000_000_000 + objectCount * 10 + 7))
    }

    mutating func add(_ campaign: MarketCampaign) {
        places[campaign.id] = .campaign(campaigns.count)
        accounts[campaign.account].campaigns.append(campaigns.count)
        campaigns.append(campaign)
        version += 1
    }

    mutating func add(_ adSet: MarketAdSet) {
        places[adSet.id] = .adSet(adSets.count)
        campaigns[adSet.campaign].adSets.append(adSets.count)
        adSets.append(adSet)
        version += 1
    }

    mutating func add(_ ad: MarketAd) {
        places[ad.id] = .ad(ads.count)
        adSets[ad.adSet].ads.append(ads.count)
        ads.append(ad)
        version += 1
    }

    mutating func add(_ creative: MarketCreative) {
        places[creative.id] = .creative(creatives.count)
        accounts[creative.account].creatives.append(creatives.count)
        creatives.append(creative)
        version += 1
    }

    /// The delivery of an ad that is made now.
    mutating func newDelivery(account: Int, ad id: ObjectID) -> AdDelivery {
        var random = SeededRandom(seed: seed, UInt64(id.rawValue) ?? 0, 1)
        return AdDelivery(firstPeriod: accounts[account].periods.count, luck: random.normal())
    }
}
