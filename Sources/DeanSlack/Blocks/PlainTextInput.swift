/// A field to type into.
package struct PlainTextInput: Hashable, Sendable, Codable {
    package var actionID: String
    package var placeholder: PlainText?
    /// What stands in it at first; sent as it is, since it comes back as it is.
    package var initial: String?
    package var multiline: Bool?
    package var minLength: Int?
    package var maxLength: Int?

    package init(
        actionID: String,
        placeholder: PlainText? = nil,
        initial: String? = nil,
        multiline: Bool? = nil,
        minLength: Int? = nil,
        maxLength: Int? = nil
    ) {
        self.actionID = actionID
        self.placeholder = placeholder
        self.initial = initial?.isEmpty == true ? nil : initial
        self.multiline = multiline
        self.minLength = minLength
        self.maxLength = maxLength
    }

    private enum CodingKeys: String, CodingKey {
        case actionID = "action_id"
        case placeholder
        case initial = "initial_value"
        case multiline
        case minLength = "min_length"
        case maxLength = "max_length"
    }
}
