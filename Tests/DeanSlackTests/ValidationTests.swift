import DeanDomain
import DeanSlack
import Testing

struct ValidationTests {
    private static func long(_ count: Int) -> PlainText { PlainText(String(repeating: "x", count: count)) }
    private static func markup(_ count: Int) -> Mrkdwn { Mrkdwn(text: String(repeating: "x", count: count)) }
    private static func string(_ count: Int) -> String { String(repeating: "x", count: count) }
    private static func options(_ count: Int) -> [BlockOption] {
        (0..<count).map { BlockOption(text: "x", value: "\($0)") }
    }
    private static func button(_ text: PlainText = "x", value: String? = nil, id: String = "a") -> BlockElement {
        .button(text, action: id, value: value)
    }
    private static func inActions(_ element: BlockElement) -> Block { .actions([element]) }

    private static let faults: [(Block, String)] = [
        (.header(long(151)), "blocks[0].text: 151 characters, at most 150"),
        (.header(" "), "blocks[0].text: empty"),
        (.section(markup(3001)), "blocks[0].text: 3001 characters, at most 3000"),
        (.section(""), "blocks[0].text: empty"),
        (.section(SectionBlock()), "blocks[0]: neither text nor fields"),
        (.fields(Array(repeating: "x", count: 11)), "blocks[0].fields: 11 fields, at most 10"),
        (.fields([markup(2001)]), "blocks[0].fields[0]: 2001 characters, at most 2000"),
        (.section("x", id: string(256)), "blocks[0].block_id: 256 characters, at most 255"),
        (.section("x", id: ""), "blocks[0].block_id: empty"),
        (.context(ContextBlock(elements: [])), "blocks[0].elements: 0 elements, at least 1"),
        (
            .context(ContextBlock(elements: Array(repeating: .text("x"), count: 11))),
            "blocks[0].elements: 11 elements, at most 10"
        ),
        (.actions([]), "blocks[0].elements: 0 elements, at least 1"),
        (.actions((0...25).map { button(id: "\($0)") }), "blocks[0].elements: 26 elements, at most 25"),
        (.actions([button(long(91))]), "blocks[0].elements[0].text: 91 characters, at most 75"),
        (.actions([button(), button()]), "blocks[0].elements[1].action_id: \"a\" is also elements[0]'s"),
        (.actions([button(id: string(256))]), "blocks[0].elements[0].action_id: 256 characters, at most 255"),
        (.actions([button(id: "")]), "blocks[0].elements[0].action_id: empty"),
        (.actions([button(value: string(2001))]), "blocks[0].elements[0].value: 2001 characters, at most 2000"),
        (.actions([button(value: "")]), "blocks[0].elements[0].value: empty"),
        (
            inActions(.button(Button(text: "x", actionID: "a", url: "ftp://x"))),
            "blocks[0].elements[0].url: not an http or https address"
        ),
        (
            inActions(.button(Button(text: "x", actionID: "a", url: "https://" + string(3000)))),
            "blocks[0].elements[0].url: 3008 characters, at most 3000"
        ),
        (
            inActions(.button(Button(text: "x", actionID: "a", accessibilityLabel: string(76)))),
            "blocks[0].elements[0].accessibility_label: 76 characters, at most 75"
        ),
        (
            inActions(
                .button("x", action: "a", confirm: Confirm(title: long(101), text: "x", confirm: "y", deny: "n"))
            ),
            "blocks[0].elements[0].confirm.title: 101 characters, at most 100"
        ),
        (
            inActions(
                .button("x", action: "a", confirm: Confirm(title: "t", text: long(301), confirm: "y", deny: "n"))
            ),
            "blocks[0].elements[0].confirm.text: 301 characters, at most 300"
        ),
        (
            inActions(.button("x", action: "a", confirm: Confirm(title: "t", text: "x", confirm: long(31), deny: "n"))),
            "blocks[0].elements[0].confirm.confirm: 31 characters, at most 30"
        ),
        (
            inActions(.button("x", action: "a", confirm: Confirm(title: "t", text: "x", confirm: "y", deny: long(31)))),
            "blocks[0].elements[0].confirm.deny: 31 characters, at most 30"
        ),
        (
            inActions(.select(StaticSelect(placeholder: long(151), actionID: "a", options: options(1)))),
            "blocks[0].elements[0].placeholder: 151 characters, at most 150"
        ),
        (
            inActions(.select(StaticSelect(placeholder: "x", actionID: "a", options: options(101)))),
            "blocks[0].elements[0].options: 101 options, at most 100"
        ),
        (
            inActions(.select(StaticSelect(placeholder: "x", actionID: "a", options: []))),
            "blocks[0].elements[0].options: 0 options, at least 1"
        ),
        (
            inActions(
                .select(
                    StaticSelect(
                        placeholder: "x",
                        actionID: "a",
                        options: options(1),
                        initial: BlockOption(text: "y", value: "9")
                    )
                )
            ),
            "blocks[0].elements[0].initial_option: \"9\" is not one of the options"
        ),
        (
            inActions(.overflow(OverflowMenu(actionID: "a", options: options(6)))),
            "blocks[0].elements[0].options: 6 options, at most 5"
        ),
        (
            inActions(.checkboxes(Checkboxes(actionID: "a", options: options(11)))),
            "blocks[0].elements[0].options: 11 options, at most 10"
        ),
        (
            inActions(.radioButtons(RadioButtons(actionID: "a", options: options(11)))),
            "blocks[0].elements[0].options: 11 options, at most 10"
        ),
        (
            inActions(.radioButtons(RadioButtons(actionID: "a", options: [BlockOption(text: long(76), value: "v")]))),
            "blocks[0].elements[0].options[0].text: 76 characters, at most 75"
        ),
        (
            inActions(.radioButtons(RadioButtons(actionID: "a", options: [BlockOption(text: "x", value: string(76))]))),
            "blocks[0].elements[0].options[0].value: 76 characters, at most 75"
        ),
        (
            inActions(
                .radioButtons(
                    RadioButtons(actionID: "a", options: [BlockOption(text: "x", value: "v", description: long(76))])
                )
            ),
            "blocks[0].elements[0].options[0].description: 76 characters, at most 75"
        ),
        (
            inActions(
                .radioButtons(
                    RadioButtons(actionID: "a", options: [BlockOption(text: "x", value: "v", url: "https://x.y")])
                )
            ),
            "blocks[0].elements[0].options[0].url: only in an overflow menu"
        ),
        (
            inActions(
                .radioButtons(
                    RadioButtons(
                        actionID: "a",
                        options: [BlockOption(text: "x", value: "v"), BlockOption(text: "y", value: "v")]
                    )
                )
            ),
            "blocks[0].elements[0].options[1].value: \"v\" twice"
        ),
        (
            inActions(.multiSelect(MultiStaticSelect(placeholder: "x", actionID: "a", options: options(1)))),
            "blocks[0].elements[0]: multi_static_select cannot stand in an actions block"
        ),
        (
            inActions(.textInput(PlainTextInput(actionID: "a"))),
            "blocks[0].elements[0]: plain_text_input cannot stand in an actions block"
        ),
        (.input("x", button(), id: "b"), "blocks[0].element: button cannot stand in an input block"),
        (
            .section("x", accessory: .textInput(PlainTextInput(actionID: "a"))),
            "blocks[0].accessory: plain_text_input cannot stand in a section"
        ),
        (
            .section(
                "x",
                accessory: .multiSelect(
                    MultiStaticSelect(placeholder: "x", actionID: "a", options: options(1), maximum: 0)
                )
            ),
            "blocks[0].accessory.max_selected_items: less than 1"
        ),
        (
            .input(long(2001), .textInput(PlainTextInput(actionID: "a")), id: "b"),
            "blocks[0].label: 2001 characters, at most 2000"
        ),
        (
            .input("x", .textInput(PlainTextInput(actionID: "a")), hint: long(2001), id: "b"),
            "blocks[0].hint: 2001 characters, at most 2000"
        ),
        (
            .input("x", .textInput(PlainTextInput(actionID: "a", placeholder: long(151))), id: "b"),
            "blocks[0].element.placeholder: 151 characters, at most 150"
        ),
        (
            .input("x", .textInput(PlainTextInput(actionID: "a", minLength: 5, maxLength: 4)), id: "b"),
            "blocks[0].element.min_length: 5, more than max_length 4"
        ),
        (
            .input("x", .textInput(PlainTextInput(actionID: "a", maxLength: 3001)), id: "b"),
            "blocks[0].element.max_length: 3001 characters, at most 3000"
        ),
        (
            .input("x", .textInput(PlainTextInput(actionID: "a", initial: "abcde", maxLength: 4)), id: "b"),
            "blocks[0].element.initial_value: 5 characters, at most 4"
        ),
        (.image(.url("x.png"), alt: "x"), "blocks[0].image_url: not an http or https address"),
        (.image(.slackFile(""), alt: "x"), "blocks[0].slack_file.id: empty"),
        (.image(.slackFile("F"), alt: ""), "blocks[0].alt_text: empty"),
        (.image(.slackFile("F"), alt: string(2001)), "blocks[0].alt_text: 2001 characters, at most 2000"),
        (.image(.slackFile("F"), alt: "x", title: long(2001)), "blocks[0].title: 2001 characters, at most 2000"),
        (.table(TableBlock(rows: [])), "blocks[0].rows: 0 rows, at least 1"),
        (.table(TableBlock(rows: Array(repeating: ["x"], count: 101))), "blocks[0].rows: 101 rows, at most 100"),
        (.table(TableBlock(rows: [["a", "b"], ["c"]])), "blocks[0].rows[1]: 1 cells where the first has 2"),
        (.table(TableBlock(rows: [["a"], [""]])), "blocks[0].rows[1][0].text: empty"),
        (
            .table(TableBlock(rows: [Array(repeating: "x", count: 21)])),
            "blocks[0].rows[0]: 21 cells, at most 20"
        ),
        (
            .table(TableBlock(rows: [["x"]], columns: Array(repeating: .init(), count: 21))),
            "blocks[0].column_settings: 21 columns, at most 20"
        ),
    ]

