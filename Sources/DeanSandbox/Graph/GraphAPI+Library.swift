import DeanDomain

/// What an account holds beside its campaigns.
extension GraphAPI {
    func library(_ edge: String, of index: Int, _ state: MarketState, _ call: GraphCall) throws -> GraphJSON {
        let account = state.accounts[index]
        let zone = account.calendar.zone
        switch edge {
        case "adimages":
            let wanted = call.parameters.list("hashes")
            let images = account.images.filter { wanted?.contains($0.hash) ?? true }
            return try GraphPaging.page(images, call) { _, image in
                image.hash
            } render: { image in
                var json = self.json(image, account: account, origin: call.origin)
                json["created_time"] = GraphFormat.time(image.createdAt, in: zone)
                return json
            }
        case "advideos":
            return try GraphPaging.page(account.videos, call) { _, video in
                video.id.rawValue
            } render: { video in
                [
                    "id": .string(video.id.rawValue), "title": .string(video.name),
                    "status": ["video_status": "ready"],
                    "created_time": GraphFormat.time(video.createdAt, in: zone),
                ]
            }
        case "minimum_budgets":
            let minimum = account.minimumDailyBudget
            return [
                "data": [
                    [
                        "currency": .string(account.currency.code), "min_daily_budget_imp": .integer(minimum),
                        "min_daily_budget_low_freq": .integer(minimum * 20),
                        "min_daily_budget_high_freq": .integer(minimum * 5),
                        "min_daily_budget_video_views": .integer(minimum),
                    ]
                ]
            ]
        case "customaudiences":
            return try GraphPaging.page(account.audiences, call) { _, audience in
                audience.id.rawValue
            } render: { audience in
                [
                    "id": .string(audience.id.rawValue), "name": .string(audience.name), "subtype": "CUSTOM",
                    "approximate_count_lower_bound": .integer(Int64(audience.people)),
                    "approximate_count_upper_bound": .integer(Int64(audience.people) * 12 / 10),
                    "operation_status": ["code": 200, "description": "Normal"],
                ]
            }
        case "adspixels":
            return [
                "data": [
                    [
                        "id": .string(account.pixelID), "name": .string("\(account.name) pixel"),
                        "last_fired_time": GraphFormat.time(lastEvent(of: index, state), in: zone),
                        "is_unavailable": false,
                    ]
                ]
            ]
        case "activities", "adspixel", "promote_pages", "users": return ["data": []]
        default: throw GraphFailure.unknownEdge(call.joinedPath)
        }
    }

    func json(_ image: MarketImage, account: MarketAccount, origin: String) -> GraphJSON {
        let size = PictureSize.read(image.bytes)
        return [
            "id": .string("\(account.id.rawValue.dropFirst("act_".count)):\(image.hash)"),
            "hash": .string(image.hash), "name": .string(image.name), "status": "ACTIVE",
            "account_id": .string(String(account.id.rawValue.dropFirst("act_".count))),
            "url": .string("\(origin)/images/\(image.hash)"),
            "permalink_url": .string("\(origin)/images/\(image.hash)"),
            "width": .integer(Int64(size?.width ?? 0)), "height": .integer(Int64(size?.height ?? 0)),
        ]
    }

    /// A silent pixel shows when it last fired: when its outage began.
    private func lastEvent(of account: Int, _ state: MarketState) -> Timestamp {
        let outage = state.anomalies.last {
            $0.kind == .trackingOutage && $0.account == state.accounts[account].id && $0.object == nil
                && $0.covers(state.nowHour)
        }
        return outage?.from ?? state.now
    }
}

/// Width and height of a PNG or JPEG.
enum PictureSize {
    static func read(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
        func number(_ index: Int, _ count: Int) -> Int { bytes[index..<index + count].reduce(0) { $0 << 8 | Int($1) } }
        if bytes.count > 24, bytes.starts(with: [0x89, 0x50, 0x4e, 0x47]) { return (number(16, 4), number(20, 4)) }
        guard bytes.starts(with: [0xff, 0xd8]) else { return nil }
        var index = 2
        // JPEG segments: marker, length, content; a frame header holds the size.
        while index + 9 < bytes.count, bytes[index] == 0xff {
            let marker = bytes[index + 1]
            if (0xc0...0xcf).contains(marker), marker != 0xc4, marker != 0xc8, marker != 0xcc {
                return (number(index + 7, 2), number(index + 5, 2))
            }
            index += 2 + number(index + 2, 2)
        }
        return nil
    }
}
