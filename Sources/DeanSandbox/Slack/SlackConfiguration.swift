package import DeanDomain

/// How a local Slack is set up.
package struct SlackConfiguration: Sendable {
    package var host = "127.0.0.1"
    /// 0 takes any free port.
    package var port = 0
    package var botToken = Secret("xoxb-sandbox")
    package var signingSecret = Secret("sandbox-signing-secret")
    /// Where the app listens; may be told later by `connect(app:)`.
    package var appURL: String?
    /// What the token may do.
    package var scopes: Set<String> = [
        "commands", "chat:write", "app_mentions:read", "files:write", "usergroups:read", "users:read", "channels:read",
    ]
    package var command = "/dean"
    package var commandWords = SlackCommandWord.dean
    /// What messages and signatures are stamped with.
    package var clock: WallClock
    /// Real time, for trigger ids; a demo that jumps its clock must not let them expire.
    package var uptime: @Sendable () -> Duration
    /// How retries, delays and time limits wait.
    package var pause: @Sendable (Duration) async throws -> Void
    /// How long the app may take to acknowledge.
    package var acknowledgement = Duration.seconds(3)
    package var controls: [DemoControl] = []
    /// The write requests that Meta received, newest first, for the page's drawer.
    package var metaWrites: @Sendable () async -> [DemoWrite] = { [] }

    package init(
        clock: WallClock,
        uptime: @escaping @Sendable () -> Duration,
        pause: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.clock = clock
        self.uptime = uptime
        self.pause = pause
    }

    /// Uptime and pauses by the machine's own clock, as every running Slack has them.
    package init(clock: WallClock) {
        let start = ContinuousClock.now
        self.init(
            clock: clock,
            uptime: { ContinuousClock.now - start },
            pause: { try await ContinuousClock().sleep(for: $0) }
        )
    }
}

/// A word after the slash command, for the page's autocomplete.
package struct SlackCommandWord: Sendable {
    package let word: String
    package let usage: String
    package let summary: String

    package init(_ word: String, _ usage: String, _ summary: String) {
        self.word = word
        self.usage = usage
        self.summary = summary
    }

    package static let dean: [SlackCommandWord] = [
        SlackCommandWord("preview", "[goal]", "See what Dean would do, without doing it"),
        SlackCommandWord("run", "[goal]", "Run the goals now"),
        SlackCommandWord("status", "", "What runs, what waits, what is held"),
        SlackCommandWord("digest", "", "Spend, ROAS and CPA, and what was done"),
        SlackCommandWord("recommendations", "", "What Dean would change, best first"),
        SlackCommandWord("winner", "[campaign]", "The winner of the day and why"),
        SlackCommandWord("anomalies", "", "What looks wrong, and since when"),
        SlackCommandWord("forecast", "<id>", "Where spend, CPA and ROAS are heading"),
        SlackCommandWord("explain", "<id>", "Why Dean decided this"),
        SlackCommandWord("scorecard", "", "What Dean's actions earned or cost"),
        SlackCommandWord("history", "[n]", "The last runs"),
        SlackCommandWord("goals", "", "Goals, targets and budgets"),
        SlackCommandWord("settings", "", "Autonomy, caps and toggles"),
        SlackCommandWord("creatives", "", "Creatives, their age and fatigue"),
        SlackCommandWord("generate", "<goal>", "Make new creatives for a goal"),
        SlackCommandWord("promote", "<creative> <reason>", "Move a creative into scaling by hand"),
        SlackCommandWord("undo", "<action>", "Take an action back"),
        SlackCommandWord("stop", "[reason]", "Stop every write at once"),
        SlackCommandWord("start", "", "Let Dean write again"),
        SlackCommandWord("help", "", "All commands"),
    ]
}

/// A button on the page's demo bar.
package struct DemoControl: Sendable {
    package let id: String
    package let label: String
    package let hint: String
    /// Does it, and says in a sentence what happened.
    package let run: @Sendable () async -> String

    package init(id: String, label: String, hint: String, run: @escaping @Sendable () async -> String) {
        self.id = id
        self.label = label
        self.hint = hint
        self.run = run
    }
}

/// A write that Meta received, as the page shows it.
package struct DemoWrite: Sendable, Hashable {
    package let at: Timestamp
    package let method: String
    package let path: String
    /// What was sent, readable.
    package let summary: String
    /// What became of it, such as "done", "answer lost" or "refused 17".
    package let outcome: String

    package init(at: Timestamp, method: String, path: String, summary: String, outcome: String) {
        self.at = at
        self.method = method
        self.path = path
        self.summary = summary
        self.outcome = outcome
    }
}
