import DeanSlack

/// The window that asks why something is rejected.
extension Layout {
    static let rejectionCallback = "reject_reason"
    static let reasonAction = "reason"

    static func rejectionModal(_ context: String) -> Modal {
        Modal(
            title: "Reject",
            blocks: [
                .input(
                    "Why not?",
                    .textInput(
                        PlainTextInput(
                            actionID: reasonAction,
                            placeholder: "Launch on Friday; leave this campaign alone until then",
                            multiline: true,
                            maxLength: 500
                        )
                    ),
                    hint: "Shown on the card. It makes me less sure of the same change next time.",
                    optional: true,
                    id: "reason"
                )
            ],
            submit: "Reject",
            close: "Cancel",
            callbackID: rejectionCallback,
            privateMetadata: context
        )
    }
}
