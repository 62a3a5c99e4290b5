/// A picture in the account's library.
package struct UploadedImage: Sendable, Hashable {
    /// What creatives name it by.
    package var hash: String
    package var url: String?

    package init(hash: String, url: String?) {
        self.hash = hash
        self.url = url
    }
}
