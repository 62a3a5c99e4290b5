import Foundation

/// Values as JSON text with sorted keys, so that equal values are equal text.
package enum StoreJSON {
    private static let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }()

    private static let decoder = JSONDecoder()

    package static func encode(_ value: some Encodable) throws -> String {
        do {
            return String(decoding: try encoder.encode(value), as: UTF8.self)
        } catch {
            throw StoreError(.constraint, "the \(type(of: value)) has no JSON form: \(error)", cause: error)
        }
    }

    package static func decode<T: Decodable>(_ type: T.Type, from text: String) throws -> T {
        do {
            return try decoder.decode(type, from: Data(text.utf8))
        } catch {
            throw StoreError(.corrupt, "the stored JSON is no \(type): \(error)", cause: error)
        }
    }

    /// The same as `encode`, many times as fast: a large account's first reading has 600,000 of these.
    static func encode(numbers: [String: Double]) throws -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32 * numbers.count + 2)
        bytes.append(UInt8(ascii: "{"))
        for (key, number) in numbers.sorted(by: { $0.key < $1.key }) {
            guard number.isFinite else {
                throw StoreError(.constraint, "\(key) is \(number): expected a finite number")
            }
            if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
            if key.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
                bytes.append(UInt8(ascii: "\""))
                bytes.append(contentsOf: key.utf8)
                bytes.append(UInt8(ascii: "\""))
            } else {
                bytes.append(contentsOf: try encode(key).utf8)
            }
            bytes.append(UInt8(ascii: ":"))
            bytes.append(contentsOf: (Int64(exactly: number).map(String.init) ?? String(number)).utf8)
        }
        bytes.append(UInt8(ascii: "}"))
        return String(decoding: bytes, as: UTF8.self)
    }
}
