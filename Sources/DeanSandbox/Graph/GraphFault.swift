/// Something that goes wrong with requests, for as many of them as `times` says.
package struct GraphFault: Sendable, Hashable {
    package enum Effect: Sendable, Hashable {
        /// The write is applied; the connection closes without an answer.
        case lostAfterApplying
        /// The connection closes and nothing was applied.
        case lostBeforeApplying
        /// The answer comes so much later.
        case delayed(Duration)
        /// Half of the answer comes, then nothing for so long, then the connection closes.
        case stalled(Duration)
        /// Not applied; an error of Graph's, with any HTTP status: 200 too.
        case error(code: Int, subcode: Int? = nil, isTransient: Bool = false, status: Int = 400)
        /// Applied or not as the request says, then an HTML page instead of the answer.
        case badGateway
        /// The answer's JSON is cut in the middle.
        case cutJSON
        /// A throttle code, with usage headers at 100 percent.
        case throttled(code: Int = 17)
        /// The token has died: 190 with the subcode.
        case deadToken(subcode: Int = 463)
        /// A page without rows whose `next` leads on.
        case emptyPage
        /// The asynchronous report that is asked for fails.
        case reportFails
    }

    package var effect: Effect
    /// "GET", "POST", "DELETE"; nil for all.
    package var method: String?
    /// What the path contains; nil for all.
    package var path: String?
    /// Matching requests that are let through first.
    package var skip: Int
    package var times: Int

    package init(_ effect: Effect, method: String? = nil, path: String? = nil, skip: Int = 0, times: Int = 1) {
        self.effect = effect
        self.method = method
        self.path = path
        self.skip = skip
        self.times = times
    }

    func matches(method: String, path: String) -> Bool {
        (self.method.map { $0 == method } ?? true) && (self.path.map { path.contains($0) } ?? true)
    }
}
