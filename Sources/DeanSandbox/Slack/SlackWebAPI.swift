import DeanDomain

/// One method of the Web API.
struct SlackMethod: Sendable {
    /// The scope that the token needs; nil for methods that every token may call.
    let scope: String?
    /// Some reading methods know forms and queries only, and take a JSON body for an empty one.
    var takesJSON = true
    var required: [String] = []
    let optional: [String]
    let carryOut: @Sendable (inout SlackState, SlackJSON, SlackState.Moment, String) throws(SlackRefusal) -> SlackJSON

    static let all: [String: SlackMethod] = chat.merging(views) { first, _ in first }
        .merging(directory) { first, _ in first }
        .merging(files) { first, _ in first }
}

extension SlackState {
    /// Carries a call out and keeps a record of it.
    ///
    /// - Parameters:
    ///   - method: The name after `/api/`.
    ///   - arguments: The body's members, JSON in form fields already read.
    ///   - isJSON: Whether they came as a JSON body.
    ///   - scopes: What the token may do.
    ///   - address: This server's address, for the links it hands out.
    ///   - moment: When it came.
    /// - Returns: The answer, with its `ok`.
    mutating func call(
        _ method: String,
        _ arguments: SlackJSON,
        isJSON: Bool,
        scopes: Set<String>,
        address: String,
        at moment: Moment
    ) -> SlackJSON {
        let answer: SlackJSON
        do throws(SlackRefusal) {
            guard let known = SlackMethod.all[method] else { throw SlackRefusal("unknown_method") }
            if let scope = known.scope, !scopes.contains(scope) {
                throw SlackRefusal(
                    "missing_scope",
                    extra: ["needed": .string(scope), "provided": .string(scopes.sorted().joined(separator: ","))]
                )
            }
            let arguments = isJSON && !known.takesJSON ? [:] : arguments
            try checkArguments(arguments, required: known.required, allowed: Set(known.required + known.optional))
            var done = try known.carryOut(&self, arguments, moment, address)
            done["ok"] = true
            answer = done
        } catch {
            answer = error.json
            note(method, error)
        }
        calls.append(SlackCall(method: method, arguments: arguments, status: 200, answer: answer))
        return answer
    }

    /// Keeps what was wrong with a payload, so that a test can ask that nothing ever was.
    mutating func note(_ method: String, _ refusal: SlackRefusal) {
        guard SlackState.faultsOfTheApp.contains(refusal.code) else { return }
        problems.append(([method + ": " + refusal.code] + refusal.messages).joined(separator: "\n  "))
    }

    func checkArguments(
        _ arguments: SlackJSON,
        required: [String] = [],
        allowed: Set<String>
    ) throws(SlackRefusal) {
        let members = arguments.members ?? [:]
        var messages = required.filter { arguments[$0] == nil }.map { "[ERROR] missing required field: \($0)" }
        messages += Set(members.keys).subtracting(allowed).subtracting(["token"]).sorted()
            .map { "[ERROR] unexpected field: \($0)" }
        if !messages.isEmpty { throw SlackRefusal("invalid_arguments", messages: messages) }
    }

    /// Answers that no correct program ever gets, whatever people and the network do.
    private static let faultsOfTheApp: Set<String> = [
        "unknown_method", "missing_scope", "invalid_arguments", "invalid_attachments", "no_text", "msg_too_long",
        "invalid_blocks", "invalid_blocks_format", "invalid_metadata_format", "metadata_too_large",
        "invalid_trigger_id", "exchanged_trigger_id", "push_limit_reached", "cant_update_message",
        "cant_delete_message", "channel_not_found", "user_not_found", "thread_not_found",
    ]
}
