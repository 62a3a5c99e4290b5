package import DeanDomain

extension MetaClient {
    /// Carries out one step by exactly one HTTP request, which is never repeated here.
    ///
    /// The name of whatever the step makes ends in `tag`; `parent` is the object under which it is made. With
    /// `validateOnly` Meta checks the step and changes nothing, which it can't do for copies nor under a parent that is
    /// not there. `copying` says how an ad set is copied.
    package func perform(
        _ step: WriteStep,
        tag: IntentTag,
        parent: ObjectID?,
        account: AccountID,
        validateOnly: Bool,
        copying: CopyOptions = CopyOptions()
    ) async -> WriteOutcome {
        do throws(MetaError) {
            let writer = WriteRequest(
                account: account,
                tag: tag,
                parent: parent,
                validateOnly: validateOnly,
                pixelID: configuration.pixelID
            )
            let request = try writer.make(step, copying: copying)
            let answer = try await exchange(request, validateOnly ? .interactiveRead : .approvedWrite)
            if case .copyAdSet = step, copying.isAsynchronous {
                return try await settled(copy: answer, request, tag: tag, account: account, parent: parent)
            }
            return try Self.outcome(of: step, answer, request, validateOnly: validateOnly)
        } catch {
            return validateOnly ? Self.unchecked(error) : WriteOutcome(error)
        }
    }

    /// A check that did not take place says nothing of the step.
    private static func unchecked(_ error: MetaError) -> WriteOutcome {
        switch error.disposition {
        case .retry, .unknown: .unknown(error)
        case .giveUp: .rejected(error)
        }
    }

    private static func outcome(
        of step: WriteStep,
        _ answer: JSON,
        _ request: GraphRequest,
        validateOnly: Bool
    ) throws(MetaError) -> WriteOutcome {
        let success = answer["success"]?.flag
        switch step {
        case .setDailyBudget(let object, _, _), .setStatus(let object, _, _):
            if success == true { return validateOnly ? .validated : .applied(object.id) }
        case .createCampaign, .createAdSet, .createAd:
            if validateOnly, success == true { return .validated }
            if let id = answer["id"]?.text { return .applied(ObjectID(id)) }
        case .copyAdSet:
            if let id = answer["copied_adset_id"]?.text { return .applied(ObjectID(id)) }
        }
        throw MetaError(
            .unreadable,
            doing: request.doing,
            message: "the answer says neither success nor an id",
            mayHaveChanged: request.isWrite
        )
    }

    /// Waits for a copy that Meta makes in its own time, by looking for its tag for up to two minutes.
    private func settled(
        copy answer: JSON,
        _ request: GraphRequest,
        tag: IntentTag,
        account: AccountID,
        parent: ObjectID?
    ) async throws(MetaError) -> WriteOutcome {
        let waiting = MetaError(
            .timeout,
            doing: request.doing,
            message: "Meta accepted the copy and has not finished it",
            mayHaveChanged: true
        )
        guard answer["async_sessions"] != nil else {
            throw MetaError(
                .unreadable,
                doing: request.doing,
                message: "the answer names no async_sessions",
                mayHaveChanged: true
            )
        }
        pendingCopies.insert(tag)
        for _ in 1...24 {
            do throws(MetaError) {
                if let made = try await find(tag: tag, kind: .adSet, account: account, parent: parent) {
                    pendingCopies.remove(tag)
                    return .applied(made.id)
                }
            } catch {
                return .unknown(waiting)
            }
            do { try await sleep(TimeSpan(seconds: 5)) } catch { return .unknown(waiting) }
        }
        return .unknown(waiting)
    }

    /// Reads from Meta whether a step was applied: by id for changes, by tag for what is made.
    package func readBack(
        _ step: WriteStep,
        tag: IntentTag,
        parent: ObjectID?,
        account: AccountID
    ) async throws(MetaError) -> IntentMachine.ReadBack {
        switch step {
        case .setDailyBudget(let object, let from, let to):
            let live = try await state(of: object, currency: to.currency)
            if Self.isOver(live) { return .inconclusive("“\(object.name)” is \(live.status.raw)") }
            switch live.dailyBudget {
            case to: return .applied(object.id)
            case from: return .notApplied
            case let other?: return .inconclusive("the budget is neither \(from) nor \(to) but \(other)")
            case nil: return .inconclusive("“\(object.name)” has no daily budget of its own")
            }
        case .setStatus(let object, let from, let to):
            let live = try await state(of: object, currency: .usd).status
            if live == to { return .applied(object.id) }
            if live == from { return .notApplied }
            return .inconclusive("the status is neither \(from.raw) nor \(to.raw) but \(live.raw)")
        case .createCampaign:
            return try await found(tag, .campaign, account, parent: nil)
        case .createAdSet:
            return try await found(tag, .adSet, account, parent: parent)
        case .copyAdSet:
            let result = try await found(tag, .adSet, account, parent: parent)
            guard case .notApplied = result, pendingCopies.contains(tag) else { return result }
            return .inconclusive("Meta accepted the copy and has not finished it")
        case .createAd:
            return try await found(tag, .ad, account, parent: parent)
        }
    }

    private func found(
        _ tag: IntentTag,
        _ kind: ObjectKind,
        _ account: AccountID,
        parent: ObjectID?
    ) async throws(MetaError) -> IntentMachine.ReadBack {
        let made = try await find(tag: tag, kind: kind, account: account, parent: parent)
        return made.map { .applied($0.id) } ?? .notApplied
    }

    private static func isOver(_ state: ObjectState) -> Bool { [.archived, .deleted].contains(state.status) }
}
