import AsyncHTTPClient
import NIOCore

extension MetaError {
    /// What an exchange that brought no answer means.
    ///
    /// Only where no connection was there yet is it certain that Meta saw nothing of a write.
    init(transport error: any Error, of request: GraphRequest) {
        let client = error as? HTTPClientError
        let neverSent: [HTTPClientError] = [
            .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout, .invalidURL, .emptyHost,
            .emptyScheme, .alreadyShutdown,
        ]
        let timeouts: [HTTPClientError] = [
            .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout, .deadlineExceeded, .readTimeout,
            .writeTimeout,
        ]
        let kind: Kind
        if error is NIOTooManyBytesError {
            kind = request.isWrite ? .unreadable : .tooMuchData
        } else {
            kind = client.map { timeouts.contains($0) } == true ? .timeout : .connection
        }
        self.init(
            kind,
            doing: request.doing,
            message: client?.shortDescription ?? "\(type(of: error))",
            mayHaveChanged: request.isWrite && client.map { neverSent.contains($0) } != true
        )
    }
}
