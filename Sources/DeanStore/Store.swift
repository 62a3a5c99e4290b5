/// All that the bot remembers: what was read and when, what was proposed, decided and done, and the work that waits.
///
/// It knows tables and transactions; it must not know Meta, Slack, clocks or random numbers: times and ids are given.
/// Its invariant: nothing that was read or decided is overwritten. A reading that differs makes a new version and ends
/// the old one, so that what was known at any past moment can be rebuilt; a status moves only from the status that the
/// caller saw, so that of any number of callers one moves it.
package struct Store: Sendable {
    package let driver: any StoreDriver

    package init(driver: any StoreDriver) {
        self.driver = driver
    }

    package func close() async throws { try await driver.close() }

    /// `doing` opens the message of any error: "reading the run run_1".
    func read<T: Sendable>(
        _ doing: @autoclosure () -> String,
        _ body: @escaping @Sendable (any StoreConnection) throws -> T
    ) async throws -> T {
        do {
            return try await driver.read(body)
        } catch let error as StoreError {
            throw error.during(doing())
        }
    }

    @discardableResult
    func write<T: Sendable>(
        _ doing: @autoclosure () -> String,
        durability: Durability = .normal,
        _ body: @escaping @Sendable (any StoreConnection) throws -> T
    ) async throws -> T {
        do {
            return try await driver.write(durability: durability, body)
        } catch let error as StoreError {
            throw error.during(doing())
        }
    }
}
