package import DeanDomain

/// What became of one write.
package enum WriteOutcome: Sendable, Hashable {
    /// Meta said that it was applied; the object that it made or changed.
    case applied(ObjectID?)
    /// Meta checked it and changed nothing.
    case validated
    /// Nothing was changed.
    case rejected(MetaError)
    /// It may have been applied: read back before anything else. Of a dry run: Meta could not check it.
    case unknown(MetaError)

    init(_ error: MetaError) {
        switch error.disposition {
        case .unknown: self = .unknown(error)
        case .retry, .giveUp: self = .rejected(error)
        }
    }
}
