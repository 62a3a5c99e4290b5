import Testing

@testable import DeanSandbox

/// Each limit of Block Kit, just kept and just broken.
@Suite struct SlackBlockTests {
    static func long(_ count: Int) -> SlackJSON { .string(String(repeating: "x", count: count)) }
    static func plain(_ count: Int) -> SlackJSON { ["type": "plain_text", "text": long(count)] }
    static func mrkdwn(_ count: Int) -> SlackJSON { ["type": "mrkdwn", "text": long(count)] }
    static func actions(_ elements: [SlackJSON]) -> SlackJSON { ["type": "actions", "elements": .array(elements)] }
    static func button(_ changes: [String: SlackJSON]) -> SlackJSON {
        var button = SlackSample.button("a")
        for (key, value) in changes { button[key] = value }
        return actions([button])
    }
    static func options(_ count: Int) -> SlackJSON {
        .array((0..<count).map { ["text": plain(3), "value": .string("v\($0)")] })
    }
    static func menu(_ type: SlackJSON, _ count: Int) -> SlackJSON {
        actions([["type": type, "action_id": "m", "options": options(count)]])
    }
    static func confirm(_ title: Int, _ text: Int, _ yes: Int) -> SlackJSON {
        button(["confirm": ["title": plain(title), "text": plain(text), "confirm": plain(yes), "deny": plain(2)]])
    }
    static func table(rows: Int, columns: Int) -> SlackJSON {
        let cell: SlackJSON = ["type": "raw_text", "text": "1"]
        let row = SlackJSON.array(Array(repeating: cell, count: columns))
        return ["type": "table", "rows": .array(Array(repeating: row, count: rows))]
    }
    static func input(_ element: SlackJSON) -> SlackJSON {
        ["type": "input", "label": plain(5), "element": element]
    }

    struct Limit: Sendable, CustomTestStringConvertible {
        let name: String
        let kept: SlackJSON
        let broken: SlackJSON
        var testDescription: String { name }

        init(_ name: String, kept: SlackJSON, broken: SlackJSON) {
            self.name = name
            self.kept = kept
            self.broken = broken
        }
    }

