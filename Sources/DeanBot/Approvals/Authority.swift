import DeanDomain
import DeanSlack
import Logging

extension Bot {
    /// Why `person` may not approve, reject or undo; nil when they may.
    ///
    /// Fails closed: a group that can't be read lists nobody.
    func denial(of person: PersonID, verb: String) async -> Mrkdwn? {
        guard !configuration.approvers.isEmpty else {
            return
                "Nobody may \(verb) yet: SLACK_APPROVERS is empty. Put your Slack user id (\(person.rawValue)) into it."
        }
        if await isListed(person, in: configuration.approvers) { return nil }
        return "You may not \(verb) Dean's plans; \(Layout.people(configuration.approvers)) may. Nothing was done."
    }

    /// Why `person` may not change settings, or stop and start; nil when they may.
    func adminDenial(of person: PersonID, verb: String) async -> Mrkdwn? {
        guard !configuration.admins.isEmpty else {
            return "Nobody may \(verb) yet: SLACK_ADMINS is empty. Put your Slack user id (\(person.rawValue)) into it."
        }
        if await isListed(person, in: configuration.admins) { return nil }
        return "Only admins may \(verb): \(Layout.people(configuration.admins)). Nothing was changed."
    }

    private func isListed(_ person: PersonID, in list: [String]) async -> Bool {
        if list.contains(person.rawValue) { return true }
        guard let slack else { return false }
        for group in list where group.hasPrefix("S") {
            do {
                if try await slack.members(ofGroup: group).contains(person.rawValue) { return true }
            } catch {
                logger.warning("reading a user group", metadata: ["group": "\(group)", "error": "\(error)"])
            }
        }
        return false
    }
}
