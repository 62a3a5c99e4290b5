import Foundation

/// A request's body and query as parameters and files.
enum GraphBody {
    static func parameters(query: String?, contentType: String?, body: [UInt8]) -> (GraphParameters, [GraphUpload])? {
        var values = query.map { form($0) } ?? [:]
        var uploads: [GraphUpload] = []
        guard !body.isEmpty else { return (GraphParameters(values), []) }
        let type = contentType?.lowercased() ?? ""
        if type.hasPrefix("application/json") {
            guard let members = GraphJSON(parsing: Data(body))?.members else { return nil }
            for member in members { values[member.name] = member.value.text ?? member.value.serialized }
        } else if type.hasPrefix("multipart/form-data") {
            guard let contentType, let boundary = boundary(contentType) else { return nil }
            for part in MultipartForm.parts(body, boundary: boundary) {
                if let filename = part.filename {
                    uploads.append(GraphUpload(part: part.name, filename: filename, bytes: part.bytes))
                } else {
                    values[part.name] = String(decoding: part.bytes, as: UTF8.self)
                }
            }
        } else {
            values.merge(form(String(decoding: body, as: UTF8.self))) { _, new in new }
        }
        return (GraphParameters(values), uploads)
    }

    /// `application/x-www-form-urlencoded`; of two fields with one name the last counts.
    static func form(_ text: String) -> [String: String] {
        var fields: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            fields[unescape(halves[0])] = halves.count == 2 ? unescape(halves[1]) : ""
        }
        return fields
    }

    static func escape(_ text: String) -> String {
        var allowed = CharacterSet.alphanumerics
        allowed.insert(charactersIn: "-._~")
        return text.addingPercentEncoding(withAllowedCharacters: allowed) ?? text
    }

    private static func unescape(_ text: Substring) -> String {
        let spaced = text.split(separator: "+", omittingEmptySubsequences: false).joined(separator: " ")
        return spaced.removingPercentEncoding ?? spaced
    }

    private static func boundary(_ contentType: String) -> String? {
        guard let range = contentType.range(of: "boundary=") else { return nil }
        let value = contentType[range.upperBound...].prefix { $0 != ";" }
        return String(value.drop { $0 == "\"" }.prefix { $0 != "\"" })
    }
}

/// `multipart/form-data` (RFC 7578), read from memory.
enum MultipartForm {
    struct Part {
        var name: String
        var filename: String?
        var bytes: [UInt8]
    }

    static func parts(_ body: [UInt8], boundary: String) -> [Part] {
        let data = Data(body)
        let delimiter = Data("--\(boundary)".utf8)
        let gap = Data("\r\n\r\n".utf8)
        var parts: [Part] = []
        var cursor = data.range(of: delimiter)?.upperBound
        while let start = cursor, let next = data.range(of: delimiter, in: start..<data.endIndex) {
            cursor = next.upperBound
            guard let head = data.range(of: gap, in: start..<next.lowerBound) else { continue }
            let headers = String(decoding: data[start..<head.lowerBound], as: UTF8.self)
            guard let name = attribute("name", of: headers) else { continue }
            // The line break before the delimiter belongs to the delimiter.
            let end = max(head.upperBound, next.lowerBound - 2)
            parts.append(
                Part(
                    name: name,
                    filename: attribute("filename", of: headers),
                    bytes: Array(data[head.upperBound..<end])
                )
            )
        }
        return parts
    }

    private static func attribute(_ name: String, of headers: String) -> String? {
        guard let start = headers.range(of: "; \(name)=\"") else { return nil }
        return String(headers[start.upperBound...].prefix { $0 != "\"" })
    }
}
