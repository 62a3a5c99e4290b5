import DeanDomain
import DeanSlack
import Synchronization
import Testing

struct RateLedgerTests {
    private static let one = Workspace(team: TeamID("T1"))
    private static let two = Workspace(team: TeamID("T2"))

    private static func post(
        _ channel: String,
        _ priority: SlackPriority = .report,
        in workspace: Workspace = one
    ) -> RateRequest {
        RateRequest(method: .postMessage, workspace: workspace, channel: ChannelID(channel), priority: priority)
    }

    private static func update(_ priority: SlackPriority = .report, in workspace: Workspace = one) -> RateRequest {
        RateRequest(method: .update, workspace: workspace, priority: priority)
    }

    @Test func aChannelTakesOneMessageASecond() {
        var ledger = RateLedger()
        let first = ledger.enter(Self.post("C1"))
        let second = ledger.enter(Self.post("C1"))
        let other = ledger.enter(Self.post("C2"))
        #expect(ledger.claim(first, at: .zero) == nil)
        #expect(ledger.claim(second, at: .milliseconds(200)) == .milliseconds(800))
        #expect(ledger.claim(other, at: .milliseconds(200)) == nil)
        #expect(ledger.claim(second, at: .seconds(1)) == nil)
    }

    @Test func decisionsGoBeforeDigestsWhoeverAsksFirst() {
        var ledger = RateLedger()
        let now = ledger.enter(Self.post("C1"))
        #expect(ledger.claim(now, at: .zero) == nil)
        let home = ledger.enter(Self.post("C1", .background))
        let digest = ledger.enter(Self.post("C1", .report))
        let card = ledger.enter(Self.post("C1", .decision))
        let next = ledger.enter(Self.post("C1", .decision))
        #expect(ledger.claim(home, at: .seconds(1)) == .seconds(3))
        #expect(ledger.claim(digest, at: .seconds(1)) == .seconds(2))
        #expect(ledger.claim(next, at: .seconds(1)) == .seconds(1))
        #expect(ledger.claim(card, at: .seconds(1)) == nil)
        ledger.leave(next)
        #expect(ledger.claim(digest, at: .seconds(2)) == nil)
        #expect(ledger.claim(home, at: .seconds(3)) == nil)
    }

    @Test func aMethodTakesItsNumberInAnySixtySeconds() {
        var ledger = RateLedger()
        for index in 0..<50 {
            let id = ledger.enter(Self.update())
            #expect(ledger.claim(id, at: .milliseconds(index * 100)) == nil)
        }
        let late = ledger.enter(Self.update())
        #expect(ledger.claim(late, at: .seconds(10)) == .seconds(50))
        let elsewhere = ledger.enter(Self.update(in: Self.two))
        #expect(ledger.claim(elsewhere, at: .seconds(10)) == nil)
        let card = ledger.enter(Self.update(.decision))
        #expect(ledger.claim(card, at: .seconds(60)) == nil)
        #expect(ledger.claim(late, at: .seconds(60)) == .milliseconds(100))
    }

    @Test func aPauseHoldsForThatMethodAndWorkspaceOnly() {
        var ledger = RateLedger()
        ledger.pause(Self.post("C1"), until: .seconds(30))
        ledger.pause(Self.post("C1"), until: .seconds(5))
        let paused = ledger.enter(Self.post("C9", .decision))
        let method = ledger.enter(Self.update())
        let workspace = ledger.enter(Self.post("C1", in: Self.two))
        #expect(ledger.claim(paused, at: .seconds(6)) == .seconds(24))
        #expect(ledger.claim(method, at: .zero) == nil)
        #expect(ledger.claim(workspace, at: .zero) == nil)
        #expect(ledger.claim(paused, at: .seconds(30)) == nil)
    }

    @Test(arguments: 0..<10)
    func noScheduleBreaksALimitOrStarvesAWaiter(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        var ledger = RateLedger()
        var waiting: [Int: RateRequest] = [:]
        var posts: [ChannelID: [Duration]] = [:]
        var updates: [Duration] = []
        var now = Duration.zero
        for step in 0..<180 {
            now += .milliseconds(Int.random(in: 0...600, using: &random))
            if step < 120 {
                let priority = SlackPriority.allCases[Int.random(in: 0..<3, using: &random)]
                let request =
                    Bool.random(using: &random)
                    ? Self.post(["C1", "C2"][Int.random(in: 0...1, using: &random)], priority) : Self.update(priority)
                waiting[ledger.enter(request)] = request
            }
            for id in waiting.keys.sorted().shuffled(using: &random) {
                guard let request = waiting[id], ledger.claim(id, at: now) == nil else { continue }
                waiting[id] = nil
                if let channel = request.channel {
                    posts[channel, default: []].append(now)
                } else {
                    updates.append(now)
                }
            }
        }
        for times in posts.values {
            for (early, late) in zip(times, times.dropFirst()) { #expect(late - early >= .seconds(1), "seed \(seed)") }
        }
        for (early, late) in zip(updates, updates.dropFirst(50)) {
            #expect(late - early >= .seconds(60), "seed \(seed)")
        }
        for _ in 0..<150 {
            now += .seconds(1)
            for id in waiting.keys.sorted() where ledger.claim(id, at: now) == nil { waiting[id] = nil }
        }
        #expect(waiting.isEmpty, "seed \(seed)")
    }
}

struct RateGateTests {
    private let request = RateRequest(
        method: .postMessage,
        workspace: Workspace(team: nil),
        channel: ChannelID("C1"),
        priority: .report
    )

    @Test func theGateWaitsAsLongAsTheLedgerSays() async throws {
        let time = TestTime()
        let gate = time.gate
        try await gate.pass(request, patience: .seconds(5))
        try await gate.pass(request, patience: .seconds(5))
        #expect(time.slept == [.seconds(1)])
        await gate.pause(request, for: .seconds(4))
        try await gate.pass(request, patience: .seconds(5))
        #expect(time.slept == [.seconds(1), .seconds(4)])
    }

    @Test func whatWouldTakeTooLongIsRefusedWithItsTimeAndHoldsNoPlace() async throws {
        let time = TestTime()
        let gate = time.gate
        await gate.pause(request, for: .seconds(60))
        let error = await #expect(throws: SlackError.self) { try await gate.pass(request, patience: .seconds(30)) }
        #expect(error?.code == .rateLimited)
        #expect(error?.disposition == .retry(after: TimeSpan(seconds: 61)))
        #expect(time.slept.isEmpty)
    }

    @Test func aCancelledWaiterLeavesTheQueue() async throws {
        let time = TestTime()
        let interrupted = RateGate(now: time.now, sleep: { _ in throw CancellationError() })
        try await interrupted.pass(request, patience: .seconds(5))
        let error = await #expect(throws: SlackError.self) {
            try await interrupted.pass(request, patience: .seconds(5))
        }
        #expect(error?.code == .cancelled)
        #expect(error?.disposition == .retry(after: TimeSpan(seconds: 0)))
        time.advance(by: .seconds(1))
        try await interrupted.pass(request, patience: .seconds(5))
    }
}

/// Time that passes only when somebody sleeps.
final class TestTime: Sendable {
    private let state = Mutex<(now: Duration, slept: [Duration])>((.zero, []))

    var now: @Sendable () -> Duration { { self.state.withLock { $0.now } } }
    var slept: [Duration] { state.withLock { $0.slept } }

    func advance(by span: Duration) { state.withLock { $0.now += span } }

    var gate: RateGate {
        RateGate(now: now) { span in
            self.state.withLock {
                $0.now += span
                $0.slept.append(span)
            }
        }
    }
}
