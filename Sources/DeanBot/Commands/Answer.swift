package import DeanSlack

/// What Dean says to one person: a list of lines, shown in Slack as sections and in a terminal as text.
package struct Answer: Sendable {
    package var lines: [Mrkdwn]

    package init(_ lines: [Mrkdwn]) {
        self.lines = lines
    }

    package init(_ line: Mrkdwn) {
        lines = [line]
    }

    package var plainText: String { lines.map(\.plainText).joined(separator: "\n") }

    /// Ephemeral by nature: the caller says where it goes.
    func message() -> Message {
        Layout.message(paragraphs: lines, blocks: Layout.sections(lines))
    }
}
