import DeanDomain

extension GraphNode {
    func value(_ name: String, ofAd index: Int) -> GraphJSON? {
        let ad = state.ads[index]
        let account = state.account(ofAd: index)
        switch name {
        case "id": return .string(ad.id.rawValue)
        case "account_id": return value("account_id", ofAccount: account)
        case "adset_id": return .string(state.adSets[ad.adSet].id.rawValue)
        case "campaign_id": return .string(state.campaigns[state.adSets[ad.adSet].campaign].id.rawValue)
        case "name": return .string(ad.name)
        case "status", "configured_status": return .string(ad.status)
        case "effective_status": return .string(state.effectiveStatus(ofAd: index))
        case "source_ad_id": return "0"
        case "conversion_domain": return "northwind.example"
        case "tracking_specs":
            return [["action.type": ["offsite_conversion"], "fb_pixel": [.string(state.accounts[account].pixelID)]]]
        case "preview_shareable_link": return .string("\(origin)/preview/\(ad.id.rawValue)")
        case "created_time": return GraphFormat.time(ad.createdAt, in: zone(account))
        case "updated_time": return GraphFormat.time(ad.updatedAt, in: zone(account))
        default: return nil
        }
    }

    func value(_ name: String, ofCreative index: Int) -> GraphJSON? {
        let creative = state.creatives[index]
        switch name {
        case "id": return .string(creative.id.rawValue)
        case "account_id": return value("account_id", ofAccount: creative.account)
        case "name": return .string(creative.name)
        case "title": return .string(creative.title)
        case "body": return .string(creative.body)
        case "status": return .string(creative.status)
        case "image_hash": return creative.imageHash.map(GraphJSON.string)
        case "image_url": return creative.imageHash.map { .string(pictureAddress(creative, $0)) }
        case "thumbnail_url": return .string(pictureAddress(creative, creative.imageHash))
        case "video_id": return creative.videoID.map(GraphJSON.string)
        case "object_story_spec", "asset_feed_spec": return creative.specName == name ? creative.spec : nil
        case "object_type": return creative.videoID == nil ? "SHARE" : "VIDEO"
        case "call_to_action_type": return "SHOP_NOW"
        case "actor_id": return .string(SandboxCredentials.pageID)
        case "effective_object_story_id": return .string("\(SandboxCredentials.pageID)_\(creative.id.rawValue)")
        case "link_url": return creative.spec["link_data"]?["link"]
        default: return nil
        }
    }

    /// Where the server shows the picture: the uploaded one, or a drawing made from the creative's id.
    private func pictureAddress(_ creative: MarketCreative, _ hash: String?) -> String {
        if let hash, state.accounts[creative.account].images.contains(where: { $0.hash == hash }) {
            return "\(origin)/images/\(hash)"
        }
        return "\(origin)/thumbnails/\(creative.id.rawValue).svg"
    }
}
