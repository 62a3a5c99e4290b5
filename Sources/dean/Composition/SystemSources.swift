import DeanDomain
import Foundation

/// The process's real clock, randomness and sleep; everything below `dean` is given them.
enum SystemSources {
    static let clock = WallClock { Timestamp(seconds: Int64(Date().timeIntervalSince1970)) }

    static let identifiers = IdentifierSource { UInt64.random(in: .min ... .max) }

    static let sleep: @Sendable (TimeSpan) async throws -> Void = { span in
        try await Task.sleep(for: .seconds(span.seconds))
    }

    /// Real time from the first time it is asked for, for rates that no jump of the wall clock may disturb.
    static let uptime: @Sendable () -> Duration = {
        let start = ContinuousClock.now
        return { ContinuousClock.now - start }
    }()

    static let pause: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }

    /// Names this process in leases.
    static let holder = ProcessIdentity.current.description
}
