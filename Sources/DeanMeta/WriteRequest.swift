import DeanDomain

/// Puts a write step into Meta's terms: one POST.
///
/// Refuses what Meta can't be asked for, before anything is sent.
struct WriteRequest {
    let account: AccountID
    let tag: IntentTag
    let parent: ObjectID?
    let validateOnly: Bool
    let pixelID: String?

    func make(_ step: WriteStep, copying: CopyOptions) throws(MetaError) -> GraphRequest {
        let doing = step.doing
        var request: GraphRequest
        switch step {
        case .setDailyBudget(let object, _, let amount):
            guard amount.minorUnits > 0 else { throw invalid(doing, "a budget of \(amount)") }
            request = post(object.id.rawValue, doing)
            request.add("daily_budget", String(amount.minorUnits))
        case .setStatus(let object, _, let status):
            guard [.active, .paused, .archived].contains(status) else {
                throw invalid(doing, "the status \(status.raw) can't be set")
            }
            request = post(object.id.rawValue, doing)
            request.add("status", status.raw)
        case .createCampaign(let draft):
            request = try campaign(draft, doing)
        case .createAdSet(let draft, _):
            request = try adSet(draft, doing)
        case .createAd(let draft, _):
            request = post("\(account)/ads", doing)
            request.add("name", tag.name(draft.name))
            request.add("adset_id", try under(doing))
            request.add("creative", GraphValue.object([("creative_id", .text(draft.creativeID.rawValue))]).json)
            request.add("status", try birth(draft.status, doing))
        case .copyAdSet(let source, _, let name):
            return try copy(source, name: name, copying, doing)
        }
        if validateOnly { request.add("execution_options", GraphValue.texts(["validate_only"]).json) }
        return request
    }

    private func campaign(_ draft: CampaignDraft, _ doing: String) throws(MetaError) -> GraphRequest {
        var request = post("\(account)/campaigns", doing)
        request.add("name", tag.name(draft.name))
        request.add("objective", draft.objective)
        request.add("status", try birth(draft.status, doing))
        request.add("special_ad_categories", "[]")
        if let budget = draft.dailyBudget {
            request.add("daily_budget", String(budget.minorUnits))
            request.add("bid_strategy", draft.bidStrategy ?? Self.lowestCost)
        } else {
            // Without a campaign budget Meta wants to be told.
            request.add("is_adset_budget_sharing_enabled", "false")
        }
        return request
    }

    private func adSet(_ draft: AdSetDraft, _ doing: String) throws(MetaError) -> GraphRequest {
        let template = draft.template
        var request = post("\(account)/adsets", doing)
        request.add("name", tag.name(draft.name))
        request.add("campaign_id", try under(doing))
        request.add("status", try birth(draft.status, doing))
        request.add("optimization_goal", template.optimizationGoal)
        request.add("billing_event", template.billingEvent)
        if let budget = draft.dailyBudget {
            request.add("daily_budget", String(budget.minorUnits))
            request.add("bid_strategy", Self.lowestCost)
        }
        request.add("targeting", targeting(template).json)
        let promoted = promotedObject(template, pixelID: draft.pixelID ?? pixelID)
        if let promoted { request.add("promoted_object", promoted.json) }
        request.add("attribution_spec", attribution(template, hasPixelEvent: promoted != nil).json)
        return request
    }

    private func targeting(_ template: CampaignTemplate) -> GraphValue {
        var members: [(String, GraphValue)] = [
            ("geo_locations", .object([("countries", .texts(template.countries))]))
        ]
        if !template.customAudiences.isEmpty {
            let audiences = template.customAudiences.map { GraphValue.object([("id", .text($0))]) }
            members.append(("custom_audiences", .list(audiences)))
        }
        let advantage = GraphValue.integer(template.advantageAudience ? 1 : 0)
        members.append(("targeting_automation", .object([("advantage_audience", advantage)])))
        return .object(members)
    }

