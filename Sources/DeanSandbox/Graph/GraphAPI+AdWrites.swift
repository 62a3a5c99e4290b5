import Crypto
import DeanDomain
import Foundation

extension GraphAPI {
    /// How long Meta's review of a new ad takes here.
    static let review = TimeSpan.minutes(15)

    func createAd(_ account: Int, _ state: inout MarketState, _ call: GraphCall) throws -> GraphJSON {
        let name = try call.parameters.required("name")
        let adSetID = try call.parameters.required("adset_id")
        guard case .adSet(let adSet) = state.place(of: ObjectID(adSetID)), state.account(ofAdSet: adSet) == account
        else {
            throw GraphFailure.invalid("adset_id \(adSetID) is no ad set of this account.")
        }
        if ["ARCHIVED", "DELETED"].contains(state.effectiveStatus(ofAdSet: adSet)) { throw GraphFailure.archived }
        guard let spec = try call.parameters.structure("creative") else { throw GraphFailure.missing("creative") }
        let status = try status(call, of: Self.newStatuses) ?? "ACTIVE"
        let creative: Int?
        if let reference = spec["creative_id"] ?? spec["id"] {
            creative = try self.creative(reference, account, state)
        } else {
            try checkCreative(spec)
            creative = nil
        }
        if call.validatesOnly { return Self.validated }
        let index: Int
        if let creative {
            index = creative
        } else {
            index = state.creatives.count
            addCreative(spec, name: spec["name"]?.text ?? name, account, &state)
        }
        let id = addAd(name: name, adSet: adSet, creative: index, status: status, &state)
        return ["id": .string(id.rawValue)]
    }

    func addAd(name: String, adSet: Int, creative: Int, status: String, _ state: inout MarketState) -> ObjectID {
        let id = state.newID()
        state.add(
            MarketAd(
                id: id,
                adSet: adSet,
                creative: creative,
                name: name,
                status: status,
                createdAt: state.now,
                updatedAt: state.now,
                reviewedAt: state.now + Self.review,
                delivery: state.newDelivery(account: state.account(ofAdSet: adSet), ad: id)
            )
        )
        state.adSets[adSet].significantEditAt = state.now
        return id
    }

    func updateAd(_ index: Int, _ state: inout MarketState, _ call: GraphCall) throws -> GraphJSON {
        var change = MarketChange(name: call.parameters.text("name"))
        change.status = try status(call, of: Self.statuses)
        if let spec = try call.parameters.structure("creative") {
            guard let reference = spec["creative_id"] ?? spec["id"] else {
                throw GraphFailure.missing("creative[creative_id]")
            }
            let creative = try creative(reference, state.account(ofAd: index), state)
            change.creative = state.creatives[creative].id
        }
        return finish(change, state.ads[index].id, &state, call)
    }

    func createCreative(_ account: Int, _ state: inout MarketState, _ call: GraphCall) throws -> GraphJSON {
        var spec: GraphJSON = [:]
        for name in ["object_story_spec", "asset_feed_spec", "degrees_of_freedom_spec"] {
            if let value = try call.parameters.structure(name) { spec[name] = value }
        }
        if let story = call.parameters.text("object_story_id") { spec["object_story_id"] = .string(story) }
        try checkCreative(spec)
        let name = call.parameters.text("name") ?? "Creative \(state.creatives.count + 1)"
        if call.validatesOnly { return Self.validated }
        let id = addCreative(spec, name: name, account, &state)
        return ["id": .string(id.rawValue)]
    }

    private func creative(_ reference: GraphJSON, _ account: Int, _ state: MarketState) throws -> Int {
        let id = reference.text ?? reference.serialized
        guard case .creative(let index) = state.place(of: ObjectID(id)), state.creatives[index].account == account
        else {
            throw GraphFailure.invalid("creative \(id) is no creative of this account.", subcode: 1_487_501)
        }
        return index
    }

    private func checkCreative(_ spec: GraphJSON) throws {
        if spec["object_story_id"] != nil { return }
        guard let story = spec["object_story_spec"] else {
            guard spec["asset_feed_spec"] != nil else { throw GraphFailure.missing("object_story_spec") }
            return
        }
        guard story["page_id"]?.text != nil || story["page_id"]?.int != nil else {
            throw GraphFailure.missing("object_story_spec[page_id]")
        }
        guard let data = story["link_data"] ?? story["video_data"] ?? story["photo_data"] else {
            throw GraphFailure.invalid("object_story_spec needs link_data, video_data or photo_data.")
        }
        if story["link_data"] != nil, data["link"]?.text == nil {
            throw GraphFailure.missing("object_story_spec[link_data][link]")
        }
        if story["video_data"] != nil, data["video_id"] == nil {
            throw GraphFailure.missing("object_story_spec[video_data][video_id]")
        }
    }

    /// Adds a creative of unknown worth: what it is worth follows from the market's seed and its own words.
    @discardableResult
    func addCreative(_ spec: GraphJSON, name: String, _ account: Int, _ state: inout MarketState) -> ObjectID {
        let story = spec["object_story_spec"]
        let data = story?["link_data"] ?? story?["video_data"] ?? story?["photo_data"]
        let feed = spec["asset_feed_spec"]
        let title = data?["name"]?.text ?? data?["title"]?.text ?? feed?["titles"]?.items?.first?["text"]?.text
        let body = data?["message"]?.text ?? feed?["bodies"]?.items?.first?["text"]?.text
        let video = data?["video_id"].map { $0.text ?? $0.serialized }
        let digest = SHA256.hash(data: Data((name + (title ?? "") + (body ?? "")).utf8))
        let words = digest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        var random = SeededRandom(seed: state.seed, words, 6)
        let id = state.newID()
        state.add(
            MarketCreative(
                id: id,
                account: account,
                name: name,
                title: title ?? name,
                body: body ?? "",
                imageHash: data?["image_hash"]?.text ?? feed?["images"]?.items?.first?["hash"]?.text,
                videoID: video,
                specName: story == nil ? "asset_feed_spec" : "object_story_spec",
                spec: story ?? feed ?? [:],
                createdAt: state.now,
                quality: CreativeQuality(
                    clickRate: 0.016 * random.lognormal(sd: 0.3),
                    purchaseRate: 0.040 * random.lognormal(sd: 0.3),
                    leadRate: 0.12 * random.lognormal(sd: 0.25),
                    hookRate: video == nil ? 0 : 0.28 * random.lognormal(sd: 0.2)
                )
            )
        )
        return id
    }
}
