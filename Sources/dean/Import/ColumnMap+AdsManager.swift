extension ColumnMap {
    /// Recognises the English headers of Ads Manager's exports, and the field names of the API's reports; what it does not
    /// know is in `unused`.
    static func adsManager(header: [String]) -> (map: ColumnMap, currency: String?, unused: [String]) {
        var map = ColumnMap()
        var currency: String?
        var unused: [String] = []
        for column in header {
            let (name, suffix) = split(column)
            guard let field = names[name], map.sources[field] == nil else {
                if !derived.contains(where: name.hasPrefix) { unused.append(column) }
                continue
            }
            map.sources[field] = .columns([column])
            if field == .plain(.spend) { currency = suffix }
        }
        return (map, currency, unused)
    }

    /// "Amount spent (USD)" is "amount spent" and "USD"; other brackets belong to the name.
    private static func split(_ column: String) -> (name: String, currency: String?) {
        guard let match = column.wholeMatch(of: /(.*\S)\s*\(([A-Z]{3})\)/) else {
            return (column.lowercased().replacing("_", with: " "), nil)
        }
        return (match.1.lowercased().replacing("_", with: " "), String(match.2))
    }

    private static let names: [String: ImportField] = {
        let plain: [ImportField.Plain: [String]] = [
            .accountID: ["account id", "ad account id"],
            .currency: ["currency", "account currency"],
            .campaignID: ["campaign id"],
            .campaignName: ["campaign name", "campaign"],
            .objective: ["objective"],
            .adSetID: ["ad set id", "adset id"],
            .adSetName: ["ad set name", "adset name", "ad set"],
            .adID: ["ad id"],
            .adName: ["ad name", "ad"],
            .day: ["day", "date"],
            .starts: ["reporting starts", "date start"],
            .ends: ["reporting ends", "date stop"],
            .spend: ["amount spent", "spend", "spent"],
            .impressions: ["impressions"],
            .reach: ["reach"],
            .clicks: ["clicks (all)", "clicks"],
            .linkClicks: ["link clicks", "inline link clicks"],
            .thruplays: ["thruplays"],
            .results: ["results"],
            .resultIndicator: ["result indicator"],
            .delivery: ["ad delivery", "delivery", "delivery status", "ad set delivery", "campaign delivery"],
            .adSetBudget: ["ad set budget"],
            .adSetBudgetType: ["ad set budget type"],
            .campaignBudget: ["campaign budget"],
            .campaignBudgetType: ["campaign budget type"],
            .age: ["age"],
            .gender: ["gender"],
            .country: ["country"],
        ]
        let actions = [
            "purchases": "purchase", "website purchases": "offsite_conversion.fb_pixel_purchase", "leads": "lead",
            "website leads": "offsite_conversion.fb_pixel_lead", "adds to cart": "add_to_cart",
            "checkouts initiated": "initiate_checkout", "landing page views": "landing_page_view",
            "registrations completed": "complete_registration", "content views": "view_content",
        ]
        let values = [
            "purchases conversion value": "purchase", "purchase conversion value": "purchase",
            "website purchases conversion value": "offsite_conversion.fb_pixel_purchase",
        ]
        var names: [String: ImportField] = [:]
        for (field, spellings) in plain {
            for spelling in spellings { names[spelling] = .plain(field) }
        }
        for (spelling, type) in actions { names[spelling] = .action(type) }
        for (spelling, type) in values { names[spelling] = .actionValue(type) }
        return names
    }()

    /// Beginnings of columns that follow from others, or say nothing about a day; left out without a word.
    private static let derived = [
        "frequency", "cpm", "cpc", "ctr", "cost per", "purchase roas", "website purchase roas", "starts", "ends",
        "attribution setting", "quality ranking", "engagement rate ranking", "conversion rate ranking", "account name",
        "delivery level", "result type", "bid", "last significant edit", "budget",
    ]
}
