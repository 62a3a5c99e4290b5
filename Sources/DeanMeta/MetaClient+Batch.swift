package import DeanDomain

extension MetaClient {
    package static let largestBatch = 50

    /// Sends up to fifty calls by one request; each counts against the limits as if it were sent alone.
    ///
    /// - Returns: one outcome per call, in order.
    /// - Throws: what happened to the batch as a whole; with disposition `unknown` any of its writes may be applied.
    package func batch(
        _ calls: [BatchRequest],
        account: AccountID?,
        priority: MetaPriority
    ) async throws(MetaError) -> [BatchOutcome] {
        guard !calls.isEmpty else { return [] }
        let doing = "sending a batch of \(calls.count) calls"
        guard calls.count <= Self.largestBatch else {
            throw MetaError(.invalid, doing: doing, message: "Meta takes at most \(Self.largestBatch)")
        }
        let items = calls.map { call in
            let parameters = call.parameters.sorted { $0.key < $1.key }.map {
                GraphRequest.Parameter(name: $0.key, value: $0.value)
            }
            let encoded = GraphRequest(method: .get, path: "", parameters: parameters, doing: "").encodedParameters
            let query = call.method == .get && !encoded.isEmpty ? "?" + encoded : ""
            var members: [(String, GraphValue)] = [
                ("method", .text(call.method.rawValue)), ("relative_url", .text(call.path + query)),
            ]
            if call.method == .post { members.append(("body", .text(encoded))) }
            return GraphValue.object(members)
        }
        let request = GraphRequest(
            method: .post,
            path: "",
            parameters: [
                .init(name: "batch", value: GraphValue.list(items).json),
                .init(name: "include_headers", value: "false"),
            ],
            account: account,
            doing: doing,
            isWrite: calls.contains { $0.method == .post }
        )
        let answer =
            request.isWrite ? try await exchange(request, priority) : try await read(request, priority)
        let results = answer.elements.map { $0 }
        guard answer.isArray, results.count == calls.count else {
            throw MetaError(
                .unreadable,
                doing: doing,
                message: "\(results.count) answers to \(calls.count) calls",
                mayHaveChanged: request.isWrite
            )
        }
        return zip(calls, results).map { Self.outcome(of: $0, $1) }
    }

    private static func outcome(of call: BatchRequest, _ result: JSON) -> BatchOutcome {
        guard result.isObject else { return .notRun }
        let status = result["code"]?.integer
        let body = result["body"]?.text ?? ""
        let isWrite = call.method == .post
        guard let json = try? JSONDocument.parse(Array(body.utf8)) else {
            return failed(
                MetaError(
                    .unreadable,
                    doing: call.doing,
                    message: "no JSON with status \(status ?? 0)",
                    httpStatus: status,
                    mayHaveChanged: isWrite
                )
            )
        }
        if let error = MetaError(answer: json, doing: call.doing, httpStatus: status, mayHaveChanged: isWrite) {
            return failed(error)
        }
        return .answered(body)
    }

    private static func failed(_ error: MetaError) -> BatchOutcome {
        error.disposition == .unknown ? .unknown(error) : .rejected(error)
    }
}
