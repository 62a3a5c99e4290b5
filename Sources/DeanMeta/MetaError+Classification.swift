import DeanDomain

extension MetaError {
    /// The kind that Meta's codes stand for.
    ///
    /// Throttles come first because Meta often marks them transient too; a transient error of a write may have been
    /// applied, a throttled one was not.
    package static func kind(code: Int, subcode: Int?, isTransient: Bool) -> Kind {
        if let subcode {
            switch (code, subcode) {
            case (100, 1_487_534), (100, 1_504_018), (2, 1_504_038), (-3, 1_504_045): return .tooMuchData
            case (-2, 2_490_547): return .transient
            case (100, 33): return .gone
            default: break  // The code decides, below.
            }
            switch subcode {
            case 1_487_632: return .throttled
            case 1_885_272, 1_885_621, 1_885_650, 2_446_307, 1_487_901: return .budget
            case 1_487_056, 1_487_566, 1_885_088, 2_490_427: return .lifecycle
            default: break  // The code decides, below.
            }
        }
        switch code {
        case 4, 17, 32, 341, 613, 80_000...80_014: return .throttled
        case 190, 102: return .token
        case 10, 200...299, 294, 368: return .permission
        case 2635: return .version
        case 1, 2: return .transient
        default: break  // Meta's own word on it, then what is left.
        }
        if isTransient { return .transient }
        return code == 100 ? .invalid : .other
    }

    /// Reads Meta's `error` object; nil when the answer has none.
    init?(answer: JSON, doing: String, httpStatus: Int?, mayHaveChanged: Bool) {
        guard let error = answer["error"] else { return nil }
        self.init(error: error, doing: doing, httpStatus: httpStatus, mayHaveChanged: mayHaveChanged)
    }

    init(error: JSON, doing: String, httpStatus: Int?, mayHaveChanged: Bool) {
        let code = error["code"]?.integer
        let subcode = error["error_subcode"]?.integer
        let kind =
            code.map { Self.kind(code: $0, subcode: subcode, isTransient: error["is_transient"]?.flag ?? false) }
            ?? ((httpStatus ?? 200) >= 500 ? .transient : .other)
        let userText = [error["error_user_title"]?.text, error["error_user_msg"]?.text].compactMap { $0 }
        self.init(
            kind,
            doing: doing,
            message: error["message"]?.text ?? error.text ?? "Meta gave no message",
            code: code,
            subcode: subcode,
            trace: error["fbtrace_id"]?.text,
            userMessage: userText.isEmpty ? nil : userText.joined(separator: ": "),
            blamed: Self.blamed(error["error_data"]),
            httpStatus: httpStatus,
            mayHaveChanged: mayHaveChanged,
            retryAfter: subcode == 1_487_632 ? .hours(1) : nil
        )
    }

    /// `blame_field_specs` in `error_data`, which is an object or a string that holds one.
    private static func blamed(_ data: JSON?) -> [String] {
        guard let data else { return [] }
        if data.isString, let text = data.text {
            guard let inner = try? JSONDocument.parse(Array(text.utf8)) else { return [] }
            return inner.isString ? [] : blamed(inner)
        }
        let specs = data["blame_field_specs"]?.elements.map { spec in
            spec.isArray ? spec.elements.compactMap(\.text).joined(separator: ".") : spec.text ?? ""
        }
        return (specs ?? []).filter { !$0.isEmpty }
    }
}
