import DeanDomain

/// The copies edges. Meta does not validate them: `execution_options` is ignored here, as it is there.
extension GraphAPI {
    /// The most ads of a deep copy that answers at once, and of an asynchronous one.
    static let mostCopiedAds = (atOnce: 3, later: 50)

    /// How copies are named, and with which status they begin.
    private struct Options {
        var strategy: String
        var prefix: String
        var suffix: String
        var status: String
        var isDeep: Bool

        init(_ call: GraphCall) throws {
            let rename = try call.parameters.structure("rename_options")
            strategy = rename?["rename_strategy"]?.text ?? "ONLY_TOP_LEVEL_RENAME"
            guard ["DEEP_RENAME", "ONLY_TOP_LEVEL_RENAME", "NO_RENAME"].contains(strategy) else {
                throw GraphFailure.invalid("rename_options does not know the strategy \(strategy).")
            }
            prefix = rename?["rename_prefix"]?.text ?? ""
            suffix = rename?["rename_suffix"]?.text ?? (prefix.isEmpty ? " - Copy" : "")
            let statuses = ["ACTIVE", "PAUSED", "INHERITED_FROM_SOURCE"]
            status = try call.parameters.choice("status_option", of: statuses) ?? "PAUSED"
            isDeep = try call.parameters.flag("deep_copy") ?? false
        }

        func name(_ name: String, isTop: Bool) -> String {
            strategy == "NO_RENAME" || (strategy == "ONLY_TOP_LEVEL_RENAME" && !isTop) ? name : prefix + name + suffix
        }

        func status(of source: String) -> String {
            guard status == "INHERITED_FROM_SOURCE" else { return status }
            return source == "ACTIVE" ? "ACTIVE" : "PAUSED"
        }
    }

    private typealias Copied = (type: String, source: ObjectID, copy: ObjectID)

    func copyCampaign(_ index: Int, _ state: inout MarketState, _ call: GraphCall) throws -> GraphJSON {
        let options = try Options(call)
        let source = state.campaigns[index]
        if options.isDeep { try checkSize(source.adSets.flatMap { state.adSets[$0].ads }.count, call) }
        let id = state.newID()
        let copy = state.campaigns.count
        state.add(
            MarketCampaign(
                id: id,
                account: source.account,
                name: options.name(source.name, isTop: true),
                objective: source.objective,
                status: options.status(of: source.status),
                dailyBudget: source.dailyBudget,
                lifetimeBudget: source.lifetimeBudget,
                bidStrategy: source.bidStrategy,
                specialAdCategories: source.specialAdCategories,
                sharesAdSetBudgets: source.sharesAdSetBudgets,
                createdAt: state.now,
                updatedAt: state.now
            )
        )
        var copied: [Copied] = [("campaign", source.id, id)]
        if options.isDeep {
            for adSet in source.adSets { copied += copyAdSet(adSet, to: copy, options, isTop: false, &state) }
        }
        return reply("copied_campaign_id", id, copied)
    }

    func copyAdSet(_ index: Int, _ state: inout MarketState, _ call: GraphCall) throws -> GraphJSON {
        let options = try Options(call)
        let source = state.adSets[index]
        var campaign = source.campaign
        if let id = call.parameters.text("campaign_id") {
            guard case .campaign(let found) = state.place(of: ObjectID(id)),
                state.campaigns[found].account == state.campaigns[campaign].account
            else { throw GraphFailure.invalid("campaign_id \(id) is no campaign of this account.") }
            campaign = found
        }
        if ["ARCHIVED", "DELETED"].contains(state.campaigns[campaign].status) { throw GraphFailure.archived }
        if options.isDeep { try checkSize(source.ads.count, call) }
        if state.dailyMoney(ofCampaign: campaign) == nil, state.dailyMoney(ofAdSet: index) == nil {
            throw GraphFailure.invalid(
                "The ad set has no budget of its own, and neither has the campaign that it is copied to.",
                title: "Missing budget"
            )
        }
        let copied = copyAdSet(index, to: campaign, options, isTop: true, &state)
        return reply("copied_adset_id", copied[0].copy, copied)
    }

