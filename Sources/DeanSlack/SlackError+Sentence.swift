extension SlackError.Code {
    /// One sentence for a person in Slack or at the command line: what is wrong and what mends it.
    func sentence(slackCode: String) -> String {
        switch self {
        case .malformed: "Slack sent something Dean could not read."
        case .unsendable: "Dean wrote a message that Slack would refuse, so it was not sent. Please report this."
        case .connection: "Slack could not be reached. Check the network and SLACK_API_URL."
        case .timedOut: "Slack did not answer in time, so it is not known whether the message arrived."
        case .unreadable: "Slack's answer could not be read, so it is not known whether the message arrived."
        case .cancelled: "The call to Slack was interrupted, so it is not known whether the message arrived."
        case .notInChannel: "Dean is not in that channel. Invite it there with /invite @Dean."
        case .channelNotFound:
            "Slack knows no such channel, or Dean may not see it. Check SLACK_CHANNEL, and invite Dean with "
                + "/invite @Dean if the channel is private."
        case .isArchived: "That channel is archived. Unarchive it, or set SLACK_CHANNEL to another one."
        case .restrictedAction:
            "A workspace setting forbids Dean to post there. Ask a workspace admin to allow apps in that channel."
        case .userNotInChannel: "That person is not in the channel, so nothing could be shown to them there."
        case .invalidAuth, .notAuthed: "Slack refuses the bot token. Set SLACK_BOT_TOKEN to the app's xoxb- token."
        case .accountInactive, .tokenRevoked:
            "The bot token was revoked or the app was uninstalled. Install Dean again and renew SLACK_BOT_TOKEN."
        case .tokenExpired: "The bot token has expired. Install Dean again to get a new one."
        case .missingScope: "The Slack app lacks a permission. Update it from Dean's app manifest and install it again."
        case .notAllowedTokenType:
            "Slack wants another kind of token here. SLACK_BOT_TOKEN starts with xoxb-, SLACK_APP_TOKEN with xapp-."
        case .noService: "The incoming webhook was removed. Create a new one and set SLACK_WEBHOOK_URL."
        case .invalidCode: "The installation link was used before or is too old. Start again at /slack/oauth/start."
        case .badRedirect: "The redirect address is not one of the app's. Update the app from Dean's manifest."
        case .invalidClient, .badClientSecret:
            "Slack does not know this app. Check SLACK_CLIENT_ID and SLACK_CLIENT_SECRET."
        case .rateLimited: "Slack asks Dean to slow down; it goes on by itself."
        case .internalError, .fatalError: "Slack had an internal error, so it is not known whether the message arrived."
        case .serviceUnavailable, .requestTimeout: "Slack is unavailable at the moment; Dean tries again."
        case .invalidBlocks, .blocksTooLong, .messageTooLong, .noText, .invalidArguments, .invalidPayload,
            .metadataTooLarge, .viewTooLarge:
            "Slack refused the message as invalid (\(slackCode)). Please report this."
        case .messageNotFound: "The message is gone, so it could not be updated."
        case .cannotUpdate, .editWindowClosed: "Slack no longer lets Dean edit that message."
        case .threadNotFound: "The thread is gone."
        case .hashConflict: "The Home tab changed in the meantime."
        case .viewNotFound: "The window was closed in the meantime."
        case .expiredTrigger, .exchangedTrigger, .invalidTrigger:
            "The window came too late for Slack. Please click again."
        case .usedURL, .expiredURL:
            "Slack takes no more answers to that click or command (5 in 30 minutes). Please ask again."
        case .noSuchGroup: "There is no such user group. Check SLACK_APPROVERS and SLACK_ADMINS."
        case .fileNotFound: "The file is gone from Slack."
        case .unlisted: "Slack answered with the error \(slackCode)."
        }
    }
}
