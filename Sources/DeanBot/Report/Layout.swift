import DeanDomain
import DeanSlack

/// How Dean's messages are built from Slack's blocks: the pieces that cards, digests, answers and the Home tab share.
enum Layout {
    /// Slack's limit for a section.
    static let sectionLimit = 3000
    /// `chat.update` takes less text than `chat.postMessage`, and every message may be updated.
    static let textLimit = 4000
    /// Names are people's and may be of any length; this is about two lines on a phone.
    static let nameLimit = 80

    /// A message whose text is made of whole paragraphs, the most important first.
    static func message(paragraphs: [Mrkdwn], blocks: [Block], metadata: MessageMetadata? = nil) -> Message {
        message(text: lines(paragraphs.filter { !$0.isEmpty }, limit: textLimit), blocks: blocks, metadata: metadata)
    }

    static func message(text: Mrkdwn, blocks: [Block], metadata: MessageMetadata? = nil) -> Message {
        Message(text: text.cut(to: textLimit), blocks: blocks, metadata: metadata)
    }

    /// A section for each text, and the number of those that a message has no room for.
    static func sections(_ texts: [Mrkdwn]) -> [Block] {
        var budget = BlockBudget()
        budget.append(texts.filter { !$0.isEmpty }) { [.section($0.cut(to: sectionLimit))] }
        return budget.blocks
    }

    /// Lines in as few sections as hold them.
    static func packed(_ lines: [Mrkdwn]) -> [Block] {
        var texts: [Mrkdwn] = []
        for line in lines.map({ $0.cut(to: sectionLimit) }) {
            if let last = texts.last, last.length + 1 + line.length <= sectionLimit {
                texts[texts.count - 1] = last + "\n" + line
            } else {
                texts.append(line)
            }
        }
        return texts.map { .section($0) }
    }

    static func header(_ text: String) -> Block { .header(PlainText(text).cut(to: 150)) }

    static func context(_ texts: [Mrkdwn]) -> Block {
        .context(ContextBlock(elements: texts.map { .text($0.cut(to: 2000)) }))
    }

    /// As many whole lines as fit, and how many more there are.
    static func lines(_ lines: [Mrkdwn], limit: Int) -> Mrkdwn { .lines(lines, limit: limit) { "\($0) more" } }

    static func list(_ entries: [Mrkdwn], limit: Int = sectionLimit) -> Mrkdwn {
        lines(entries.map { "•  \($0)" }, limit: limit)
    }

    /// A head in bold and its list below; empty without entries.
    static func list(_ head: Mrkdwn, _ entries: [Mrkdwn], limit: Int) -> Mrkdwn {
        entries.isEmpty ? "" : "*\(head)*\n" + list(entries, limit: limit)
    }

    static func people(_ ids: [String]) -> Mrkdwn {
        ids.map { id -> Mrkdwn in
            id.hasPrefix("S") ? "\(group: UserGroupID(id))" : "\(user: PersonID(id))"
        }.joined(separator: ", ")
    }

    /// An object's name without the tag that Dean gave it, short enough to stand in a sentence.
    static func name(_ name: String) -> String {
        PlainText(IntentTag.untagged(name)).cut(to: nameLimit).content
    }

    /// "*Northwind US* (act_1)".
    static func account(_ account: AccountID, name: String?) -> Mrkdwn {
        name.map { "\(bold: self.name($0)) (\(account))" } ?? "\(bold: account.rawValue)"
    }

    static func accountName(_ report: RunReport, _ run: Run) -> String {
        name(report.accountName ?? run.accountID.rawValue)
    }

    static let nobodyMayApprove: Mrkdwn =
        ":warning: Nobody may approve: SLACK_APPROVERS is empty. Put Slack user or group ids into it."
}
