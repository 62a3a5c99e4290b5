import DeanAnalysis
import DeanBoost
import DeanDecision
import DeanDomain
import DeanStore
import Foundation

/// Looks after an account's models: trains, validates, promotes and rolls back, and fills in what came of predictions.
///
/// It works beside the cycle, in a job of its own; the cycle only asks for what is in force.
struct ModelKeeper: Sendable {
    let store: Store
    let goals: [Goal]
    let fallbackZone: String
    let ids: IdentifierSource

    /// Days of readings that a model learns from.
    static let days = 63
    /// Of a larger account so many ads, chosen by a hash of their ids.
    static let mostAds = 2_000
    /// Models whose bytes are kept: a serving one may be a week old, and the one before it another.
    static let bodiesKept = 16
    static let validationInterval = TimeSpan.days(7)
    /// Predictions are kept so long.
    static let predictionDays = 120

    /// What a visit did, in a line for people.
    struct Report: Sendable {
        var model: LearnedModel?
        var validation: ModelValidation?
        var words: String
        /// Whether there was enough to learn from.
        var isTrained: Bool { model != nil }
    }

    /// The daily visit: outcomes, then training where there is something new, then the weekly look.
    func visit(_ account: AccountID, now: Timestamp) async throws -> [Report] {
        guard let (snapshot, zone, today) = try await place(account, now: now) else { return [] }
        var reports: [Report] = []
        try await settle(account, today: today, now: now)
        let last = try await store.models(account, limit: 1).first
        // A finished week more than the last training had is enough: each one brings a row for every ad.
        if last.map({ $0.lastDay < today - RecordedPrediction.days }) ?? true {
            reports.append(try await train(snapshot, zone: zone, today: today, now: now))
        }
        let looked = try await store.validations(account).first { $0.kind == .weekly }
        if looked.map({ now - $0.at >= Self.validationInterval }) ?? true {
            reports.append(try await validate(account, today: today, now: now))
        }
        try await store.dropBodies(of: account, keeping: Self.bodiesKept)
        try await store.prunePredictions(account, before: today - Self.predictionDays)
        return reports
    }

    /// Trains whatever was trained before; the command's way.
    func train(_ account: AccountID, now: Timestamp) async throws -> Report {
        guard let (snapshot, zone, today) = try await place(account, now: now) else { return .unread(account) }
        return try await train(snapshot, zone: zone, today: today, now: now)
    }

    /// Fills in outcomes and looks at the model in force, whenever the last look was.
    func validate(_ account: AccountID, now: Timestamp) async throws -> Report {
        guard let (_, _, today) = try await place(account, now: now) else { return .unread(account) }
        try await settle(account, today: today, now: now)
        return try await validate(account, today: today, now: now)
    }

    private func place(
        _ account: AccountID,
        now: Timestamp
    ) async throws -> (snapshot: AccountSnapshot, zone: TimeZone, today: AccountDay)? {
        guard let snapshot = try await store.snapshot(account, asOf: now) else { return nil }
        let zone = TimeZone(identifier: snapshot.account.timeZoneName) ?? TimeZone(identifier: fallbackZone) ?? .gmt
        return (snapshot, zone, AccountDay(now, in: zone))
    }
}

extension ModelKeeper.Report {
    fileprivate static func unread(_ account: AccountID) -> ModelKeeper.Report {
        .init(words: "\(account) has never been read")
    }
}
