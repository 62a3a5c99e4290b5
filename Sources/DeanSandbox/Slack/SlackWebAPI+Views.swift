extension SlackMethod {
    static let views: [String: SlackMethod] = [
        "views.open": SlackMethod(
            scope: nil,
            required: ["view"],
            optional: ["trigger_id"]
        ) { state, arguments, moment, _ throws(SlackRefusal) in
            let view = try state.openView(
                arguments["view"] ?? [:],
                trigger: arguments["trigger_id"]?.text,
                at: moment
            )
            return answer(view)
        },
        "views.push": SlackMethod(
            scope: nil,
            required: ["view"],
            optional: ["trigger_id"]
        ) { state, arguments, moment, _ throws(SlackRefusal) in
            let view = try state.pushView(
                arguments["view"] ?? [:],
                trigger: arguments["trigger_id"]?.text,
                at: moment
            )
            return answer(view)
        },
        "views.update": SlackMethod(
            scope: nil,
            required: ["view"],
            optional: ["view_id", "external_id", "hash"]
        ) { state, arguments, _, _ throws(SlackRefusal) in
            let view = try state.updateView(
                id: arguments["view_id"]?.text,
                externalID: arguments["external_id"]?.text,
                hash: arguments["hash"]?.text,
                arguments["view"] ?? [:]
            )
            return answer(view)
        },
        "views.publish": SlackMethod(
            scope: nil,
            required: ["user_id", "view"],
            optional: ["hash"]
        ) { state, arguments, _, _ throws(SlackRefusal) in
            let view = try state.publishHome(
                for: arguments["user_id"]?.text ?? "",
                hash: arguments["hash"]?.text,
                arguments["view"] ?? [:]
            )
            return answer(view)
        },
    ]

    private static func answer(_ view: SlackView) -> SlackJSON {
        // An opened view answers with what its fields were opened with, which always can be read.
        ["view": view.json(values: (try? SlackElement.state(of: view.blocks, inputs: [:])) ?? [:])]
    }
}
