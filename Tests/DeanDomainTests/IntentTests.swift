import DeanDomain
import Testing

@Suite struct IntentTests {
    private let intent = Intent(
        id: IntentID("3fa4c1d2"),
        actionID: ActionID("action_1"),
        accountID: AccountID("1"),
        stepIndex: 0,
        step: .setStatus(
            object: ObjectRef(kind: .ad, id: ObjectID("9"), name: "a"),
            from: .active,
            to: .paused
        ),
        updatedAt: Timestamp(seconds: 0)
    )

    @Test func aWriteIsMarkedSentBeforeItIsSent() {
        let (next, step) = IntentMachine.next(intent, .start)
        #expect(next.state == .sent)
        #expect(next.sends == 1)
        #expect(step == .send)
    }

    @Test func aLostAnswerIsReadBackBeforeAnythingIsSentAgain() {
        let sent = IntentMachine.next(intent, .start).0
        #expect(IntentMachine.next(sent, .answerLost("time-out")).1 == .readBack)
        #expect(IntentMachine.next(sent, .start).1 == .readBack, "a process that died after sending starts by reading")
    }

    @Test func whatWasAppliedIsNeverSentAgain() {
        let sent = IntentMachine.next(intent, .start).0
        let (next, step) = IntentMachine.next(sent, .readBack(.applied(ObjectID("5"))))
        #expect(next.state == .confirmed)
        #expect(next.resultID == ObjectID("5"))
        #expect(step == .finish(.confirmed))
        for event in [IntentMachine.Event.start, .answerLost("x"), .readBack(.notApplied), .rejected("no")] {
            #expect(IntentMachine.next(next, event).1 == .finish(.confirmed))
        }
    }

    @Test(arguments: 0..<300)
    func noSequenceOfEventsSendsMoreThanTwice(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        var current = intent
        var sends = 0
        var unconfirmed = false
        for _ in 0..<20 {
            let events: [IntentMachine.Event] = [
                .start, .answered(nil), .rejected("no"), .answerLost("lost"), .readBack(.applied(nil)),
                .readBack(.notApplied), .readBack(.inconclusive("?")),
            ]
            let event = events[Int.random(in: 0..<events.count, using: &random)]
            let (next, step) = IntentMachine.next(current, event)
            if step == .send {
                sends += 1
                if case .readBack(.notApplied) = event { unconfirmed = true }
                #expect(
                    sends == 1 || unconfirmed,
                    "seed \(seed): sent again without having read that it was not applied"
                )
            }
            current = next
        }
        #expect(sends <= IntentMachine.mostSends, "seed \(seed)")
        #expect(current.sends == sends, "seed \(seed)")
    }

    @Test func anInconclusiveReadBackLeavesTheOutcomeUnknown() {
        let sent = IntentMachine.next(intent, .start).0
        let (next, step) = IntentMachine.next(sent, .readBack(.inconclusive("it is $30.00")))
        #expect(next.state == .unknown)
        #expect(step == .finish(.unknown))
    }

    @Test func tagsAreFoundAndReplacedAtTheEndOnly() {
        let tag = IntentTag(IntentID("3fa4c1d2"))
        #expect(tag.name("Winter") == "Winter [dean:3fa4c1d2]")
        #expect(tag.name("Winter [dean:00000000]") == "Winter [dean:3fa4c1d2]")
        #expect(IntentTag.untagged("Winter [dean:zzzzzzzz]") == "Winter [dean:zzzzzzzz]")
        #expect(IntentTag.untagged("a [dean:3fa4c1d2] b") == "a [dean:3fa4c1d2] b")
        #expect(IntentTag.untagged("") == "")
    }
}
