import Foundation

/// Cuts a list into pages with cursors, as every edge of the Graph API does.
enum GraphPaging {
    static let usualLimit: Int64 = 25
    static let mostLimit: Int64 = 5000
    /// What the cursor of a page that stands before the first item holds.
    static let start = "^"

    static func encode(_ key: String) -> String { Data(key.utf8).base64EncodedString() }

    /// The page of `items` that the call asks for.
    ///
    /// `key` names an item for good, `render` writes it; `find` gives a key's place where that is quicker than to look
    /// for it.
    static func page<Item>(
        _ items: [Item],
        _ call: GraphCall,
        find: ((String) -> Int?)? = nil,
        key: (Int, Item) -> String,
        render: (Item) throws -> GraphJSON
    ) throws -> GraphJSON {
        let limit = Int(min(mostLimit, try call.parameters.integer("limit") ?? usualLimit))
        guard limit > 0 else { throw GraphFailure(code: 100, message: "(#100) Param limit must be greater than 0") }
        let first = try position(call, items, find, key)
        let last = min(items.count, first + limit)
        var reply: GraphJSON = ["data": .array(try items[first..<last].map(render))]
        if last > first {
            let after = encode(key(last - 1, items[last - 1]))
            var paging: GraphJSON = [
                "cursors": ["before": .string(encode(key(first, items[first]))), "after": .string(after)]
            ]
            if last < items.count { paging["next"] = .string(next(call, after: after)) }
            reply["paging"] = paging
        }
        if call.parameters.text("summary") == "true" || call.parameters.list("summary")?.contains("total_count") == true
        {
            reply["summary"] = ["total_count": .integer(Int64(items.count))]
        }
        return reply
    }

    /// An empty page whose `next` leads to what the call asked for: Meta sends such pages in the middle of a list.
    static func emptyPage(_ call: GraphCall) -> GraphJSON {
        let after = call.parameters.text("after") ?? encode(start)
        return [
            "data": [],
            "paging": [
                "cursors": ["before": .string(after), "after": .string(after)],
                "next": .string(next(call, after: after)),
            ],
        ]
    }

    private static func position<Item>(
        _ call: GraphCall,
        _ items: [Item],
        _ find: ((String) -> Int?)?,
        _ key: (Int, Item) -> String
    ) throws -> Int {
        guard let cursor = call.parameters.text("after") else { return 0 }
        let decoded = Data(base64Encoded: cursor).flatMap { String(data: $0, encoding: .utf8) }
        if decoded == start { return 0 }
        let found = decoded.flatMap { wanted in
            find.map { $0(wanted) } ?? items.indices.first { key($0, items[$0]) == wanted }
        }
        guard let found else {
            throw GraphFailure(code: 100, message: "(#100) Invalid cursor: \(cursor)")
        }
        return found + 1
    }

    /// Like Meta's, the address carries the access token; whoever logs it logs a secret.
    private static func next(_ call: GraphCall, after: String) -> String {
        var values = call.parameters.values
        values["after"] = after
        let query = values.sorted { $0.key < $1.key }.map { "\($0.key)=\(GraphBody.escape($0.value))" }
        return "\(call.origin)/\(call.version)/\(call.joinedPath)?\(query.joined(separator: "&"))"
    }
}
