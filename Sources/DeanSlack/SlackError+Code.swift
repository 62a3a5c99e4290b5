import DeanDomain
package import Logging

extension SlackError {
    /// Slack's error codes that Dean tells apart, and its own.
    package enum Code: String, Sendable, Hashable, CaseIterable {
        // Dean's own.
        case malformed
        case unsendable
        case connection
        case timedOut = "timed_out"
        case unreadable
        case cancelled

        // The bot's place in the channel.
        case notInChannel = "not_in_channel"
        case channelNotFound = "channel_not_found"
        case isArchived = "is_archived"
        case restrictedAction = "restricted_action"
        case userNotInChannel = "user_not_in_channel"

        // The installation.
        case invalidAuth = "invalid_auth"
        case notAuthed = "not_authed"
        case accountInactive = "account_inactive"
        case tokenRevoked = "token_revoked"
        case tokenExpired = "token_expired"
        case missingScope = "missing_scope"
        case notAllowedTokenType = "not_allowed_token_type"
        case noService = "no_service"
        case invalidCode = "invalid_code"
        case badRedirect = "bad_redirect_uri"
        case invalidClient = "invalid_client_id"
        case badClientSecret = "bad_client_secret"

        // Rates and Slack's own health.
        case rateLimited = "ratelimited"
        case internalError = "internal_error"
        case fatalError = "fatal_error"
        case serviceUnavailable = "service_unavailable"
        case requestTimeout = "request_timeout"

        // The message or view.
        case invalidBlocks = "invalid_blocks"
        case blocksTooLong = "msg_blocks_too_long"
        case messageTooLong = "msg_too_long"
        case noText = "no_text"
        case invalidArguments = "invalid_arguments"
        case invalidPayload = "invalid_payload"
        case messageNotFound = "message_not_found"
        case cannotUpdate = "cant_update_message"
        case editWindowClosed = "edit_window_closed"
        case threadNotFound = "thread_not_found"
        case metadataTooLarge = "metadata_too_large"
        case hashConflict = "hash_conflict"
        case viewNotFound = "not_found"
        case viewTooLarge = "view_too_large"
        case expiredTrigger = "expired_trigger_id"
        case exchangedTrigger = "exchanged_trigger_id"
        case invalidTrigger = "invalid_trigger_id"
        case usedURL = "used_url"
        case expiredURL = "expired_url"
        case noSuchGroup = "no_such_subteam"
        case fileNotFound = "file_not_found"

        /// Any code that is not in this list; `slackCode` holds it.
        case unlisted
    }
}

extension SlackError.Code {
    /// What holds for the code when the call itself knows no better.
    var disposition: SlackError.Disposition {
        switch self {
        case .rateLimited: .retry(after: TimeSpan(seconds: 30))
        case .serviceUnavailable, .requestTimeout, .connection: .retry(after: TimeSpan(seconds: 5))
        // Slack says of both that part of the work may have been done.
        case .internalError, .fatalError, .timedOut, .unreadable, .cancelled: .unknown
        case .malformed, .unsendable, .notInChannel, .channelNotFound, .isArchived, .restrictedAction,
            .userNotInChannel, .invalidAuth, .notAuthed, .accountInactive, .tokenRevoked, .tokenExpired, .missingScope,
            .notAllowedTokenType, .noService, .invalidCode, .badRedirect, .invalidClient, .badClientSecret,
            .invalidBlocks, .blocksTooLong, .messageTooLong, .noText, .invalidArguments, .invalidPayload,
            .messageNotFound, .cannotUpdate, .editWindowClosed, .threadNotFound, .metadataTooLarge, .hashConflict,
            .viewNotFound, .viewTooLarge, .expiredTrigger, .exchangedTrigger, .invalidTrigger, .usedURL, .expiredURL,
            .noSuchGroup, .fileNotFound, .unlisted:
            .giveUp
        }
    }

    /// How loud the failure is in the log: what an operator must mend is an error, what passes by itself is not.
    package var logLevel: Logger.Level {
        switch self {
        case .invalidAuth, .notAuthed, .accountInactive, .tokenRevoked, .tokenExpired, .missingScope,
            .notAllowedTokenType, .noService, .invalidClient, .badClientSecret, .badRedirect, .unsendable,
            .invalidBlocks, .blocksTooLong, .messageTooLong, .noText, .invalidArguments, .invalidPayload,
            .metadataTooLarge, .viewTooLarge, .unlisted:
            .error
        case .notInChannel, .channelNotFound, .isArchived, .restrictedAction, .internalError, .fatalError, .timedOut,
            .unreadable, .connection, .serviceUnavailable, .requestTimeout, .messageNotFound, .cannotUpdate,
            .editWindowClosed, .threadNotFound, .noSuchGroup, .fileNotFound, .invalidCode:
            .warning
        case .rateLimited, .malformed, .hashConflict, .viewNotFound, .expiredTrigger, .exchangedTrigger,
            .invalidTrigger, .usedURL, .expiredURL, .userNotInChannel, .cancelled:
            .info
        }
    }
}