    @Test(arguments: faults.indices)
    func everyLimitIsNamedWithItsPlace(index: Int) {
        let (block, problem) = Self.faults[index]
        let error = #expect(throws: SlackError.self) { try Message(text: "x", blocks: [block]).validate() }
        #expect(error?.code == .unsendable)
        #expect(error?.problems == [problem])
    }

    @Test func whatIsExactlyAtTheLimitsPasses() throws {
        try Message(
            text: Self.markup(40_000),
            blocks: [
                .header(Self.long(150)), .section(Self.markup(3000), id: Self.string(255)),
                .fields(Array(repeating: Self.markup(2000), count: 10)),
                .context(ContextBlock(elements: Array(repeating: .text("x"), count: 10))),
                .actions((1...25).map { Self.button(Self.long(75), value: Self.string(2000), id: "\($0)") }),
                .actions([Self.button(), .overflow(OverflowMenu(actionID: "b", options: Self.options(5)))]),
                .section(
                    "x",
                    accessory: .select(StaticSelect(placeholder: "x", actionID: "a", options: Self.options(100)))
                ),
                .table(TableBlock(rows: Array(repeating: Array(repeating: "x", count: 20), count: 100))),
            ]
        ).validate()
    }

    @Test func everyProblemIsListedAtOnce() {
        let message = Message(
            text: " ",
            blocks: [.header(Self.long(151), id: "b"), .section("x", id: "b"), .actions([Self.button(Self.long(76))])]
        )
        let error = #expect(throws: SlackError.self) { try message.validate() }
        #expect(
            error?.problems == [
                "text: empty", "blocks[0].text: 151 characters, at most 150",
                "blocks[1].block_id: \"b\" is also blocks[0]'s",
                "blocks[2].elements[0].text: 76 characters, at most 75",
            ]
        )
        #expect(error?.description.hasPrefix("checking message: 4 problems: text: empty; ") == true)
    }

    @Test func messagesHaveTheirOwnLimits() {
        func problems(_ message: Message, _ use: Message.Use = .post) -> [String] {
            do {
                try message.validate(for: use)
                return []
            } catch {
                return error.problems
            }
        }
        #expect(problems(Message(text: Self.markup(40_001))) == ["text: 40001 characters, at most 40000"])
        #expect(problems(Message(text: Self.markup(4001))).isEmpty)
        #expect(problems(Message(text: Self.markup(4001)), .update) == ["text: 4001 characters, at most 4000"])
        #expect(
            problems(Message(text: "x", blocks: Array(repeating: .divider, count: 51)))
                == ["blocks: 51 blocks, at most 50"]
        )
        let table = Block.table(TableBlock(rows: [["x"]]))
        #expect(problems(Message(text: "x", blocks: [table, table])) == ["blocks: 2 tables, at most 1"])
        #expect(
            problems(Message(text: "x", metadata: MessageMetadata(eventType: "", payload: [:])))
                == ["metadata.event_type: empty"]
        )
    }

    @Test func theSameButtonMayStandInSeveralBlocks() throws {
        try Message(text: "x", blocks: [.actions([Self.button()]), .actions([Self.button()])]).validate()
    }

    @Test func viewsHaveTheirOwnLimits() {
        let input = Block.input("x", .textInput(PlainTextInput(actionID: "a")), id: "b")
        func problems(_ modal: Modal) -> [String] {
            do {
                try modal.validate()
                return []
            } catch {
                return error.problems
            }
        }
        #expect(problems(Modal(title: "x", blocks: [input])) == ["submit: needed, since there are input blocks"])
        #expect(problems(Modal(title: "x", blocks: [])) == ["blocks: 0 blocks, at least 1"])
        #expect(
            problems(
                Modal(
                    title: Self.long(25),
                    blocks: Array(repeating: .divider, count: 101),
                    submit: Self.long(25),
                    close: Self.long(25),
                    callbackID: Self.string(256),
                    privateMetadata: Self.string(3001)
                )
            ) == [
                "title: 25 characters, at most 24", "submit: 25 characters, at most 24",
                "close: 25 characters, at most 24", "blocks: 101 blocks, at most 100",
                "callback_id: 256 characters, at most 255", "private_metadata: 3001 characters, at most 3000",
            ]
        )
        let heavy = Array(repeating: Block.section(Self.markup(3000)), count: 90)
        #expect(problems(Modal(title: "x", blocks: heavy)).first?.hasPrefix("view: 2") == true)
        let error = #expect(throws: SlackError.self) { try HomeView(blocks: heavy).validate() }
        #expect(error?.problems.first?.hasSuffix("bytes, at most 250000") == true)
    }
}
