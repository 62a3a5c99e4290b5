import Synchronization

/// Calls that were accepted with `asyncbatch` and are carried out later: by the third request that follows.
///
/// Counting requests instead of time keeps a sandbox whose clock stands still from never finishing.
final class GraphAsyncCalls: Sendable {
    struct Session: Sendable {
        let id: String
        let name: String
        let call: GraphCall
        let dueAfter: Int
        var result: GraphReply?
    }

    private struct State {
        var sessions: [Session] = []
        var next = 7_200_000_000_001
    }

    private static let delay = 3
    private let state = Mutex(State())

    func accept(_ call: GraphCall, name: String, requests: Int) -> String {
        state.withLock { state in
            let id = String(state.next)
            state.next += 3
            state.sessions.append(Session(id: id, name: name, call: call, dueAfter: requests + Self.delay))
            return id
        }
    }

    func session(_ id: String) -> Session? { state.withLock { $0.sessions.first { $0.id == id } } }

    /// The sessions whose time has come and that have no result yet.
    func due(requests: Int) -> [Session] {
        state.withLock { $0.sessions.filter { $0.result == nil && $0.dueAfter <= requests } }
    }

    func finish(_ id: String, _ reply: GraphReply) {
        state.withLock { state in
            guard let index = state.sessions.firstIndex(where: { $0.id == id }) else { return }
            state.sessions[index].result = reply
        }
    }
}
