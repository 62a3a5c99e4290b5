/// What an element holds: text, or the values that are chosen in it.
package struct InputValue: Sendable, Hashable, Decodable {
    /// A button's value or an input's text; nil when empty.
    package let value: String?
    /// Chosen option values, or user, channel and conversation ids, or a date or time.
    package let selected: [String]

    package init(value: String? = nil, selected: [String] = []) {
        self.value = value
        self.selected = selected
    }

    private enum CodingKeys: String, CodingKey {
        case value
        case selectedOption = "selected_option"
        case selectedOptions = "selected_options"
        case selectedUser = "selected_user"
        case selectedUsers = "selected_users"
        case selectedChannel = "selected_channel"
        case selectedChannels = "selected_channels"
        case selectedConversation = "selected_conversation"
        case selectedConversations = "selected_conversations"
        case selectedDate = "selected_date"
        case selectedTime = "selected_time"
    }

    private struct Chosen: Decodable {
        let value: String
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        value = try container.decodeIfPresent(String.self, forKey: .value)
        var selected: [String] = []
        if let option = try container.decodeIfPresent(Chosen.self, forKey: .selectedOption) {
            selected.append(option.value)
        }
        if let options = try container.decodeIfPresent([Chosen].self, forKey: .selectedOptions) {
            selected += options.map(\.value)
        }
        for key in [CodingKeys.selectedUser, .selectedChannel, .selectedConversation, .selectedDate, .selectedTime] {
            if let one = try container.decodeIfPresent(String.self, forKey: key) { selected.append(one) }
        }
        for key in [CodingKeys.selectedUsers, .selectedChannels, .selectedConversations] {
            selected += try container.decodeIfPresent([String].self, forKey: key) ?? []
        }
        self.selected = selected
    }
}
