extension SlackMethod {
    static let files: [String: SlackMethod] = [
        "files.getUploadURLExternal": SlackMethod(
            scope: "files:write",
            takesJSON: false,
            required: ["filename", "length"],
            optional: ["alt_txt", "snippet_type"]
        ) { state, arguments, _, address throws(SlackRefusal) in
            guard let length = arguments["length"]?.text.flatMap(Int.init), length > 0 else {
                throw SlackRefusal("invalid_arguments", messages: ["[ERROR] length must be a positive integer"])
            }
            let file = state.reserveFile(
                name: arguments["filename"]?.text ?? "",
                length: length,
                alternativeText: arguments["alt_txt"]?.text ?? ""
            )
            return ["upload_url": .string("\(address)/upload/v1/\(file.id)"), "file_id": .string(file.id)]
        },
        "files.completeUploadExternal": SlackMethod(
            scope: "files:write",
            required: ["files"],
            optional: ["channel_id", "thread_ts", "initial_comment", "blocks"]
        ) { state, arguments, moment, _ throws(SlackRefusal) in
            let ids = arguments["files"]?.items?.compactMap { $0["id"]?.text } ?? []
            guard !ids.isEmpty, ids.allSatisfy({ state.files[$0]?.bytes != nil }) else {
                throw SlackRefusal("file_not_found")
            }
            if let reference = arguments["channel_id"]?.text {
                guard let channel = state.directory.channel(reference) else { throw SlackRefusal("channel_not_found") }
                guard channel.members.contains(SlackPerson.dean.id) else { throw SlackRefusal("not_in_channel") }
                var draft = SlackState.Draft(text: arguments["initial_comment"]?.text ?? "")
                draft.fileIDs = ids
                draft.threadTS = arguments["thread_ts"]?.text
                state.post(draft, in: channel.id, by: SlackPerson.dean.id, at: moment)
            }
            for id in ids { state.files[id]?.isComplete = true }
            return ["files": .array(ids.compactMap { state.files[$0]?.json })]
        },
    ]
}
