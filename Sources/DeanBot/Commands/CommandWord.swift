import DeanDomain

/// The words of `/dean`, with what they take and what they do.
package enum CommandWord: String, Sendable, CaseIterable {
    case help
    case preview
    case run
    case status
    case digest
    case explain
    case history
    case goals
    case settings
    case anomalies
    case winner
    case recommendations
    case creatives
    case stop
    case start
    case undo

    package var usage: String {
        switch self {
        case .help: "help"
        case .preview: "preview [goal]"
        case .run: "run [goal]"
        case .status: "status"
        case .digest: "digest"
        case .explain: "explain <id>"
        case .history: "history [n]"
        case .goals: "goals"
        case .settings: "settings"
        case .anomalies: "anomalies"
        case .winner: "winner [campaign]"
        case .recommendations: "recommendations"
        case .creatives: "creatives"
        case .stop: "stop [reason]"
        case .start: "start"
        case .undo: "undo <action>"
        }
    }

    package var summary: String {
        switch self {
        case .help: "this list"
        case .preview: "what I would do now; changes nothing"
        case .run: "read the account now and make a plan"
        case .status: "what runs, what waits, when I look next"
        case .digest: "the numbers: yesterday and the last 7 days"
        case .explain: "why: an ad, ad set, campaign or action"
        case .history: "my last runs"
        case .goals: "goals, priorities and budgets"
        case .settings: "autonomy, switches and limits"
        case .anomalies: "what looks wrong at the moment"
        case .winner: "each campaign's creative of the day, and for how long"
        case .recommendations: "what to do with which creative, the most urgent first"
        case .creatives: "all live creatives: role, score, how tired"
        case .stop: "no more writes until started again (admins)"
        case .start: "writes are allowed again (admins)"
        case .undo: "take a done action back (approvers)"
        }
    }
}

/// What somebody typed after `/dean`.
package enum CommandText: Sendable, Hashable {
    case known(CommandWord, argument: String)
    /// The word as typed, and the nearest known one where there is one.
    case unknown(String, nearest: CommandWord?)

    /// An empty text is `help`.
    package init(_ text: String) {
        let parts = text.split(maxSplits: 1, whereSeparator: \.isWhitespace)
        guard let first = parts.first else {
            self = .known(.help, argument: "")
            return
        }
        let word = first.lowercased()
        let argument = parts.count > 1 ? parts[1].trimmingSpaces() : ""
        if let known = CommandWord(rawValue: word) {
            self = .known(known, argument: argument)
        } else {
            let words = CommandWord.allCases.map(\.rawValue)
            let nearest = Spelling.nearest(to: word, among: words, most: max(2, word.count / 2))
            self = .unknown(String(first.prefix(40)), nearest: nearest.flatMap(CommandWord.init(rawValue:)))
        }
    }
}

extension Substring {
    fileprivate func trimmingSpaces() -> String {
        var text = self
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text.drop { $0.isWhitespace })
    }
}
