import DeanDomain

/// Where the store is.
enum DatabaseLocation: Sendable, Hashable {
    /// A file's path.
    case sqlite(String)
    /// A connection string, which holds a password.
    case postgres(Secret)

    /// Reads `DATABASE_URL`; nil when its scheme is unknown.
    init?(url: String) {
        if url.hasPrefix("postgres://") || url.hasPrefix("postgresql://") {
            self = .postgres(Secret(url))
        } else if url.hasPrefix("sqlite:") {
            let rest = url.dropFirst("sqlite:".count)
            let path = rest.hasPrefix("//") ? rest.dropFirst(2) : rest
            guard !path.isEmpty else { return nil }
            self = .sqlite(String(path))
        } else {
            return nil
        }
    }
}

/// The address that `serve` listens on.
struct ListenAddress: Sendable, Hashable {
    var host = "127.0.0.1"
    var port = 8080

    init() {}

    /// Reads "host:port", ":port" (every interface) or "[::1]:port"; nil for anything else.
    init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port)
        else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        self.host = host.isEmpty ? "0.0.0.0" : String(host)
        self.port = port
    }
}

enum LogFormat: String, Sendable, CaseIterable {
    case text
    case json
}