    /// Standard events are upper-case names of Meta's; anything else is an event of the pixel's own.
    private func promotedObject(_ template: CampaignTemplate, pixelID: String?) -> GraphValue? {
        guard let event = template.customEventType, let pixelID else { return nil }
        let isStandard = event.utf8.allSatisfy { (65...90).contains($0) || $0 == UInt8(ascii: "_") }
        let pixel = ("pixel_id", GraphValue.text(pixelID))
        return isStandard
            ? .object([pixel, ("custom_event_type", .text(event))])
            : .object([pixel, ("custom_event_type", .text("OTHER")), ("custom_event_str", .text(event))])
    }

    /// Goals without a pixel event take a click window of one day only.
    private func attribution(_ template: CampaignTemplate, hasPixelEvent: Bool) -> GraphValue {
        func window(_ event: String, _ days: Int) -> GraphValue {
            .object([("event_type", .text(event)), ("window_days", .integer(days))])
        }
        return hasPixelEvent
            ? .list([window("CLICK_THROUGH", template.attributionDays), window("VIEW_THROUGH", 1)])
            : .list([window("CLICK_THROUGH", 1)])
    }

    private func copy(
        _ source: ObjectRef,
        name: String,
        _ options: CopyOptions,
        _ doing: String
    ) throws(MetaError) -> GraphRequest {
        guard !validateOnly else { throw invalid(doing, "Meta has no dry run for copies") }
        if let count = options.adCount, count > CopyOptions.mostAds {
            throw invalid(doing, "it holds \(count) ads; Meta copies at most \(CopyOptions.mostAds)")
        }
        var request = post("\(source.id)/copies", doing)
        request.add("campaign_id", try under(doing))
        request.add("deep_copy", "true")
        request.add("status_option", try birth(options.status, doing))
        // Meta names the copy after its source; what stands before that name can be added, and the tag after it.
        var rename: [(String, GraphValue)] = [("rename_strategy", .text("ONLY_TOP_LEVEL_RENAME"))]
        let wanted = IntentTag.untagged(name)
        let original = IntentTag.untagged(source.name)
        if wanted != original, wanted.hasSuffix(original) {
            rename.append(("rename_prefix", .text(String(wanted.dropLast(original.count)))))
        }
        rename.append(("rename_suffix", .text(tag.suffix)))
        request.add("rename_options", GraphValue.object(rename).json)
        guard options.isAsynchronous else { return request }
        let call = GraphValue.object([
            ("method", .text("POST")), ("relative_url", .text(request.path)),
            ("name", .text("copy-" + tag.intent.rawValue)), ("body", .text(request.encodedParameters)),
        ])
        var wrapped = post("", doing)
        wrapped.add("asyncbatch", GraphValue.list([call]).json)
        return wrapped
    }

    private static let lowestCost = "LOWEST_COST_WITHOUT_CAP"

    private func post(_ path: String, _ doing: String) -> GraphRequest {
        GraphRequest(
            method: .post,
            path: path,
            parameters: [],
            account: account,
            doing: doing,
            isWrite: !validateOnly
        )
    }

    private func under(_ doing: String) throws(MetaError) -> String {
        guard let parent else { throw invalid(doing, "the object that it belongs under does not exist yet") }
        return parent.rawValue
    }

    /// Meta makes objects active or paused, nothing else.
    private func birth(_ status: ConfiguredStatus, _ doing: String) throws(MetaError) -> String {
        guard status == .active || status == .paused else {
            throw invalid(doing, "nothing can be made \(status.raw)")
        }
        return status.raw
    }

    private func invalid(_ doing: String, _ message: String) -> MetaError {
        MetaError(.invalid, doing: doing, message: message)
    }
}

extension WriteStep {
    /// What it does, lower case.
    var doing: String {
        switch self {
        case .setDailyBudget(let object, _, let amount): "setting the daily budget of “\(object.name)” to \(amount)"
        case .setStatus(let object, _, let status): "setting “\(object.name)” to \(status.raw)"
        case .createCampaign(let draft): "creating the campaign “\(draft.name)”"
        case .createAdSet(let draft, _): "creating the ad set “\(draft.name)”"
        case .copyAdSet(let source, _, _): "copying the ad set “\(source.name)”"
        case .createAd(let draft, _): "creating the ad “\(draft.name)”"
        }
    }
}
