package import DeanDomain

/// What Meta says of the token.
package struct TokenFacts: Sendable, Hashable {
    package var isValid: Bool
    package var ownerName: String?
    /// Granted permissions, for example "ads_management".
    package var permissions: [String]
    /// Nil for a token that does not expire, and where Meta did not say (`expiryIsKnown`).
    package var expiresAt: Timestamp?
    package var expiryIsKnown: Bool

    package init(
        isValid: Bool,
        ownerName: String?,
        permissions: [String],
        expiresAt: Timestamp?,
        expiryIsKnown: Bool
    ) {
        self.isValid = isValid
        self.ownerName = ownerName
        self.permissions = permissions
        self.expiresAt = expiresAt
        self.expiryIsKnown = expiryIsKnown
    }
}
