package import DeanDomain
import Synchronization

/// The sandbox's time: it starts where it is told, runs at a speed of its own, and can be moved.
///
/// Speed 1 follows real time, 60 makes a minute of every second, 0 stands still until `advance(by:)`. Only elapsed
/// monotonic time is read from the machine, so that the same start and the same moves give the same moments.
package final class SandboxClock: Sendable {
    private struct State {
        var base: Timestamp
        var anchor: ContinuousClock.Instant
        var speed: Double

        func now(_ instant: ContinuousClock.Instant) -> Timestamp {
            let elapsed = (instant - anchor).components
            let seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
            return base + TimeSpan(seconds: Int64((seconds * speed).rounded(.down)))
        }
    }

    private let state: Mutex<State>

    package init(now: Timestamp, speed: Double = 1) {
        state = Mutex(State(base: now, anchor: ContinuousClock.now, speed: speed))
    }

    package var now: Timestamp {
        get { state.withLock { $0.now(ContinuousClock.now) } }
        set {
            state.withLock {
                $0.base = newValue
                $0.anchor = ContinuousClock.now
            }
        }
    }

    /// Sandbox seconds per real second.
    package var speed: Double {
        get { state.withLock { $0.speed } }
        set {
            state.withLock {
                let instant = ContinuousClock.now
                $0.base = $0.now(instant)
                $0.anchor = instant
                $0.speed = newValue
            }
        }
    }

    package func advance(by span: TimeSpan) {
        state.withLock { $0.base = $0.base + span }
    }

    package var wallClock: WallClock { WallClock { self.now } }
}