    func copyAd(_ index: Int, _ state: inout MarketState, _ call: GraphCall) throws -> GraphJSON {
        let options = try Options(call)
        let source = state.ads[index]
        var adSet = source.adSet
        if let id = call.parameters.text("adset_id") {
            guard case .adSet(let found) = state.place(of: ObjectID(id)),
                state.account(ofAdSet: found) == state.account(ofAd: index)
            else { throw GraphFailure.invalid("adset_id \(id) is no ad set of this account.") }
            adSet = found
        }
        if ["ARCHIVED", "DELETED"].contains(state.effectiveStatus(ofAdSet: adSet)) { throw GraphFailure.archived }
        let copy = addAd(
            name: options.name(source.name, isTop: true),
            adSet: adSet,
            creative: source.creative,
            status: options.status(of: source.status),
            &state
        )
        return reply("copied_ad_id", copy, [("ad", source.id, copy)])
    }

    private func copyAdSet(
        _ index: Int,
        to campaign: Int,
        _ options: Options,
        isTop: Bool,
        _ state: inout MarketState
    ) -> [Copied] {
        let source = state.adSets[index]
        let isShared = state.dailyMoney(ofCampaign: campaign) != nil
        let id = state.newID()
        let copy = state.adSets.count
        state.add(
            MarketAdSet(
                id: id,
                campaign: campaign,
                name: options.name(source.name, isTop: isTop),
                status: options.status(of: source.status),
                // Under a campaign budget the ad set's own budget is dropped.
                dailyBudget: isShared ? nil : source.dailyBudget,
                lifetimeBudget: isShared ? nil : source.lifetimeBudget,
                optimizationGoal: source.optimizationGoal,
                billingEvent: source.billingEvent,
                bidStrategy: source.bidStrategy,
                bidAmount: source.bidAmount,
                targeting: source.targeting,
                promotedObject: source.promotedObject,
                attributionSpec: source.attributionSpec,
                dsaPayor: source.dsaPayor,
                dsaBeneficiary: source.dsaBeneficiary,
                createdAt: state.now,
                updatedAt: state.now,
                startAt: state.now,
                endAt: source.endAt,
                significantEditAt: state.now,
                audience: source.audience
            )
        )
        var copied: [Copied] = [("ad_set", source.id, id)]
        guard options.isDeep else { return copied }
        for ad in source.ads where !["ARCHIVED", "DELETED"].contains(state.ads[ad].status) {
            let made = addAd(
                name: options.name(state.ads[ad].name, isTop: false),
                adSet: copy,
                creative: state.ads[ad].creative,
                status: options.status(of: state.ads[ad].status),
                &state
            )
            copied.append(("ad", state.ads[ad].id, made))
        }
        return copied
    }

    private func checkSize(_ ads: Int, _ call: GraphCall) throws {
        let most = call.isAsynchronous ? Self.mostCopiedAds.later : Self.mostCopiedAds.atOnce
        guard ads <= most else {
            throw GraphFailure.invalid(
                "A deep copy may hold \(most) ads, this one holds \(ads). An asynchronous request may hold more.",
                subcode: 1_885_194,
                title: "Copy request is too large"
            )
        }
    }

    private func reply(_ name: String, _ id: ObjectID, _ copied: [Copied]) -> GraphJSON {
        .object([
            GraphJSON.Member(name: name, value: .string(id.rawValue)),
            GraphJSON.Member(
                name: "ad_object_ids",
                value: .array(
                    copied.map {
                        [
                            "ad_object_type": .string($0.type), "source_id": .string($0.source.rawValue),
                            "copied_id": .string($0.copy.rawValue),
                        ]
                    }
                )
            ),
        ])
    }
}
