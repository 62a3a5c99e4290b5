import DeanDecision
import DeanDomain
import DeanSlack
import DeanStore
import Testing

@testable import DeanBot

/// What people are told of creatives: winners of the day, recommendations, roles.
@Suite struct ReportCreativeTests {
    private typealias Fixture = ReportFixture

    private static let campaign = Fixture.ref(.campaign, "23840000000000101", "Prospecting US")

    private static func winner(_ ad: String, _ name: String, score: Double = 61.25) -> DayWinner {
        DayWinner(
            campaign: campaign,
            ad: Fixture.ref(.ad, ad, name),
            creativeID: nil,
            score: score,
            overall: 71,
            roas: 3.2,
            ctr: 0.0184,
            cvr: 0.031,
            conversions: 24,
            runnerUp: Fixture.ref(.ad, "23840000000000502", "Video | unboxing"),
            runnerUpScore: 54.1,
            confidence: Confidence(0.83),
            reasoning: "score 71 of 100, ROAS 3.20 (stable), 24 purchases in 28 days, CTR 1.84 %, not tired"
        )
    }

    private static func reign(_ ad: String, _ name: String, days: Int = 3) -> WinnerReign {
        WinnerReign(winner: winner(ad, name), firstDay: Fixture.today - (days - 1), lastDay: Fixture.today)
    }

    private static func decision(
        _ ad: String,
        _ name: String,
        _ role: CreativeRole,
        _ steps: [CreativeStep],
        priority: Int,
        overall: Double?,
        recommended: Double = 20
    ) -> CreativeDecision {
        CreativeDecision(
            campaign: campaign,
            ad: Fixture.ref(.ad, ad, name),
            creativeID: nil,
            goal: .sales,
            role: role,
            steps: steps,
            priority: priority,
            confidence: Confidence(0.93),
            aim: "it misses the target of $40.00 per purchase over the next 7 days",
            overall: overall,
            composite: overall.map { $0 - 5 },
            currentBudget: Fixture.usd(20),
            recommendedBudget: Fixture.usd(recommended),
            reason: "score 31 of 100, cost per purchase $62.10 (90 % interval $48.00 to $81.00)"
        )
    }

    private static var decisions: [CreativeDecision] {
        [
            decision(
                "501",
                "Static | winter sale",
                .fatigue,
                [.generateVariants, .recombine],
                priority: 3,
                overall: 58
            ),
            decision(
                "502",
                "Video | unboxing",
                .winner,
                [.promote, .scaleBudget],
                priority: 2,
                overall: 71,
                recommended: 24
            ),
            decision(
                "503",
                "Carousel <!channel> & *bold*",
                .archive,
                [.archive, .reduceBudget],
                priority: 4,
                overall: 31,
                recommended: 16
            ),
            decision("504", "Reel | founder", .pending, [], priority: 5, overall: nil),
        ]
    }

    @Test func winnersSayWhyForHowLongAndWhoIsNext() throws {
        let reigns = [Self.reign("23840000000000501", "UGC | first snow"), Self.reign("9", "New one", days: 1)]
        try ReportGolden.check(Answer.winners(reigns, past: [], asked: "").message(), "winners")
    }

    @Test func oneCampaignsWinnersBeforeAreListed() throws {
        var before = Self.reign("7", "Static | autumn", days: 9)
        before.lastDay = Fixture.today - 3
        before.firstDay = Fixture.today - 11
        before.replacedOn = Fixture.today - 2
        before.replacedBy = ObjectID("23840000000000501")
        let answer = Answer.winners([Self.reign("23840000000000501", "UGC")], past: [before], asked: "Prospecting")
        #expect(answer.plainText.contains("Static | autumn") && answer.plainText.contains("9 days"))
        #expect(Answer.winners([], past: [], asked: "x").plainText.contains("No campaign “x”"))
        #expect(Answer.winners([], past: [], asked: "").plainText.contains("No campaign has a winner"))
    }

    @Test func recommendationsComeTheMostUrgentFirst() throws {
        try ReportGolden.check(Answer.recommendations(Self.decisions).message(), "recommendations")
        #expect(Answer.recommendations([]).plainText.contains("/dean run"))
        #expect(Answer.recommendations([Self.decisions[3]]).plainText.contains("Nothing to recommend"))
    }

    @Test func creativesAreListedWithRoleScoreAndFatigue() throws {
        let tired = FatigueRecord(
            ad: ObjectID("501"),
            creativeID: nil,
            probability: 0.97,
            isTired: true,
            since: Fixture.today - 6,
            change: -0.31,
            changeLow: -0.4,
            changeHigh: -0.2,
            daysLeft: 0
        )
        let answer = Answer.creatives(Self.decisions, tired: [tired.ad: tired])
        try ReportGolden.check(answer.message(), "creatives")
    }

    @Test func theDigestNamesTheBestWinnerAndCountsTheOthers() {
        #expect(Digest.words([]) == nil)
        let words = Digest.words([Self.reign("1", "A"), Self.reign("2", "B")])
        #expect(words?.contains("“A” in “Prospecting US” (day 3)") == true)
        #expect(words?.contains("1 more") == true)
    }
}
