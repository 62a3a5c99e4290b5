import DeanDomain

extension MetaClient {
    /// A thousand pages are half a million rows; more is a server that pages in circles.
    static let mostPages = 1000

    /// Reads an edge to its end, giving each page to `take` as it comes.
    ///
    /// The end is the absence of `paging.next`: a page may be empty in the middle.
    func readPages(
        _ first: GraphRequest,
        _ priority: MetaPriority,
        take: (JSON) throws(MetaError) -> Void
    ) async throws(MetaError) {
        var request = first
        for _ in 1...Self.mostPages {
            let page = try await read(request, priority)
            guard let data = page["data"], data.isArray else {
                throw MetaError(.unreadable, doing: request.doing, message: "a page without a data list")
            }
            try take(data)
            guard let next = Paging.next(after: request, page: page) else { return }
            guard next.parameters != request.parameters else {
                throw MetaError(.unreadable, doing: request.doing, message: "a page whose next page is itself")
            }
            request = next
        }
        throw MetaError(
            .tooMuchData,
            doing: first.doing,
            message: "more than \(Self.mostPages) pages; ask for fewer objects or days"
        )
    }

    func readAll<Value>(
        _ request: GraphRequest,
        _ priority: MetaPriority,
        _ make: (JSON) throws(MetaError) -> Value
    ) async throws(MetaError) -> [Value] {
        var values: [Value] = []
        try await readPages(request, priority) { (data: JSON) throws(MetaError) in
            for element in data.elements { values.append(try make(element)) }
        }
        return values
    }
}
