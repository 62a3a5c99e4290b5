import DeanDomain

extension MetaError {
    /// What happened and what a person can do about it; fit for Slack.
    package var sentence: String {
        let trace = trace.map { " (Meta's trace \($0))" } ?? ""
        return body + trace
    }

    private var body: String {
        let number = codes.map { " (\($0))" } ?? ""
        switch kind {
        case .throttled:
            return subcode == 1_487_632
                ? "Meta allows four budget changes an hour on one ad set and blocks this one for an hour\(number)."
                : "Meta's rate limit is used up\(number); \(doing) waits \(wait)."
        case .transient: return "Meta had a fault of its own while \(doing)\(number)\(outcome)"
        case .token: return "Meta refused the token\(number): \(tokenReason)"
        case .permission:
            return "The token may not do this\(number) while \(doing): \(words) Give its owner the permission "
                + "ads_management on the ad account in Business Settings, then run `dean doctor`."
        case .invalid: return "Meta refused \(doing)\(number): \(words)\(blame)\(hint)"
        case .gone:
            return "Meta does not find it\(number) while \(doing): it was deleted, or the token's owner may not see it."
        case .version:
            return "Meta no longer serves this API version\(number): set FB_API_VERSION to a newer one."
        case .budget: return "Meta refused the budget\(number) while \(doing): \(budgetReason)"
        case .lifecycle: return "Meta refused \(doing)\(number): \(lifecycleReason)"
        case .tooMuchData: return "Meta says that \(doing) asks for too much data at once\(number): narrow the days."
        case .unreadable: return "Meta's answer to \(doing) could not be read (\(message))\(outcome)"
        case .connection: return "The connection to Meta broke while \(doing) (\(message))\(outcome)"
        case .timeout: return "Meta did not answer in time while \(doing)\(outcome)"
        case .other: return "Meta refused \(doing)\(number): \(words)"
        }
    }

    private var outcome: String {
        switch disposition {
        case .unknown: "; whether it was applied is not known yet."
        case .retry, .giveUp: "; nothing was changed."
        }
    }

    /// Meta's explanation as a sentence.
    private var words: String {
        let text = userMessage ?? message
        return text.hasSuffix(".") || text.hasSuffix("!") ? text : text + "."
    }

    private var blame: String { blamed.isEmpty ? "" : " It blames \(blamed.joined(separator: ", "))." }

    private var wait: String {
        let seconds = (retryAfter ?? TimeSpan(seconds: 300)).seconds
        return seconds < 120 ? "\(seconds) seconds" : "\((seconds + 59) / 60) minutes"
    }

    private var tokenReason: String {
        switch subcode {
        case 458: "its owner removed the app. Let them log in again and set FB_ACCESS_TOKEN to the new token."
        case 459: "Facebook stopped its owner at a checkpoint. Let them log in at facebook.com; the token then works."
        case 460: "its owner changed the password. Make a new one and set FB_ACCESS_TOKEN."
        case 463: "it has expired. Make a new one and set FB_ACCESS_TOKEN; a system user's token does not expire."
        case 464: "its owner's account is not confirmed. Let them confirm it at facebook.com."
        case 467: "it was made invalid by a log-out or a change of rights. Make a new one and set FB_ACCESS_TOKEN."
        case 492: "its owner has lost their role in the business. Give it back, or set FB_ACCESS_TOKEN to another's."
        default: "\(words) Make a new one and set FB_ACCESS_TOKEN."  // Subcodes that Meta may add.
        }
    }

    private var budgetReason: String {
        switch subcode {
        case 1_885_272: "it is below the least that Meta accepts. \(words)"
        case 1_885_621: "budgets stand on the campaign or on its ad sets, never on both."
        case 1_885_650: "it is below what was already spent or is being spent. \(words)"
        default: words  // The other budget codes come with a text that says it.
        }
    }

    private var lifecycleReason: String {
        switch subcode {
        case 1_885_088: "it is archived or deleted; only its name can still be changed."
        case 2_490_427: "the ad was rejected in review. \(words)"
        default: words  // The other lifecycle codes come with a text that says it.
        }
    }

    private var hint: String {
        switch subcode {
        case 3_858_079, 3_858_081:
            " Ads shown in the EU must name who benefits and who pays: set both as defaults in the account's settings."
        case 4_834_005: " Sharing budgets between ad sets needs a bid strategy on the campaign."
        default: ""  // Meta's own text is all there is.
        }
    }
}
