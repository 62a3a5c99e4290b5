import DeanDomain
import DeanSlack
import Testing

struct CutTests {
    @Test(arguments: [
        ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("abcdef", 1, "…"), ("abcdef", 0, ""),
        ("ab&cd", 5, "ab…"), ("ab&cd", 8, "ab&amp;…"), ("x👩‍👩‍👧‍👦y", 5, "x…"), ("e\u{301}e\u{301}e\u{301}", 4, "e\u{301}…"),
    ])
    func textIsCutBetweenWholeThings(text: String, limit: Int, expected: String) {
        #expect(Mrkdwn(text: text).cut(to: limit).source == expected)
    }

    @Test func tokensAreNeverDivided() {
        let text: Mrkdwn = "by \(user: PersonID("U123456")) now"
        #expect(text.cut(to: 12).source == "by …")
        #expect(text.cut(to: 15).source == "by <@U123456> …")
        #expect(text.cut(to: 17).source == text.source)
    }

    @Test func plainTextIsCutByWhatIsSent() {
        #expect(PlainText("a & b & c").cut(to: 9).content == "a & …")
        #expect(PlainText("a & b & c").cut(to: 9).length <= 9)
        #expect(PlainText("short").cut(to: 9).content == "short")
        #expect(PlainText("short").cut(to: 0).content.isEmpty)
    }

    @Test(arguments: 0..<300)
    func whatIsCutFitsAndIsABeginning(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let name = Noise.text(&random, upTo: 20)
        let whole: Mrkdwn = "*\(name)* \(user: PersonID("U1")) \(link: "https://x.y", name)"
        let limit = Int.random(in: 0...60, using: &random)
        let cut = whole.cut(to: limit)
        #expect(cut.length <= limit, "seed \(seed)")
        if cut != whole, limit > 0 {
            let kept = Array(cut.source.unicodeScalars.dropLast())
            #expect(Array(whole.source.unicodeScalars.prefix(kept.count)) == kept, "seed \(seed): \(cut.source)")
            let opened = kept.filter { $0 == "<" }.count
            #expect(opened == kept.filter { $0 == ">" }.count, "seed \(seed): \(cut.source)")
            for start in kept.indices where kept[start] == "&" {
                let entity = kept[start...].prefix { $0 != ";" }
                let written = String(String.UnicodeScalarView(entity))
                #expect(["&amp", "&lt", "&gt"].contains(written), "seed \(seed): \(cut.source)")
            }
        }
        let plain = PlainText(name).cut(to: limit)
        #expect(plain.length <= limit, "seed \(seed)")
    }

    @Test func linesThatDoNotFitAreCounted() {
        let lines: [Mrkdwn] = (1...9).map { "line \($0)" }
        #expect(Mrkdwn.lines(lines, limit: 100).source.hasSuffix("line 9"))
        #expect(Mrkdwn.lines(lines, limit: 30).source == "line 1\nline 2\nline 3\n_6 more_")
        #expect(Mrkdwn.lines(lines, limit: 8).source == "_9 more_")
        #expect(Mrkdwn.lines(["abcdefghij"], limit: 5).source == "abcd…")
        #expect(Mrkdwn.lines([], limit: 5).isEmpty)
    }

    @Test func entriesThatDoNotFitAreCountedAndTheTailIsKept() throws {
        var budget = BlockBudget()
        budget.append(.header("Plan"))
        budget.append(Array(1...60), reserving: [.divider, .context("end")]) { [.section("entry \($0)"), .divider] }
        #expect(budget.blocks.count <= 50)
        #expect(budget.blocks.suffix(3) == [.context("37 more"), .divider, .context("end")])
        #expect(budget.blocks.dropFirst().first == .section("entry 1"))
        try Message(text: "Plan", blocks: budget.blocks).validate()
    }

    @Test func nothingIsSaidWhenAllFits() {
        var budget = BlockBudget(blocks: 4)
        budget.append([1, 2, 3, 4]) { [.section("\($0)")] }
        #expect(budget.blocks.count == 4)
        #expect(budget.blocks.last == .section("4"))
    }

    @Test func theSumOfTheTextIsLimitedToo() {
        var budget = BlockBudget(blocks: 50, characters: 100)
        budget.append(Array(1...10), more: { "+\($0)" }, { _ in [.section("0123456789012345678901234")] })
        #expect(budget.blocks.count == 4)
        #expect(budget.blocks.last == .context("+7"))
    }
}