    static let limits: [Limit] = [
        Limit(
            "section text",
            kept: ["type": "section", "text": mrkdwn(3000)],
            broken: ["type": "section", "text": mrkdwn(3001)]
        ),
        Limit(
            "empty text",
            kept: ["type": "section", "text": mrkdwn(1)],
            broken: ["type": "section", "text": mrkdwn(0)]
        ),
        Limit(
            "section fields",
            kept: ["type": "section", "fields": .array(Array(repeating: mrkdwn(2000), count: 10))],
            broken: ["type": "section", "fields": .array(Array(repeating: mrkdwn(1), count: 11))]
        ),
        Limit(
            "field text",
            kept: ["type": "section", "fields": [mrkdwn(2000)]],
            broken: ["type": "section", "fields": [mrkdwn(2001)]]
        ),
        Limit("section needs text", kept: ["type": "section", "text": mrkdwn(1)], broken: ["type": "section"]),
        Limit("header", kept: ["type": "header", "text": plain(150)], broken: ["type": "header", "text": plain(151)]),
        Limit(
            "header is plain text",
            kept: ["type": "header", "text": plain(5)],
            broken: ["type": "header", "text": mrkdwn(5)]
        ),
        Limit(
            "context elements",
            kept: ["type": "context", "elements": .array(Array(repeating: mrkdwn(1), count: 10))],
            broken: ["type": "context", "elements": .array(Array(repeating: mrkdwn(1), count: 11))]
        ),
        Limit(
            "actions",
            kept: actions((0..<25).map { SlackSample.button("a\($0)") }),
            broken: actions((0..<26).map { SlackSample.button("a\($0)") })
        ),
        Limit(
            "action ids in a block",
            kept: actions([SlackSample.button("a"), SlackSample.button("b")]),
            broken: actions([SlackSample.button("a"), SlackSample.button("a")])
        ),
        Limit("button text", kept: button(["text": plain(75)]), broken: button(["text": plain(76)])),
        Limit("button text is plain", kept: button(["text": plain(1)]), broken: button(["text": mrkdwn(1)])),
        Limit("button value", kept: button(["value": long(2000)]), broken: button(["value": long(2001)])),
        Limit("button style", kept: button(["style": "danger"]), broken: button(["style": "default"])),
        Limit("button url", kept: button(["url": "https://x.de"]), broken: button(["url": "javascript:alert(1)"])),
        Limit("action id", kept: button(["action_id": long(255)]), broken: button(["action_id": long(256)])),
        Limit("action id is there", kept: button([:]), broken: actions([["type": "button", "text": plain(1)]])),
        Limit("confirm title", kept: confirm(100, 300, 30), broken: confirm(101, 300, 30)),
        Limit("confirm text", kept: confirm(100, 300, 30), broken: confirm(100, 301, 30)),
        Limit("confirm button", kept: confirm(100, 300, 30), broken: confirm(100, 300, 31)),
        Limit("select options", kept: menu("static_select", 100), broken: menu("static_select", 101)),
        Limit("overflow options", kept: menu("overflow", 5), broken: menu("overflow", 6)),
        Limit("checkboxes", kept: menu("checkboxes", 10), broken: menu("checkboxes", 11)),
        Limit("radio buttons", kept: menu("radio_buttons", 10), broken: menu("radio_buttons", 11)),
        Limit(
            "option value",
            kept: actions([
                ["type": "overflow", "action_id": "o", "options": [["text": plain(75), "value": long(75)]]]
            ]),
            broken: actions([
                ["type": "overflow", "action_id": "o", "options": [["text": plain(75), "value": long(76)]]]
            ])
        ),
        Limit(
            "initial option",
            kept: actions([
                [
                    "type": "static_select", "action_id": "s", "options": options(2),
                    "initial_option": ["text": plain(3), "value": "v1"],
                ]
            ]),
            broken: actions([
                [
                    "type": "static_select", "action_id": "s", "options": options(2),
                    "initial_option": ["text": plain(4), "value": "v1"],
                ]
            ])
        ),
        Limit(
            "image source",
            kept: ["type": "image", "alt_text": "a", "image_url": "https://x.de/a.png"],
            broken: ["type": "image", "alt_text": "a"]
        ),
        Limit(
            "one image source",
            kept: ["type": "image", "alt_text": "a", "slack_file": ["id": "F1"]],
            broken: [
                "type": "image", "alt_text": "a", "slack_file": ["id": "F1"], "image_url": "https://x.de/a.png",
            ]
        ),
        Limit(
            "known file",
            kept: ["type": "image", "alt_text": "a", "slack_file": ["id": "F1"]],
            broken: ["type": "image", "alt_text": "a", "slack_file": ["id": "F2"]]
        ),
        Limit(
            "alternative text",
            kept: ["type": "image", "alt_text": long(2000), "image_url": "https://x.de/a.png"],
            broken: ["type": "image", "alt_text": long(2001), "image_url": "https://x.de/a.png"]
        ),
        Limit(
            "markdown",
            kept: ["type": "markdown", "text": long(12_000)],
            broken: ["type": "markdown", "text": long(12_001)]
        ),
        Limit("table rows", kept: table(rows: 100, columns: 20), broken: table(rows: 101, columns: 1)),
        Limit("table columns", kept: table(rows: 1, columns: 20), broken: table(rows: 1, columns: 21)),
        Limit(
            "block id",
            kept: ["type": "divider", "block_id": long(255)],
            broken: ["type": "divider", "block_id": long(256)]
        ),
        Limit("known block", kept: ["type": "divider"], broken: ["type": "dividers"]),
        Limit("known key", kept: ["type": "divider"], broken: ["type": "divider", "color": "red"]),
        Limit(
            "known key of a text",
            kept: ["type": "section", "text": ["type": "mrkdwn", "text": "a", "verbatim": true]],
            broken: ["type": "section", "text": ["type": "mrkdwn", "text": "a", "emoji": true]]
        ),
        Limit(
            "inputs stand in input blocks",
            kept: input(["type": "plain_text_input", "action_id": "t"]),
            broken: actions([["type": "plain_text_input", "action_id": "t"]])
        ),
        Limit("label", kept: input(SlackJSON.dateInput), broken: ["type": "input", "element": SlackJSON.dateInput]),
    ]

