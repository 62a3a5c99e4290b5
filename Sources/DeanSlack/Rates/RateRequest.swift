/// Which of the calls that wait goes first.
package enum SlackPriority: Int, Sendable, Codable, Comparable, CaseIterable {
    /// Home tabs, tidying up.
    case background
    /// Digests and progress.
    case report
    /// Cards that wait for a decision, and everything a person has just asked for.
    case decision

    package static func < (left: SlackPriority, right: SlackPriority) -> Bool { left.rawValue < right.rawValue }
}

/// One call that wants to be sent.
package struct RateRequest: Sendable, Hashable {
    package let method: SlackMethod
    package let workspace: Workspace
    package let channel: ChannelID?
    package let priority: SlackPriority

    package init(method: SlackMethod, workspace: Workspace, channel: ChannelID? = nil, priority: SlackPriority) {
        self.method = method
        self.workspace = workspace
        self.channel = channel
        self.priority = priority
    }
}
