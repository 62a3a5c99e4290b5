package import DeanDomain
import Foundation

extension MetaClient {
    /// Puts a picture into the account's library.
    ///
    /// The hash is made from the bytes: sending them twice changes nothing.
    package func uploadImage(
        bytes: [UInt8],
        account: AccountID,
        priority: MetaPriority = .approvedWrite
    ) async throws(MetaError) -> UploadedImage {
        var request = GraphRequest.get("\(account)/adimages", account: account, doing: "uploading a picture")
        request.method = .post
        request.isWrite = true
        request.add("bytes", Data(bytes).base64EncodedString())
        let answer = try await exchange(request, priority)
        let image = answer["images"]?.members.first { _ in true }?.value
        if let image, let hash = image["hash"]?.text { return UploadedImage(hash: hash, url: image["url"]?.text) }
        throw MetaError(
            .unreadable,
            doing: request.doing,
            message: "the answer names no picture",
            mayHaveChanged: true
        )
    }

    /// Makes a creative by one request; after `unknown` look for its tag with `find(kind: .creative)`.
    package func createCreative(
        _ draft: CreativeDraft,
        tag: IntentTag,
        account: AccountID
    ) async -> WriteOutcome {
        var request = GraphRequest.get(
            "\(account)/adcreatives",
            account: account,
            doing: "creating the creative “\(draft.name)”"
        )
        request.method = .post
        request.isWrite = true
        request.add("name", tag.name(draft.name))
        request.add("object_story_spec", draft.objectStorySpec.json)
        if let spec = draft.degreesOfFreedomSpec { request.add("degrees_of_freedom_spec", spec.json) }
        do throws(MetaError) {
            let answer = try await exchange(request, .approvedWrite)
            if let id = answer["id"]?.text { return .applied(ObjectID(id)) }
            throw MetaError(
                .unreadable,
                doing: request.doing,
                message: "the answer names no creative",
                mayHaveChanged: true
            )
        } catch {
            return WriteOutcome(error)
        }
    }
}
