import DeanDomain

extension SlackState {
    /// Hands out a trigger: three seconds, once.
    mutating func makeTrigger(for userID: String, viewID: String? = nil, at moment: Moment) -> String {
        let id = "\(identifier("1")).\(SlackDirectory.teamID)"
        triggers[id] = Trigger(userID: userID, expires: moment.uptime + .seconds(3), viewID: viewID)
        return id
    }

    private mutating func exchange(_ id: String?, at moment: Moment) throws(SlackRefusal) -> Trigger {
        guard let id, let trigger = triggers[id] else { throw SlackRefusal("invalid_trigger_id") }
        if trigger.isUsed { throw SlackRefusal("exchanged_trigger_id") }
        if moment.uptime > trigger.expires { throw SlackRefusal("expired_trigger_id") }
        triggers[id]?.isUsed = true
        return trigger
    }

    mutating func openView(
        _ definition: SlackJSON,
        trigger: String?,
        at moment: Moment
    ) throws(SlackRefusal) -> SlackView {
        try check(definition, as: .modal)
        let trigger = try exchange(trigger, at: moment)
        let view = makeView(definition, for: trigger.userID, root: nil, previous: nil)
        modals[trigger.userID] = [view]
        return view
    }

    mutating func pushView(
        _ definition: SlackJSON,
        trigger: String?,
        at moment: Moment
    ) throws(SlackRefusal) -> SlackView {
        try check(definition, as: .modal)
        let trigger = try exchange(trigger, at: moment)
        guard let below = modals[trigger.userID]?.last(where: { $0.id == trigger.viewID }) else {
            throw SlackRefusal("not_found")
        }
        return try push(definition, onto: below)
    }

    mutating func push(_ definition: SlackJSON, onto below: SlackView) throws(SlackRefusal) -> SlackView {
        try check(definition, as: .modal)
        if modals[below.userID, default: []].count >= 3 { throw SlackRefusal("push_limit_reached") }
        let view = makeView(definition, for: below.userID, root: below.rootID, previous: below.id)
        modals[below.userID, default: []].append(view)
        return view
    }

    /// Puts a new definition into an open modal, found by id or by `external_id`.
    mutating func updateView(
        id: String?,
        externalID: String?,
        hash: String?,
        _ definition: SlackJSON
    ) throws(SlackRefusal) -> SlackView {
        for (userID, stack) in modals {
            for (index, view) in stack.enumerated()
            where view.id == id || (externalID != nil && view.definition["external_id"]?.text == externalID) {
                try check(definition, as: .modal)
                if let hash, hash != view.hash { throw SlackRefusal("hash_conflict") }
                var view = view
                redefine(&view, definition)
                modals[userID]?[index] = view
                return view
            }
        }
        throw SlackRefusal("not_found")
    }

    mutating func publishHome(
        for userID: String,
        hash: String?,
        _ definition: SlackJSON
    ) throws(SlackRefusal) -> SlackView {
        guard directory.person(userID) != nil else { throw SlackRefusal("user_not_found") }
        try check(definition, as: .home)
        if let hash, let current = homes[userID], hash != current.hash {
            throw SlackRefusal("hash_conflict")
        }
        var view = homes[userID] ?? makeView(definition, for: userID, root: nil, previous: nil)
        redefine(&view, definition)
        homes[userID] = view
        return view
    }

    private mutating func makeView(
        _ definition: SlackJSON,
        for userID: String,
        root: String?,
        previous: String?
    ) -> SlackView {
        let id = identifier("V")
        var view = SlackView(
            id: id,
            userID: userID,
            hash: "",
            definition: definition,
            rootID: root ?? id,
            previousID: previous
        )
        redefine(&view, definition)
        return view
    }

    private mutating func redefine(_ view: inout SlackView, _ definition: SlackJSON) {
        view.definition = definition
        view.definition["blocks"] = .array(identified(definition["blocks"]?.items ?? []))
        view.hash = "\(number()).h"
        view.errors = [:]
    }

    private func check(_ definition: SlackJSON, as surface: SlackBlockValidator.Surface) throws(SlackRefusal) {
        var validator = SlackBlockValidator(surface: surface, fileIDs: Set(files.keys))
        validator.validateView(definition)
        if !validator.problems.isEmpty { throw SlackRefusal("invalid_arguments", messages: validator.problems) }
    }
}