    private func problems(_ blocks: [SlackJSON], on surface: SlackBlockValidator.Surface = .message) -> [String] {
        var validator = SlackBlockValidator(surface: surface, fileIDs: ["F1"])
        validator.validate(.array(blocks))
        return validator.problems
    }

    @Test(arguments: limits)
    func aLimitIsKeptUpToItsLastUnitAndNoFurther(_ limit: Limit) {
        #expect(problems([limit.kept]) == [], "\(limit.name)")
        #expect(problems([limit.broken]) != [], "\(limit.name)")
    }

    @Test func aMessageHoldsFiftyBlocksAndAModalAHundred() {
        let dividers = Array(repeating: SlackJSON.object(["type": "divider"]), count: 101)
        #expect(problems(Array(dividers[..<50])) == [])
        #expect(problems(Array(dividers[..<51])) == ["[ERROR] no more than 50 items allowed [json-pointer:/blocks]"])
        #expect(problems(Array(dividers[..<100]), on: .modal) == [])
        #expect(problems(dividers, on: .modal) != [])
    }

    @Test func aFaultIsNamedByItsPath() {
        let section: SlackJSON = ["type": "section", "text": ["type": "mrkdwn", "text": ""]]
        #expect(
            problems([["type": "divider"], section])
                == ["[ERROR] must be more than 0 characters [json-pointer:/blocks/1/text/text]"]
        )
    }

    @Test func blockIdsAreUniqueInAMessageAndActionIdsInABlock() {
        let block: SlackJSON = ["type": "divider", "block_id": "same"]
        #expect(
            problems([block, block]) == ["[ERROR] block_id \"same\" already exists [json-pointer:/blocks/1/block_id]"]
        )
        let row = SlackSample.actions(SlackSample.button("approve_action", value: "1"))
        #expect(problems([row, row]) == [])
    }

    @Test func thereIsOneTableAndTwelveThousandLettersOfMarkdownInAMessage() {
        let table = Self.table(rows: 1, columns: 1)
        #expect(
            problems([table, table]) == ["[ERROR] no more than 1 table allowed in a message [json-pointer:/blocks]"]
        )
        let half: SlackJSON = ["type": "markdown", "text": Self.long(6001)]
        #expect(problems([half]) == [])
        #expect(problems([half, half]) != [])
    }

    @Test func lengthIsCountedInUTF16Units() {
        let text = String(repeating: "🟢", count: 75)
        #expect(problems([["type": "header", "text": ["type": "plain_text", "text": .string(text)]]]) == [])
        let longer: SlackJSON = ["type": "plain_text", "text": .string(text + "!")]
        #expect(problems([["type": "header", "text": longer]]) != [])
    }

    @Test func aViewIsHeldToItsOwnLimits() {
        func problems(_ change: (inout SlackJSON) -> Void) -> [String] {
            var view = SlackSample.modal("Settings", SlackSample.input("t", block: "b"))
            change(&view)
            var validator = SlackBlockValidator(surface: .modal)
            validator.validateView(view)
            return validator.problems
        }
        #expect(problems { _ in } == [])
        #expect(problems { $0["title"] = Self.plain(25) } != [])
        #expect(problems { $0["submit"] = Self.plain(25) } != [])
        #expect(problems { $0["close"] = Self.plain(25) } != [])
        #expect(problems { $0["private_metadata"] = Self.long(3001) } != [])
        #expect(problems { $0["callback_id"] = Self.long(256) } != [])
        #expect(problems { $0["submit"] = nil } != [])
        #expect(problems { $0["type"] = "home" } != [])
    }
}

extension SlackJSON {
    fileprivate static let dateInput: SlackJSON = ["type": "datepicker", "action_id": "d"]
}
