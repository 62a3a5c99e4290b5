import DeanDomain
import Testing

@Suite struct LifecycleTests {
    @Test func aFinalActionNeverMovesOnExceptThatADoneOneMayBeUndone() {
        for status in ActionStatus.allCases where status.isFinal {
            #expect(ActionLifecycle.allowedSuccessors(of: status) == (status == .done ? [.undone] : []))
        }
    }

    @Test func nothingIsExecutedWithoutHavingBeenApproved() {
        for status in ActionStatus.allCases where ActionLifecycle.allows(status, .executing) {
            #expect(status == .approved)
        }
        for status in ActionStatus.allCases where ActionLifecycle.allows(status, .approved) {
            #expect(status == .proposed)
        }
    }

    @Test func aPlanIsOpenWhileAnyActionWaits() {
        #expect(PlanState([.proposed, .done]) == .open)
        #expect(PlanState([.executing, .done]) == .working)
        #expect(PlanState([.unknown]) == .working)
        #expect(PlanState([.done, .rejected]) == .done)
        #expect(PlanState([.rejected, .expired]) == .rejected)
        #expect(PlanState([.expired, .expired]) == .expired)
    }

    @Test func purchasesThatOverlapAreCountedOnce() {
        let row = InsightRow(
            level: .ad,
            objectID: ObjectID("1"),
            day: AccountDay(ordinal: 20_000),
            spend: .zero(.usd),
            impressions: 0,
            actions: ["purchase": 4, "omni_purchase": 5, "offsite_conversion.fb_pixel_purchase": 4],
            actionValues: ["purchase": 80, "offsite_conversion.fb_pixel_purchase": 80]
        )
        #expect(SignalMap.standard.events(of: .sales, in: row) == 5)
        #expect(SignalMap.standard.revenue(of: .sales, in: row) == 8000)
        #expect(SignalMap.standard.events(of: .buildAudience, in: row) == 0)
    }

    @Test func secretsPrintRedacted() {
        let secret = Secret("xoxb-123")
        var dumped = ""
        dump(["token": secret], to: &dumped)
        #expect("\(secret)" == "<redacted>")
        #expect(String(reflecting: secret) == "<redacted>")
        #expect(!dumped.contains("xoxb"))
        #expect(secret.reveal() == "xoxb-123")
    }
}
