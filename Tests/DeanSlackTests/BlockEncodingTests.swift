import DeanDomain
import DeanSlack
import Foundation
import Testing

struct BlockEncodingTests {
    static let option = BlockOption(text: "One & only", value: "1", description: "the first")
    static let confirm = Confirm(title: "Sure?", text: "Raises *$5*", confirm: "Raise", deny: "Keep", style: .danger)
    static let everything = Message(
        text: "Plan for *Acme*",
        blocks: [
            .header("Plan & more", id: "h"),
            .section("Spend *$5*", accessory: .image(ImageElement(source: .slackFile("F1"), alt: "chart"))),
            .fields(["*Spend*\n$5", "*ROAS*\n2.1"], text: "Yesterday", id: "f"),
            .context(
                ContextBlock(elements: [
                    .text("by Dean"), .image(ImageElement(source: .url("https://x.y/i.png"), alt: "i")),
                ])
            ),
            .divider,
            .image(.url("https://x.y/c.png"), alt: "Spend <rising>", title: "Chart"),
            .actions(
                [
                    .button("Approve", action: "approve_plan", value: "plan_1", style: .primary, confirm: confirm),
                    .button(Button(text: "Open", actionID: "open", url: "https://x.y", accessibilityLabel: "Open it")),
                    .select(StaticSelect(placeholder: "Pick", actionID: "pick", options: [option], initial: option)),
                    .overflow(
                        OverflowMenu(
                            actionID: "more",
                            options: [BlockOption(text: "Docs", value: "d", url: "https://x.y")]
                        )
                    ),
                    .checkboxes(Checkboxes(actionID: "flags", options: [option], initial: [option])),
                    .radioButtons(RadioButtons(actionID: "mode", options: [option], initial: option)),
                ],
                id: "a"
            ),
            .table(
                TableBlock(
                    rows: [["Ad", "CPA"], ["A & B", "$3"]],
                    columns: [.init(), .init(align: .right, isWrapped: true)]
                )
            ),
        ],
        metadata: MessageMetadata(eventType: "dean_plan", payload: ["plan_id": "p1", "state": "open"]),
        threadTS: MessageTS("1.2")
    )

    static let modal = Modal(
        title: "Reject",
        blocks: [
            .input(
                "Why?",
                .textInput(
                    PlainTextInput(
                        actionID: "r",
                        placeholder: "Because",
                        initial: "x",
                        multiline: true,
                        minLength: 1,
                        maxLength: 300
                    )
                ),
                hint: "One line",
                optional: true,
                id: "why"
            ),
            .input(
                "Who?",
                .multiSelect(
                    MultiStaticSelect(
                        placeholder: "All",
                        actionID: "w",
                        options: [option],
                        initial: [option],
                        maximum: 1
                    )
                ),
                id: "who"
            ),
        ],
        submit: "Reject",
        close: "Back",
        callbackID: "reject",
        privateMetadata: "plan_1",
        notifyOnClose: true
    )

    @Test func aSectionIsSlacksJSONToTheByte() throws {
        let block = Block.section("a & <b> \("<c>")", accessory: .button("Go & see", action: "go", value: "1"))
        #expect(
            try SlackJSON.text(block)
                == #"{"accessory":{"action_id":"go","text":{"text":"Go &amp; see","type":"plain_text"},"type":"button","#
                + #""value":"1"},"text":{"text":"a & <b> &lt;c&gt;","type":"mrkdwn","verbatim":true},"type":"section"}"#
        )
    }

    @Test func absentThingsAreLeftOut() throws {
        #expect(try SlackJSON.text(Block.divider) == #"{"type":"divider"}"#)
        #expect(try SlackJSON.text(Message(text: "hi")) == #"{"text":"hi"}"#)
        #expect(
            try SlackJSON.text(SectionBlock(text: "x", fields: []))
                == #"{"text":{"text":"x","type":"mrkdwn","verbatim":true}}"#
        )
        let input = PlainTextInput(actionID: "a", initial: "")
        #expect(try SlackJSON.text(BlockElement.textInput(input)) == #"{"action_id":"a","type":"plain_text_input"}"#)
    }

    @Test func picturesComeFromOnePlace() throws {
        #expect(
            try SlackJSON.text(Block.image(.slackFile("F1"), alt: "a & b"))
                == #"{"alt_text":"a &amp; b","slack_file":{"id":"F1"},"type":"image"}"#
        )
        #expect(
            try SlackJSON.text(Block.image(.url("https://x.y/z"), alt: "a"))
                == #"{"alt_text":"a","image_url":"https://x.y/z","type":"image"}"#
        )
    }

    @Test func whatIsWrittenIsReadBackTheSame() throws {
        try Self.everything.validate()
        let data = try SlackJSON.data(Self.everything)
        let read = try JSONDecoder().decode(Message.self, from: data)
        #expect(read == Self.everything)
        #expect(try SlackJSON.data(read) == data)
        try Self.modal.validate()
        #expect(try JSONDecoder().decode(Modal.self, from: try SlackJSON.data(Self.modal)) == Self.modal)
        let home = HomeView(blocks: Self.everything.blocks, callbackID: "home")
        #expect(try JSONDecoder().decode(HomeView.self, from: try SlackJSON.data(home)) == home)
    }

    @Test func viewsNameTheirType() throws {
        #expect(try SlackJSON.text(Self.modal).contains(#""type":"modal""#))
        #expect(try SlackJSON.text(HomeView(blocks: [.divider])) == #"{"blocks":[{"type":"divider"}],"type":"home"}"#)
    }

    @Test func repliesSayWhereTheyGo() throws {
        let message = Message(text: "hi")
        #expect(
            try SlackJSON.text(Reply.ephemeral(message))
                == #"{"replace_original":false,"response_type":"ephemeral","text":"hi"}"#
        )
        #expect(
            try SlackJSON.text(Reply.inChannel(message))
                == #"{"replace_original":false,"response_type":"in_channel","text":"hi"}"#
        )
        #expect(try SlackJSON.text(Reply.replace(message)) == #"{"replace_original":true,"text":"hi"}"#)
        #expect(try SlackJSON.text(Reply.deleteOriginal) == #"{"delete_original":true}"#)
    }

    @Test func answersToAModalNameTheirAction() throws {
        #expect(try SlackJSON.text(ViewResponse.clear) == #"{"response_action":"clear"}"#)
        #expect(
            try SlackJSON.text(ViewResponse.errors(["why": "too short"]))
                == #"{"errors":{"why":"too short"},"response_action":"errors"}"#
        )
        #expect(try SlackJSON.text(ViewResponse.update(Self.modal)).contains(#""response_action":"update","view":{"#))
        #expect(try SlackJSON.text(ViewResponse.push(Self.modal)).contains(#""response_action":"push","view":{"#))
    }

    @Test func aBlockOrElementThatDeanDoesNotWriteIsNamed() {
        let error = #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Block.self, from: Data(#"{"type":"video"}"#.utf8))
        }
        #expect("\(String(describing: error))".contains("video"))
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(BlockElement.self, from: Data(#"{"type":"datepicker"}"#.utf8))
        }
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Mrkdwn.self, from: Data(#"{"type":"plain_text","text":"x"}"#.utf8))
        }
    }
}
