import DeanDomain
import DeanSlack
import Testing

struct MrkdwnTests {
    @Test func literalsAreMarkupAndInterpolationsAreText() {
        let name = "<!channel> & <@U1>"
        let text: Mrkdwn = "*Paused* \(name)"
        #expect(text.source == "*Paused* &lt;!channel&gt; &amp; &lt;@U1&gt;")
        let nested: Mrkdwn = "_\(text)_ \(12)"
        #expect(("\(PlainText("a*b & c"))" as Mrkdwn).source == "a\u{2217}b &amp; c")
        #expect(nested.source == "_*Paused* &lt;!channel&gt; &amp; &lt;@U1&gt;_ 12")
    }

    @Test(arguments: [
        ("*_~`", "\u{2217}\u{FF3F}\u{223C}\u{02CB}"), ("Summer_Sale_v2", "Summer_Sale_v2"),
        ("_private_", "\u{FF3F}private\u{FF3F}"), ("two\nlines\r\nand\ttabs", "two lines and tabs"),
        ("\u{202E}evil\u{202C}", "evil"), ("a\u{0}b\u{1B}c", "abc"), ("&lt;", "&amp;lt;"), ("שלום", "שלום"),
        ("a\u{2028}b", "a b"), ("👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"),
    ])
    func namesStayNames(name: String, expected: String) {
        #expect(Mrkdwn(text: name).source == expected)
        #expect(("\(name)" as Mrkdwn).source == expected)
    }

    @Test func emphasisHoldsAllOfTheNameAndNothingElse() {
        #expect(("\(bold: " A*B\n*C ")" as Mrkdwn).source == "*A\u{2217}B \u{2217}C*")
        #expect(("\(italic: "_x_")" as Mrkdwn).source == "_\u{FF3F}x\u{FF3F}_")
        #expect(("\(code: "a`b <c> *d*")" as Mrkdwn).source == "`a\u{02CB}b &lt;c&gt; *d*`")
        #expect(("[\(bold: " ")\(code: "")]" as Mrkdwn).source == "[]")
        #expect(("\(lines: "a\nb*")" as Mrkdwn).source == "a\nb\u{2217}")
    }

    @Test func tokensAreMadeFromIdentifiersOnly() {
        #expect(("\(user: PersonID("U1A"))" as Mrkdwn).source == "<@U1A>")
        #expect(("\(user: .dean)" as Mrkdwn).source == "Dean")
        #expect(("\(user: PersonID("U1> <!channel"))" as Mrkdwn).source == "U1&gt; &lt;!channel")
        #expect(("\(channel: ChannelID("C1"))" as Mrkdwn).source == "<#C1>")
        #expect(("\(group: UserGroupID("S1"))" as Mrkdwn).source == "<!subteam^S1>")
        #expect(("\(group: UserGroupID("!here"))" as Mrkdwn).source == "!here")
    }

    @Test func momentsAreShownInTheReadersZone() {
        let moment = Timestamp(seconds: 1_531_420_618)
        #expect(
            ("\(date: moment)" as Mrkdwn).source
                == "<!date^1531420618^{date_short_pretty} {time}|2018-07-12 18:36 UTC>"
        )
        #expect(
            ("\(date: moment, as: .day, fallback: "a|b>")" as Mrkdwn).source
                == "<!date^1531420618^{date_short_pretty}|a\u{00A6}b&gt;>"
        )
    }

    @Test func linksCannotBreakOutOfTheirToken() {
        #expect(
            ("\(link: "https://x.y/a?b=1&c=<d>|e f", "see | <this>")" as Mrkdwn).source
                == "<https://x.y/a?b=1&amp;c=%3Cd%3E%7Ce%20f|see \u{00A6} &lt;this&gt;>"
        )
        #expect(("\(link: "javascript:alert(1)", "x")" as Mrkdwn).source == "x")
    }

    /// Tokens that a reader of the markup would find: a `<` that is not an entity.
    private func tokens(_ source: String) -> Int { source.unicodeScalars.filter { $0 == "<" }.count }

    @Test(arguments: 0..<500)
    func nothingForeignBecomesMarkup(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let name = Noise.text(&random, upTo: 12)
        let everywhere: [Mrkdwn] = [
            Mrkdwn(text: name), "\(name)", "\(bold: name)", "\(italic: name)", "\(code: name)", "\(lines: name)",
            "\(user: PersonID("?" + name))", "\(channel: ChannelID("?" + name))",
        ]
        for text in everywhere {
            #expect(tokens(text.source) == 0, "seed \(seed): \(text.source)")
            #expect(!text.source.unicodeScalars.contains { ">\u{202E}\u{2066}\u{0}".unicodeScalars.contains($0) })
        }
        for text in [everywhere[0], everywhere[1]] {
            #expect(!text.source.contains { "*~`\n".contains($0) }, "seed \(seed): \(text.source)")
        }
        let link: Mrkdwn = "\(link: "https://x.y/" + name, name)\(date: Timestamp(seconds: 0), fallback: name)"
        #expect(tokens(link.source) == 2, "seed \(seed): \(link.source)")
        #expect(link.source.unicodeScalars.filter { $0 == "|" }.count == 2, "seed \(seed): \(link.source)")
        let bold = ("\(bold: name)" as Mrkdwn).source
        #expect(bold.isEmpty || bold.unicodeScalars.filter { $0 == "*" }.count == 2, "seed \(seed): \(bold)")
    }
}
