import DeanDecision
import DeanDomain
import DeanSlack
import Testing

@testable import DeanBot

/// Whatever people call their things and however much there is of them, Slack takes the message and nobody is pinged.
@Suite struct ReportPropertyTests {
    private typealias Fixture = ReportFixture

    private static let pieces = [
        "<!channel>", "<@U1>", "<!here|x>", "<https://evil.example|login>", "&amp;", "&", "<", ">", "*bold*", "_it_",
        "~x~",
        "```", "`", "שלום עולם", "مرحبا", "\u{202E}gpj.exe", "👩‍👩‍👧‍👦", "🇩🇪", "e\u{301}", "\n\n", "\t", "@channel", "|", "“",
        "”",
        ":rotating_light:", " [dean:3fa4c1d2]", "\u{0}", "日本語の広告", "%s %d", "\\n", "a_b", "$1,000.00",
    ]

    private struct World {
        var random: SeededRandom

        mutating func name(atMost limit: Int) -> String {
            let length = Int.random(in: 1...limit, using: &random)
            var name = ""
            while name.count < length { name += ReportPropertyTests.pieces.randomElement(using: &random) ?? "x" }
            return String(name.prefix(length))
        }

        mutating func text() -> String {
            name(atMost: [10, 10, 40, 40, 80, 80, 400, 3000].randomElement(using: &random) ?? 10)
        }

        mutating func record(_ number: Int, isPreview: Bool) -> ActionRecord {
            let name = text()
            let confidence = Double.random(in: 0...1, using: &random)
            var action =
                switch Int.random(in: 0...2, using: &random) {
                case 0: ReportFixture.raise(number, name: name, confidence: confidence)
                case 1: ReportFixture.pause(number, name: name, confidence: confidence)
                default: ReportFixture.promote(number, name: name, confidence: confidence)
                }
            for _ in 0..<Int.random(in: 0...6, using: &random) { action.evidence.append(EvidenceLine(text(), text())) }
            if Bool.random(using: &random) {
                action.verdicts.append(GuardVerdict(name: text(), allowed: Bool.random(using: &random), reason: text()))
            }
            let status = isPreview ? .proposed : ActionStatus.allCases.randomElement(using: &random) ?? .proposed
            return ReportFixture.record(
                action,
                status,
                by: status == .proposed || status == .expired ? nil : ReportFixture.approver,
                reason: Bool.random(using: &random) ? text() : nil,
                outcome: Bool.random(using: &random) ? text() : nil
            )
        }

        mutating func anomaly(_ number: Int) -> Anomaly {
            let values = [0, 1.5, 1e18, .infinity, .nan, -3]
            return Anomaly(
                id: "anomaly_\(number)",
                metric: AnomalyMetric.allCases.randomElement(using: &random) ?? .spend,
                level: .ad,
                object: ReportFixture.ref(.ad, "\(number)", text()),
                severity: [.minor, .moderate, .severe].randomElement(using: &random) ?? .minor,
                since: ReportFixture.now,
                value: values.randomElement(using: &random) ?? 0,
                expected: values.randomElement(using: &random) ?? 0,
                cause: text(),
                effect: .freezesRaises
            )
        }

        mutating func strings(atMost limit: Int) -> [String] {
            (0..<Int.random(in: 0...limit, using: &random)).map { _ in text() }
        }
    }

    private func check(_ message: Message, _ what: String, seed: UInt64) throws {
        do { try message.validate(for: .update) } catch { Issue.record("seed \(seed), \(what): \(error.problems)") }
        checkHarmless(try SlackJSON.text(message), what, seed: seed)
    }

    private func checkHarmless(_ json: String, _ what: String, seed: UInt64) {
        for token in ["<!channel", "<!here", "<@U1>", "<http"] where json.contains(token) {
            Issue.record("seed \(seed), \(what): a name got through as \(token)")
        }
        #expect(!json.contains("\u{202E}"), "seed \(seed), \(what): a direction override")
    }

    @Test(arguments: UInt64(1)...24)
    func everyMessageIsValidAndHarmless(seed: UInt64) async throws {
        var world = World(random: SeededRandom(seed: seed))
        let isPreview = seed % 5 == 0
        let count = [1, 3, 12, 40].randomElement(using: &world.random) ?? 1
        let records = (0..<count).map { world.record($0, isPreview: isPreview) }
        let run = Fixture.run(seed % 2 == 0 ? .user : .schedule, status: seed % 7 == 0 ? .failed : .partial) { run in
            run.errors = world.strings(atMost: 12)
            run.anomalies = (0..<Int.random(in: 0...15, using: &world.random)).map { world.anomaly($0) }
            run.dryRun = isPreview
        }
        let report = Fixture.report { report in
            report.accountName = world.text()
            report.tierReason = world.text()
            report.notes = world.strings(atMost: 12)
            report.held = (0..<Int.random(in: 0...12, using: &world.random)).map { _ in
                .init(message: world.text(), reasons: world.strings(atMost: 4))
            }
            report.quarantined = Int.random(in: 0...3, using: &world.random)
            report.quarantineReasons = world.strings(atMost: 3)
            if seed % 3 == 0 { report.observed = records.map(\.action) }
            if seed % 11 == 0 { report.summary = nil }
        }
        let plan = Fixture.plan { $0.preview = isPreview }
        try check(
            Fixture.card(records, plan: plan, run: run, report: report, alsoDone: records).message(),
            "card",
            seed: seed
        )
        var digest = Digest(run: run, report: report, records: records)
        digest.quietRuns = [run, run]
        try check(digest.message(), "digest", seed: seed)
        try check(Layout.working(run, accountName: report.accountName), "run in progress", seed: seed)
        try check(
            ThreadReport(entries: records.map { .init(record: $0, intents: []) }).message(),
            "thread",
            seed: seed
        )
        try check(Answer.explanation(of: records[0]).message(), "explanation", seed: seed)
        try check(
            Answer.history(records.map { (run, world.text(), [$0]) }).message(),
            "history",
            seed: seed
        )
        try check(Answer.anomalies([(run, .usd)]).message(), "anomalies", seed: seed)
        try check(Answer.unknownWord(world.text(), nearest: nil).message(), "unknown word", seed: seed)

        let home = HomeTab(
            accounts: (0..<12).map {
                .init(account: AccountID("act_\($0)"), name: world.text(), settings: Settings(), stop: nil)
            },
            goals: Answer.goals(Fixture.goals, currency: .usd),
            plans: (0..<8).map { _ in
                .init(plan: plan, accountName: world.text(), actions: records.map(\.action))
            },
            runs: (0..<10).map { _ in (run, world.text()) },
            channel: "C0MEDIA",
            mayChange: true,
            approvers: [],
            autoFloor: 0.9
        ).view()
        do { try home.validate() } catch { Issue.record("seed \(seed), Home: \(error.problems)") }
        checkHarmless(try SlackJSON.text(home), "Home", seed: seed)
    }

    @Test(arguments: UInt64(1)...10)
    func aCardNamesEveryChangeOrSaysHowManyItDoesNot(seed: UInt64) throws {
        var world = World(random: SeededRandom(seed: seed))
        let records = (0..<40).map { world.record($0, isPreview: true) }
        let message = Fixture.card(records, plan: Fixture.plan { $0.preview = true }).message()
        let json = try SlackJSON.text(message.blocks)
        let listed = (1...40).filter {
            json.contains("\"*\($0). ") || json.contains("\"\($0). ") || json.contains("\\n\($0). ")
        }.count
        #expect(listed == 40 || json.contains("\(40 - listed) more"), "seed \(seed): \(listed) of 40 listed")
    }
}
