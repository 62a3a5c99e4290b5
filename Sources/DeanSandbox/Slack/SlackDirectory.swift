/// Somebody in the workspace; the bot is one of them.
package struct SlackPerson: Sendable, Hashable {
    package let id: String
    package let handle: String
    package let name: String
    package let title: String
    package let isBot: Bool

    package init(id: String, handle: String, name: String, title: String, isBot: Bool = false) {
        self.id = id
        self.handle = handle
        self.name = name
        self.title = title
        self.isBot = isBot
    }

    package static let maya = SlackPerson(
        id: "U0MAYA00001",
        handle: "maya",
        name: "Maya Lindqvist",
        title: "Head of growth · approves, administers"
    )
    package static let jonas = SlackPerson(
        id: "U0JONAS0001",
        handle: "jonas",
        name: "Jonas Keller",
        title: "Media buyer · approves"
    )
    package static let lena = SlackPerson(
        id: "U0LENA00001",
        handle: "lena",
        name: "Lena Okafor",
        title: "Content · may look, not approve"
    )
    package static let dean = SlackPerson(
        id: "U0DEANBOT01",
        handle: "dean",
        name: "Dean",
        title: "Runs the ads",
        isBot: true
    )
}

/// A conversation: a public channel, or the direct messages between one person and the bot.
package struct SlackChannel: Sendable, Hashable {
    package let id: String
    package let name: String
    package let topic: String
    package let members: Set<String>
    package let isDirect: Bool

    package init(id: String, name: String, topic: String, members: Set<String>, isDirect: Bool = false) {
        self.id = id
        self.name = name
        self.topic = topic
        self.members = members
        self.isDirect = isDirect
    }

    /// Where Dean works.
    package static let ads = SlackChannel(
        id: "C0ADS000001",
        name: "ads",
        topic: "What Dean sees, wants and did",
        members: Set([SlackPerson.maya, .jonas, .lena, .dean].map(\.id))
    )
    /// A channel that the bot was never invited to.
    package static let general = SlackChannel(
        id: "C0GENERAL01",
        name: "general",
        topic: "Everybody, about everything",
        members: Set([SlackPerson.maya, .jonas, .lena].map(\.id))
    )

    package static func direct(with person: SlackPerson) -> SlackChannel {
        SlackChannel(
            id: "D" + person.id.dropFirst(),
            name: person.handle,
            topic: "",
            members: [person.id, SlackPerson.dean.id],
            isDirect: true
        )
    }
}

/// People that can be named together.
package struct SlackUserGroup: Sendable, Hashable {
    package let id: String
    package let handle: String
    package let name: String
    package let members: [String]

    package static let mediaLeads = SlackUserGroup(
        id: "S0MEDIALEAD",
        handle: "media-leads",
        name: "Media leads",
        members: [SlackPerson.jonas.id]
    )
}

/// Who and what is in the workspace.
package struct SlackDirectory: Sendable {
    package var people: [SlackPerson] = [.maya, .jonas, .lena, .dean]
    package var channels: [SlackChannel]
    package var groups: [SlackUserGroup] = [.mediaLeads]

    package static let teamID = "T0SANDBOX01"
    package static let teamName = "Northwind Records"
    package static let teamDomain = "northwind-records"
    package static let appID = "A0DEAN00001"
    package static let botID = "B0DEAN00001"

    package init() {
        channels = [.ads, .general] + people.filter { !$0.isBot }.map(SlackChannel.direct)
    }

    func person(_ id: String) -> SlackPerson? { people.first { $0.id == id } }

    /// A conversation by id, by name, or, as `chat.postMessage` allows, by the id of the person to write to.
    func channel(_ reference: String) -> SlackChannel? {
        let name = reference.hasPrefix("#") ? String(reference.dropFirst()) : reference
        return channels.first { $0.id == reference || (!$0.isDirect && $0.name == name) }
            ?? channels.first { $0.isDirect && reference.hasPrefix("U") && $0.members.contains(reference) }
    }
}
