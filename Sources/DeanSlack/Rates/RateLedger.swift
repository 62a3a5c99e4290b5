/// Who may call Slack when: the decisions, without clock or waiting.
///
/// Times are distances from any fixed moment. A waiter asks `claim` again whenever its wait is over, and the answer takes
/// into account everyone who stands before it: higher priority first, then whoever came first.
package struct RateLedger: Sendable {
    private var book = Book()
    private var waiting: [(id: Int, request: RateRequest)] = []
    private var lastID = 0

    package init() {}

    /// Takes a place in the queue.
    package mutating func enter(_ request: RateRequest) -> Int {
        lastID += 1
        let place = waiting.firstIndex { $0.request.priority < request.priority } ?? waiting.endIndex
        waiting.insert((lastID, request), at: place)
        return lastID
    }

    /// Gives the place up.
    package mutating func leave(_ id: Int) {
        waiting.removeAll { $0.id == id }
    }

    /// Nil when the call may be sent now, which is then on the books; else how long to wait before asking again.
    package mutating func claim(_ id: Int, at now: Duration) -> Duration? {
        book.forget(before: now)
        var planned = book
        for (index, waiter) in waiting.enumerated() {
            let turn = planned.earliest(waiter.request, from: now)
            if waiter.id == id {
                guard turn <= now else { return turn - now }
                waiting.remove(at: index)
                book.record(waiter.request, at: now)
                return nil
            }
            planned.record(waiter.request, at: turn)
        }
        return nil
    }

    /// Slack answered 429: its `Retry-After` holds for that method and workspace only.
    package mutating func pause(_ request: RateRequest, until moment: Duration) {
        book.pause(request, until: moment)
    }

    /// What was sent, or is planned to be.
    private struct Book {
        private struct MethodKey: Hashable {
            let method: String
            let workspace: Workspace
        }

        private struct ChannelKey: Hashable {
            let channel: ChannelID
            let workspace: Workspace
        }

        private var sent: [MethodKey: [Duration]] = [:]
        private var pausedUntil: [MethodKey: Duration] = [:]
        private var lastPost: [ChannelKey: Duration] = [:]

        func earliest(_ request: RateRequest, from now: Duration) -> Duration {
            let key = MethodKey(method: request.method.name, workspace: request.workspace)
            let open = max(now, pausedUntil[key] ?? now)
            switch request.method.rate {
            case .perMinute(let limit):
                let times = sent[key] ?? []
                return times.count < limit ? open : max(open, times[times.count - limit] + .seconds(60))
            case .perChannelSecond:
                let last = request.channel.flatMap { lastPost[ChannelKey(channel: $0, workspace: request.workspace)] }
                return last.map { max(open, $0 + .seconds(1)) } ?? open
            case .unpaced: return open
            }
        }

        mutating func record(_ request: RateRequest, at moment: Duration) {
            switch request.method.rate {
            case .perMinute(let limit):
                let key = MethodKey(method: request.method.name, workspace: request.workspace)
                var times = sent[key] ?? []
                times.insert(moment, at: times.firstIndex { $0 > moment } ?? times.endIndex)
                // Planned moments lie ahead of real ones, so what counts is found by number and not by age.
                sent[key] = times.suffix(limit)
            case .perChannelSecond:
                guard let channel = request.channel else { return }
                lastPost[ChannelKey(channel: channel, workspace: request.workspace)] = moment
            case .unpaced: break
            }
        }

        /// Drops what no longer holds anyone back.
        mutating func forget(before now: Duration) {
            lastPost = lastPost.filter { $0.value > now - .seconds(1) }
            pausedUntil = pausedUntil.filter { $0.value > now }
        }

        mutating func pause(_ request: RateRequest, until moment: Duration) {
            let key = MethodKey(method: request.method.name, workspace: request.workspace)
            pausedUntil[key] = max(moment, pausedUntil[key] ?? moment)
        }
    }
}
