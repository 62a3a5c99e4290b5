extension SlackState {
    mutating func reserveFile(name: String, length: Int, alternativeText: String) -> File {
        let file = File(id: identifier("F"), name: name, alternativeText: alternativeText, length: length)
        files[file.id] = file
        return file
    }

    /// Takes a file's bytes; false when they are not what was announced.
    mutating func upload(_ bytes: [UInt8], to fileID: String) -> Bool {
        guard let file = files[fileID], file.bytes == nil, bytes.count == file.length else { return false }
        files[fileID]?.bytes = bytes
        return true
    }
}

extension SlackState.File {
    /// The kind of a picture or film by its first bytes; anything else is never shown by a browser.
    var contentType: String {
        guard let bytes else { return "application/octet-stream" }
        func has(_ magic: [UInt8], at offset: Int = 0) -> Bool { bytes.dropFirst(offset).starts(with: magic) }
        if has([0x89, 0x50, 0x4e, 0x47]) { return "image/png" }
        if has([0xff, 0xd8, 0xff]) { return "image/jpeg" }
        if has(Array("GIF8".utf8)) { return "image/gif" }
        if has(Array("WEBP".utf8), at: 8) { return "image/webp" }
        if has(Array("ftyp".utf8), at: 4) { return "video/mp4" }
        return "application/octet-stream"
    }

    var json: SlackJSON {
        [
            "id": .string(id), "name": .string(name), "title": .string(name), "mimetype": .string(contentType),
            "alt_txt": .string(alternativeText), "size": .integer(Int64(length)),
        ]
    }
}
