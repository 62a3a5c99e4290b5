import Foundation

/// What a rejection modal carries from the click that opened it to its submission.
struct RejectionContext: Codable, Hashable {
    /// The button's value: plan and perhaps action.
    let value: String
    let channel: String?
    let responseURL: String?

    init(value: String, channel: String?, responseURL: String?) {
        self.value = value
        self.channel = channel
        self.responseURL = responseURL
    }

    init?(json: String?) {
        guard let json, let context = try? JSONDecoder().decode(RejectionContext.self, from: Data(json.utf8)) else {
            return nil
        }
        self = context
    }

    func json() throws -> String { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
}
