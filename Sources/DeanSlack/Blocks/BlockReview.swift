/// Collects everything that Slack would refuse in a payload, each finding with its place.
///
/// Sources of the limits: https://docs.slack.dev/reference/block-kit and the reference pages of the methods.
struct BlockReview {
    private(set) var problems: [String] = []

    mutating func note(_ path: String, _ problem: String) { problems.append("\(path): \(problem)") }

    mutating func count(_ path: String, _ count: Int, _ what: String, atLeast minimum: Int = 0, atMost maximum: Int) {
        if count > maximum { note(path, "\(count) \(what), at most \(maximum)") }
        if count < minimum { note(path, "\(count) \(what), at least \(minimum)") }
    }

    /// Text that must be there and fit.
    mutating func text(_ path: String, _ text: PlainText?, atMost maximum: Int) {
        guard let text else { return }
        if text.isEmpty { note(path, "empty") }
        count(path, text.length, "characters", atMost: maximum)
    }

    mutating func text(_ path: String, _ text: Mrkdwn?, atMost maximum: Int) {
        guard let text else { return }
        if text.source.allSatisfy(\.isWhitespace) { note(path, "empty") }
        count(path, text.length, "characters", atMost: maximum)
    }

    mutating func string(_ path: String, _ string: String?, atMost maximum: Int) {
        guard let string else { return }
        if string.isEmpty { note(path, "empty") }
        count(path, string.utf16.count, "characters", atMost: maximum)
    }

    mutating func address(_ path: String, _ address: String?) {
        guard let address else { return }
        string(path, address, atMost: 3000)
        if !address.hasPrefix("https://"), !address.hasPrefix("http://") { note(path, "not an http or https address") }
    }

    mutating func source(_ path: String, _ source: ImageSource) {
        switch source {
        case .url(let url): address(path + ".image_url", url)
        case .slackFile(let id): if id.isEmpty { note(path + ".slack_file.id", "empty") }
        }
    }

    func finish(_ what: String) throws(SlackError) {
        guard !problems.isEmpty else { return }
        let count = problems.count == 1 ? "1 problem" : "\(problems.count) problems"
        throw SlackError(.unsendable, "checking \(what): \(count)", problems: problems)
    }
}
