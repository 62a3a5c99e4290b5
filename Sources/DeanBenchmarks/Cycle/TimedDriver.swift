import DeanStore
import Synchronization

/// A store's engine that adds up how long its transactions take, those that wait for one another included.
struct TimedDriver: StoreDriver {
    let driver: any StoreDriver
    let reading = Stopwatch()
    let writing = Stopwatch()

    var dialect: Dialect { driver.dialect }

    func read<T: Sendable>(_ body: @escaping @Sendable (any StoreConnection) throws -> T) async throws -> T {
        try await reading.measure { try await driver.read(body) }
    }

    func write<T: Sendable>(
        durability: Durability,
        _ body: @escaping @Sendable (any StoreConnection) throws -> T
    ) async throws -> T {
        try await writing.measure { try await driver.write(durability: durability, body) }
    }

    func close() async throws { try await driver.close() }
}

/// Adds up spans.
final class Stopwatch: Sendable {
    private let sum = Mutex(Duration.zero)

    func measure<Result>(_ body: () async throws -> Result) async rethrows -> Result {
        let start = ContinuousClock.now
        defer { add(ContinuousClock.now - start) }
        return try await body()
    }

    func add(_ span: Duration) {
        sum.withLock { $0 += span }
    }

    /// What was added since it was last asked.
    func take() -> Duration {
        sum.withLock { sum in
            defer { sum = .zero }
            return sum
        }
    }
}
