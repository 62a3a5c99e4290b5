import DeanSlack

/// What Dean can be asked.
extension Answer {
    static var help: Answer {
        let words = CommandWord.allCases.map { "\(code: "/dean \($0.usage)")  \($0.summary)" as Mrkdwn }
        return Answer([
            """
            *I run your Meta ads.* Every hour I read the account and say what I want to change; you click Approve; I do \
            exactly that, once.
            """,
            words.joined(separator: "\n"),
            "In a thread, mention me with the same words: `@Dean explain <id>`.",
        ])
    }

    /// The nearest known word, then all of them.
    static func unknownWord(_ word: String, nearest: CommandWord?) -> Answer {
        let guess: Mrkdwn = nearest.map { " Did you mean \(code: "/dean \($0.usage)")?" } ?? ""
        return Answer(["*I don't know “\(word)”.*\(guess)"] + help.lines)
    }
}
