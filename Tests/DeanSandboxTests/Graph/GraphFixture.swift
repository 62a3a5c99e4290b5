import DeanDomain
import DeanSandbox
import Foundation
import FoundationNetworking
import Testing

/// A Graph server on a free port, in front of a market on a clock that only the test moves.
struct GraphFixture: Sendable {
    static let start = Timestamp(seconds: 1_795_255_500)

    /// Made once; every test works on a copy.
    private static let demo = Market(seed: 7, now: start)

    let server: GraphServer
    let port: Int

    var market: Market { server.market }
    var clock: SandboxClock { server.clock }

    struct Answer: Sendable {
        let status: Int
        let headers: [String: String]
        let json: GraphJSON
        let text: String

        var rows: [GraphJSON] { json["data"]?.items ?? [] }
        var code: Int64? { json["error"]?["code"]?.int }
        var subcode: Int64? { json["error"]?["error_subcode"]?.int }
    }

    static func with(
        scenario: MarketScenario? = nil,
        configuration: GraphConfiguration = GraphConfiguration(),
        pause: @escaping @Sendable (Duration) async throws -> Void = { _ in },
        _ body: @escaping @Sendable (GraphFixture) async throws -> Void
    ) async throws {
        let market = scenario.map { Market(seed: 7, now: start, scenario: $0) } ?? demo.fork()
        market.letPeopleEdit(false)
        let server = GraphServer(
            market: market,
            clock: SandboxClock(now: start, speed: 0),
            configuration: configuration,
            pause: pause
        )
        try await server.serving { port in
            try await body(GraphFixture(server: server, port: port))
        }
    }

    func get(_ path: String, _ query: [String: String] = [:], token: String? = "sandbox-token") async throws -> Answer {
        try await send("GET", path, query: query, token: token)
    }

    func post(_ path: String, _ fields: [String: String], token: String? = "sandbox-token") async throws -> Answer {
        try await send("POST", path, form: fields, token: token)
    }

    /// One request on a connection of its own: a reused one that dies would be tried again by the client itself.
    func send(
        _ method: String,
        _ path: String,
        version: String = "v26.0",
        query: [String: String] = [:],
        form: [String: String]? = nil,
        json: GraphJSON? = nil,
        token: String? = "sandbox-token"
    ) async throws -> Answer {
        var components = URLComponents()
        components.scheme = "http"
        components.host = "127.0.0.1"
        components.port = port
        components.path = path.hasPrefix("/") ? path : "/\(version)/\(path)"
        if !query.isEmpty { components.percentEncodedQuery = Self.encode(query) }
        var request = URLRequest(url: try #require(components.url))
        request.httpMethod = method
        request.timeoutInterval = 20
        if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
        if let form {
            request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
            request.httpBody = Data(Self.encode(form).utf8)
        }
        if let json {
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
            request.httpBody = Data(json.serialized.utf8)
        }
        let session = URLSession(configuration: .ephemeral)
        defer { session.finishTasksAndInvalidate() }
        let (data, response) = try await session.data(for: request)
        let http = try #require(response as? HTTPURLResponse)
        var headers: [String: String] = [:]
        for (name, value) in http.allHeaderFields { headers["\(name)".lowercased()] = "\(value)" }
        return Answer(
            status: http.statusCode,
            headers: headers,
            json: GraphJSON(parsing: data) ?? .null,
            text: String(decoding: data, as: UTF8.self)
        )
    }

    private static func encode(_ fields: [String: String]) -> String {
        var allowed = CharacterSet.alphanumerics
        allowed.insert(charactersIn: "-._~")
        func escape(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: allowed) ?? text }
        return fields.sorted { $0.key < $1.key }.map { "\(escape($0.key))=\(escape($0.value))" }.joined(separator: "&")
    }

    /// Every page of a list, following `after` until `next` is gone.
    func all(_ path: String, _ query: [String: String]) async throws -> [GraphJSON] {
        var rows: [GraphJSON] = []
        var query = query
        while true {
            let answer = try await get(path, query)
            try #require(answer.status == 200, "\(answer.text)")
            rows += answer.rows
            guard answer.json["paging"]?["next"] != nil else { return rows }
            query["after"] = try #require(answer.json["paging"]?["cursors"]?["after"]?.text)
        }
    }

    func id(
        _ kind: ObjectKind,
        _ name: String,
        of account: AccountID = SandboxCredentials.dollarAccount
    ) throws -> ObjectID {
        try #require(market.ids(kind, of: account, named: name).first, "no \(kind) is named \(name)")
    }
}
