package import DeanDomain
import Synchronization

/// A request that the server received, with the token and its proof taken out.
package struct GraphRequestRecord: Sendable {
    package let at: Timestamp
    package let method: String
    /// Without the version: "/act_1001/campaigns".
    package let path: String
    package let version: String
    package let parameters: [String: String]
    package let body: String
    /// Whether the token stood in the address, where proxies and logs see it.
    package let hasTokenInURL: Bool
    package let hasProof: Bool
    /// What the request met, if anything.
    package let fault: GraphFault.Effect?
    /// 0 where no answer was sent.
    package let status: Int

    package var validatesOnly: Bool { parameters["execution_options"]?.contains("validate_only") ?? false }
    package var isWrite: Bool { method != "GET" && !validatesOnly }
}

final class GraphRequestLog: Sendable {
    /// Older ones are forgotten: a demo runs for days.
    private static let most = 5000
    private struct State {
        var records: [GraphRequestRecord] = []
        var count = 0
    }

    private let state = Mutex(State())

    func add(_ record: GraphRequestRecord) {
        state.withLock { state in
            state.count += 1
            state.records.append(record)
            if state.records.count > Self.most { state.records.removeFirst(state.records.count - Self.most) }
        }
    }

    var all: [GraphRequestRecord] { state.withLock { $0.records } }

    /// Requests ever received.
    var count: Int { state.withLock { $0.count } }

    func clear() {
        state.withLock { $0.records = [] }
    }
}
