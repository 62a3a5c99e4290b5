/// Checks Block Kit as strictly as Slack does, and names every fault by its JSON pointer.
///
/// Limits: https://docs.slack.dev/reference/block-kit. A key that Slack does not know is a fault here too, because
/// Slack answers `invalid_blocks` to most of them and drops the rest without a word.
struct SlackBlockValidator {
    enum Surface: Sendable {
        case message
        case modal
        case home

        var blockLimit: Int { self == .message ? 50 : 100 }
    }

    let surface: Surface
    /// Ids of the files that an image may point to.
    let fileIDs: Set<String>
    private(set) var problems: [String] = []
    var blockIDs: Set<String> = []
    var tables = 0
    var markdownLength = 0

    init(surface: Surface, fileIDs: Set<String> = []) {
        self.surface = surface
        self.fileIDs = fileIDs
    }

    mutating func validate(_ blocks: SlackJSON?) {
        guard let items = blocks?.items else { return report("must be provided as an array of blocks", at: "/blocks") }
        if items.count > surface.blockLimit {
            report("no more than \(surface.blockLimit) items allowed", at: "/blocks")
        }
        for (index, block) in items.enumerated() { validateBlock(block, at: "/blocks/\(index)") }
        if tables > 1 { report("no more than 1 table allowed in a message", at: "/blocks") }
        if markdownLength > 12_000 {
            report("markdown blocks must be less than 12001 characters in all", at: "/blocks")
        }
    }

    mutating func report(_ problem: String, at path: String) {
        problems.append("[ERROR] \(problem) [json-pointer:\(path)]")
    }

    // MARK: Shapes

    /// The members of an object, once missing and unknown keys are reported; nil for anything else.
    mutating func object(
        _ value: SlackJSON?,
        at path: String,
        required: [String],
        optional: [String] = []
    ) -> SlackJSON? {
        guard let value, let members = value.members else {
            report("must be an object", at: path)
            return nil
        }
        for key in required where members[key] == nil { report("missing required field: \(key)", at: path) }
        for key in members.keys.sorted() where !required.contains(key) && !optional.contains(key) {
            report("unexpected field: \(key)", at: path + "/" + key)
        }
        for key in members.keys.sorted() where members[key] == .null {
            report("must not be null", at: path + "/" + key)
        }
        return value
    }

    /// Checks a string's type and length, where it is there.
    mutating func string(_ object: SlackJSON, _ key: String, _ length: ClosedRange<Int>, at path: String) {
        guard let value = object[key] else { return }
        guard let text = value.text else { return report("must be a string", at: path + "/" + key) }
        checkLength(text, length, at: path + "/" + key)
    }

    mutating func checkLength(_ text: String, _ length: ClosedRange<Int>, at path: String) {
        // Slack counts UTF-16 units, as JavaScript does.
        let count = text.utf16.count
        if count < length.lowerBound { report("must be more than \(length.lowerBound - 1) characters", at: path) }
        if count > length.upperBound { report("must be less than \(length.upperBound + 1) characters", at: path) }
    }

    mutating func flag(_ object: SlackJSON, _ key: String, at path: String) {
        if let value = object[key], value.flag == nil { report("must be a boolean", at: path + "/" + key) }
    }

    mutating func integer(_ object: SlackJSON, _ key: String, _ range: ClosedRange<Int64>, at path: String) {
        guard let value = object[key] else { return }
        guard let number = value.int, range.contains(number) else {
            return report("must be an integer from \(range.lowerBound) to \(range.upperBound)", at: path + "/" + key)
        }
    }

    mutating func choice(_ object: SlackJSON, _ key: String, _ allowed: [String], at path: String) {
        guard let value = object[key] else { return }
        if value.text.map(allowed.contains) != true { report("must be one of \(allowed)", at: path + "/" + key) }
    }

    /// The items of an array within its limits.
    mutating func items(
        _ object: SlackJSON,
        _ key: String,
        _ count: ClosedRange<Int>,
        at path: String
    ) -> [(item: SlackJSON, path: String)] {
        guard let value = object[key] else { return [] }
        guard let items = value.items else {
            report("must be an array", at: path + "/" + key)
            return []
        }
        if items.count < count.lowerBound {
            report("no fewer than \(count.lowerBound) items allowed", at: path + "/" + key)
        }
        if items.count > count.upperBound {
            report("no more than \(count.upperBound) items allowed", at: path + "/" + key)
        }
        return items.enumerated().map { ($1, "\(path)/\(key)/\($0)") }
    }

    mutating func webAddress(_ object: SlackJSON, _ key: String, at path: String) {
        string(object, key, 1...3000, at: path)
        guard let address = object[key]?.text else { return }
        if !address.hasPrefix("https://") && !address.hasPrefix("http://") {
            report("must be a valid web address", at: path + "/" + key)
        }
    }
}
