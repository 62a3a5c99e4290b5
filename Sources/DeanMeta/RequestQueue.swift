/// Who may be at Meta at the same time, and who is next.
///
/// Pure.
package struct RequestQueue: Sendable {
    private struct Waiter: Sendable {
        let number: Int
        let priority: MetaPriority
    }

    private let width: Int
    private var inFlight = 0
    private var waiting: [Waiter] = []

    package init(width: Int) {
        self.width = width
    }

    /// True when request `number` may go at once; otherwise it waits.
    package mutating func enter(_ number: Int, _ priority: MetaPriority) -> Bool {
        guard inFlight >= width else {
            inFlight += 1
            return true
        }
        waiting.append(Waiter(number: number, priority: priority))
        return false
    }

    /// A request is done; returns the one that takes its place: writes before reads, then in order of arrival.
    package mutating func leave() -> Int? {
        guard let next = waiting.indices.min(by: { isBefore(waiting[$0], waiting[$1]) }) else {
            inFlight -= 1
            return nil
        }
        return waiting.remove(at: next).number
    }

    private func isBefore(_ left: Waiter, _ right: Waiter) -> Bool {
        (left.priority.rawValue, left.number) < (right.priority.rawValue, right.number)
    }
}
