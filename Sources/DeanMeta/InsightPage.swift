package import DeanDomain

/// The rows of a query that were believed, and those that were not.
package struct InsightPage: Sendable, Hashable {
    package var rows: [InsightRow]
    package var quarantined: [QuarantinedRow]

    package init(rows: [InsightRow] = [], quarantined: [QuarantinedRow] = []) {
        self.rows = rows
        self.quarantined = quarantined
    }
}
