import Crypto
import DeanDomain
import Foundation
import Synchronization

/// Chunked video uploads that have begun and not ended.
final class GraphVideoUploads: Sendable {
    struct Session {
        var account: Int
        var video: String
        var size: Int
        var received = 0
    }

    private let sessions = Mutex<[String: Session]>([:])

    func begin(_ id: String, _ session: Session) {
        sessions.withLock { $0[id] = session }
    }

    /// Adds a chunk and returns how much is there; nil when there is no such upload or the chunk does not fit.
    func add(_ id: String, offset: Int, count: Int) -> (received: Int, size: Int)? {
        sessions.withLock { sessions in
            guard let session = sessions[id], session.received == offset else { return nil }
            guard offset + count <= session.size else { return nil }
            sessions[id]?.received = offset + count
            return (offset + count, session.size)
        }
    }

    /// Ends an upload; nil when it is not complete.
    func end(_ id: String) -> Session? {
        sessions.withLock { sessions in
            guard let session = sessions[id], session.received == session.size else { return nil }
            sessions[id] = nil
            return session
        }
    }
}

extension GraphAPI {
    /// Pictures come as files of a multipart body or as base64 in `bytes`.
    func addImages(_ account: Int, _ state: inout MarketState, _ call: GraphCall) throws -> GraphJSON {
        var files = call.uploads.map { (name: $0.filename, bytes: $0.bytes) }
        if let text = call.parameters.text("bytes") {
            guard let data = Data(base64Encoded: text, options: .ignoreUnknownCharacters) else {
                throw GraphFailure.invalid("bytes must be base64.")
            }
            files.append((name: call.parameters.text("name") ?? "bytes", bytes: Array(data)))
        }
        guard !files.isEmpty else { throw GraphFailure.missing("filename") }
        guard files.allSatisfy({ PictureSize.read($0.bytes) != nil }) else {
            throw GraphFailure.invalid(
                "The file is not a picture that the sandbox reads (PNG or JPEG).",
                subcode: 1_487_411,
                title: "Invalid image"
            )
        }
        var images: GraphJSON = [:]
        for file in files {
            let hash = Insecure.MD5.hash(data: file.bytes).map { byte in
                let digits = String(byte, radix: 16)
                return digits.count == 1 ? "0" + digits : digits
            }.joined()
            let image = MarketImage(hash: hash, name: file.name, bytes: file.bytes, createdAt: state.now)
            if !state.accounts[account].images.contains(where: { $0.hash == hash }) {
                state.accounts[account].images.append(image)
            }
            let json = json(image, account: state.accounts[account], origin: call.origin)
            images[file.name] = [
                "hash": .string(hash), "url": json["url"] ?? .null, "name": .string(file.name),
                "width": json["width"] ?? 0, "height": json["height"] ?? 0,
            ]
        }
        return ["images": images]
    }

    func addVideo(_ account: Int, _ state: inout MarketState, _ call: GraphCall) throws -> GraphJSON {
        let parameters = call.parameters
        switch parameters.text("upload_phase") {
        case "start":
            guard let size = try parameters.integer("file_size"), size > 0 else {
                throw GraphFailure.missing("file_size")
            }
            let session = state.newID().rawValue
            let video = state.newID().rawValue
            videos.begin(session, GraphVideoUploads.Session(account: account, video: video, size: Int(size)))
            return [
                "upload_session_id": .string(session), "video_id": .string(video), "start_offset": "0",
                "end_offset": .string(String(min(size, 4 << 20))),
            ]
        case "transfer":
            let session = try parameters.required("upload_session_id")
            guard let offset = try parameters.integer("start_offset") else {
                throw GraphFailure.missing("start_offset")
            }
            guard let chunk = call.uploads.first,
                let (received, size) = videos.add(session, offset: Int(offset), count: chunk.bytes.count)
            else { throw GraphFailure.invalid("The chunk does not continue the upload.", subcode: 1_363_037) }
            return [
                "start_offset": .string(String(received)),
                "end_offset": .string(String(min(size, received + (4 << 20)))),
            ]
        case "finish":
            guard let session = videos.end(try parameters.required("upload_session_id")) else {
                throw GraphFailure.invalid("The upload is not complete.", subcode: 1_363_037)
            }
            keep(ObjectID(session.video), session.size, call, account, &state)
            return ["success": true]
        default:
            let size = call.uploads.first?.bytes.count
            guard size != nil || parameters.text("file_url") != nil else { throw GraphFailure.missing("source") }
            let id = state.newID()
            keep(id, size ?? 0, call, account, &state)
            return ["id": .string(id.rawValue)]
        }
    }

    private func keep(_ id: ObjectID, _ bytes: Int, _ call: GraphCall, _ account: Int, _ state: inout MarketState) {
        let name = call.parameters.text("title") ?? call.parameters.text("name") ?? call.uploads.first?.filename
        state.accounts[account].videos.append(
            MarketVideo(id: id, name: name ?? "Untitled", bytes: bytes, createdAt: state.now)
        )
        state.version += 1
    }
}
