package import Foundation

/// JSON as Dean sends it: sorted keys, so that the same value is always the same bytes; slashes as they are.
package enum SlackJSON {
    package static func data(_ value: some Encodable, pretty: Bool = false) throws(SlackError) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
        do {
            return try encoder.encode(value)
        } catch {
            throw SlackError(.unsendable, "writing \(type(of: value)) as JSON", cause: error)
        }
    }

    package static func text(_ value: some Encodable, pretty: Bool = false) throws(SlackError) -> String {
        String(decoding: try data(value, pretty: pretty), as: UTF8.self)
    }

    static func value<Value: Decodable>(
        _ type: Value.Type,
        from bytes: some Collection<UInt8>,
        naming what: String
    )
        throws(SlackError) -> Value
    {
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch {
            throw SlackError.malformed(what, error)
        }
    }
}
