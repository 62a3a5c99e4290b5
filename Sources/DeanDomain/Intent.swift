/// One write as Dean means it, stored before it is sent.
package struct Intent: Sendable, Codable, Hashable {
    package var id: IntentID
    package var actionID: ActionID
    package var accountID: AccountID
    package var stepIndex: Int
    package var step: WriteStep
    package var state: IntentState
    /// How often the write was sent.
    ///
    /// More than once only after a read-back showed that it had not been applied.
    package var sends: Int
    /// The object that the write made or changed.
    package var resultID: ObjectID?
    package var note: String?
    package var updatedAt: Timestamp

    package init(
        id: IntentID,
        actionID: ActionID,
        accountID: AccountID,
        stepIndex: Int,
        step: WriteStep,
        state: IntentState = .stored,
        sends: Int = 0,
        resultID: ObjectID? = nil,
        note: String? = nil,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.actionID = actionID
        self.accountID = accountID
        self.stepIndex = stepIndex
        self.step = step
        self.state = state
        self.sends = sends
        self.resultID = resultID
        self.note = note
        self.updatedAt = updatedAt
    }

    package var tag: IntentTag { IntentTag(id) }
}

package enum IntentState: String, Sendable, Codable {
    /// Nothing has been sent.
    case stored
    /// Marked before the call; from here on Meta may have applied it.
    case sent
    /// Applied, and seen to be.
    case confirmed
    /// Meta said no.
    case failed
    /// The answer was lost and the read-back was not conclusive.
    case unknown
}

/// What may happen to an intent, and what is to be done next.
///
/// Pure; the executor carries it out.
package enum IntentMachine {
    package enum Event: Sendable {
        case start
        case answered(ObjectID?)
        case rejected(String)
        case answerLost(String)
        case readBack(ReadBack)
    }

    package enum ReadBack: Sendable, Hashable {
        case applied(ObjectID?)
        case notApplied
        /// Neither the old nor the new state, or it could not be read.
        case inconclusive(String)
    }

    package enum Step: Sendable, Hashable {
        /// Store the intent as `sent`, then send.
        case send
        case readBack
        case finish(IntentState)
    }

    /// The most a write is sent: once, and once more when a read-back has shown that the first was not applied.
    package static let mostSends = 2

    package static func next(_ intent: Intent, _ event: Event) -> (Intent, Step) {
        var intent = intent
        switch (intent.state, event) {
        case (.stored, .start):
            intent.state = .sent
            intent.sends += 1
            return (intent, .send)
        case (.sent, .start), (.unknown, .start):
            return (intent, .readBack)
        case (.confirmed, _), (.failed, _):
            return (intent, .finish(intent.state))
        case (.sent, .answered(let id)), (.unknown, .answered(let id)), (.stored, .answered(let id)):
            intent.resultID = id ?? intent.resultID
            intent.state = .confirmed
            return (intent, .finish(.confirmed))
        case (_, .rejected(let why)):
            intent.state = .failed
            intent.note = why
            return (intent, .finish(.failed))
        case (_, .answerLost(let why)):
            intent.note = why
            return (intent, .readBack)
        case (_, .readBack(.applied(let id))):
            intent.resultID = id ?? intent.resultID
            intent.state = .confirmed
            return (intent, .finish(.confirmed))
        case (_, .readBack(.notApplied)):
            guard intent.sends < mostSends else {
                intent.state = .failed
                intent.note = "sent \(intent.sends) times and not applied"
                return (intent, .finish(.failed))
            }
            intent.state = .sent
            intent.sends += 1
            return (intent, .send)
        case (_, .readBack(.inconclusive(let why))):
            intent.state = .unknown
            intent.note = why
            return (intent, .finish(.unknown))
        }
    }
}
