import DeanDomain

/// What the workspace holds: a value, changed only by the methods in its extensions.
///
/// Invariant: no two messages share a `ts`, whatever the clock does, and every block has an id.
struct SlackState: Sendable {
    var directory = SlackDirectory()
    var appURL: String?
    /// Posted messages in the order of their `ts`, ephemeral ones included.
    var messages: [SlackMessage] = []
    var homes: [String: SlackView] = [:]
    /// The modals that each person has open, the one in front last.
    var modals: [String: [SlackView]] = [:]
    var triggers: [String: Trigger] = [:]
    var responseURLs: [String: ResponseURL] = [:]
    var files: [String: File] = [:]
    var faults: [String: [SlackFault]] = [:]
    var held: Set<String> = []
    var calls: [SlackCall] = []
    var deliveries: [SlackDelivery] = []
    /// Everything the app sent that Slack would not have taken.
    var problems: [String] = []
    private var lastStamp: (seconds: Int64, fraction: Int) = (0, 0)
    private var lastNumber = 0

    /// The sandbox's two clocks at one moment.
    struct Moment: Sendable {
        /// What Slack stamps on messages and signatures; a demo may jump it forward.
        let now: Timestamp
        /// Real time since the start, for what a person waits for.
        let uptime: Duration
    }

    struct Trigger: Sendable {
        let userID: String
        let expires: Duration
        var isUsed = false
        /// The view that the trigger came from, which `views.push` lies on.
        let viewID: String?
    }

    struct ResponseURL: Sendable {
        let channel: String
        let userID: String
        let expires: Timestamp
        var usesLeft = 5
        let threadTS: String?
        /// The message that `replace_original` and `delete_original` mean.
        var originalTS: String?
    }

    struct File: Sendable {
        let id: String
        let name: String
        let alternativeText: String
        let length: Int
        var bytes: [UInt8]?
        var isComplete = false
    }

    /// A message time stamp: later than every one before.
    mutating func stamp(_ now: Timestamp) -> String {
        if now.seconds > lastStamp.seconds {
            lastStamp = (now.seconds, 100)
        } else {
            lastStamp.fraction += 100
        }
        let digits = String(lastStamp.fraction)
        return "\(lastStamp.seconds)." + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }

    /// A number that was not given out before.
    mutating func number() -> Int {
        lastNumber += 1
        return lastNumber
    }

    mutating func identifier(_ prefix: String) -> String {
        let digits = String(number(), radix: 36, uppercase: true)
        return prefix + String(repeating: "0", count: max(0, 9 - digits.count)) + digits
    }

    /// Blocks as Slack stores them: those without an id get one.
    mutating func identified(_ blocks: [SlackJSON]) -> [SlackJSON] {
        blocks.map { block in
            guard block["block_id"] == nil else { return block }
            var block = block
            block["block_id"] = .string("b" + String(number(), radix: 36))
            return block
        }
    }
}
