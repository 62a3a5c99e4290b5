/// What can go wrong in the store.
///
/// `code` is what callers branch on.
package struct StoreError: Error, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        /// The database cannot be reached, is busy or full. The same call may succeed later.
        case unavailable
        /// Somebody else was first: the row exists, or is not in the state that the call expects.
        case conflict
        /// A value that the schema does not allow, or a reference to a row that does not exist.
        case constraint
        /// A change that the rules of the domain do not allow.
        case notAllowed = "not_allowed"
        /// What is stored cannot be read.
        case corrupt
        /// The database was written by a newer version of the program.
        case schemaTooNew = "schema_too_new"
        /// The statement itself was refused: a defect of the program, or a schema that was changed by hand.
        case rejected
    }

    package let code: Code
    package let message: String
    package let cause: (any Error)?

    package init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// Whether the same call may be made again later with hope.
    package var isTransient: Bool { code == .unavailable }

    package var description: String { message }

    func during(_ doing: String) -> StoreError { StoreError(code, "\(doing): \(message)", cause: cause) }
}
