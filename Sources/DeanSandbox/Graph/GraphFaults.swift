import Synchronization

/// The faults that wait for their requests.
package final class GraphFaults: Sendable {
    private let waiting = Mutex<[GraphFault]>([])

    package func inject(_ fault: GraphFault) {
        waiting.withLock { $0.append(fault) }
    }

    package func inject(
        _ effect: GraphFault.Effect,
        method: String? = nil,
        path: String? = nil,
        skip: Int = 0,
        times: Int = 1
    ) {
        inject(GraphFault(effect, method: method, path: path, skip: skip, times: times))
    }

    package func clear() {
        waiting.withLock { $0 = [] }
    }

    package var pending: [GraphFault] { waiting.withLock { $0 } }

    /// The fault that this request meets; the first that matches counts the request.
    func take(method: String, path: String) -> GraphFault.Effect? {
        waiting.withLock { faults in
            guard let index = faults.firstIndex(where: { $0.matches(method: method, path: path) }) else { return nil }
            if faults[index].skip > 0 {
                faults[index].skip -= 1
                return nil
            }
            let effect = faults[index].effect
            faults[index].times -= 1
            if faults[index].times <= 0 { faults.remove(at: index) }
            return effect
        }
    }
}
