import CXGBoost

/// Why a booster could not be trained, read or asked.
package struct BoostError: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Code: String, Sendable {
        /// The numbers do not fit together: a shape, a label, a parameter out of range.
        case input
        /// The bytes are no model that this library reads.
        case model
        /// The library refused what should have been right.
        case library
    }

    package let code: Code
    /// What was being done, and what the library or the check said.
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }
}

/// Calls the library, silently, and turns its return code into an error with the text of `XGBGetLastError`.
///
/// The library keeps its last error and its verbosity per thread, so both are dealt with around each call.
func calling(_ doing: String, code: BoostError.Code = .library, _ call: () -> Int32) throws(BoostError) {
    XGBSetGlobalConfig(#"{"verbosity":0}"#)
    guard call() != 0 else { return }
    let said = XGBGetLastError().map { String(cString: $0) } ?? ""
    // "[20:54:29] ./src/learner.cc:792: Check failed: …", and below it the library's stack.
    let line = said.prefix { $0 != "\n" }
    let reason = line.firstRange(of: "Check failed: ").map { line[$0.lowerBound...] } ?? line
    throw BoostError(code, reason.isEmpty ? "\(doing): no reason given" : "\(doing): \(reason)")
}
