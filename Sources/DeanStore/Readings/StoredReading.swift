package import DeanDomain

/// That something was read, and how it went.
package struct StoredReading: Sendable, Hashable {
    package enum Status: String, Sendable {
        case ok
        case failed
        /// Nothing came back where rows were due.
        case empty
    }

    package var what: ReadingGap.Reading
    package var status: Status
    package var reason: String?
    package var rows: Int
    package var at: Timestamp

    init(_ row: StoreRow) throws {
        what = try row.raw("what")
        status = try row.raw("status")
        reason = try row.optionalText("reason")
        rows = try row.number("row_count")
        at = try row.time("read_at")
    }
}
