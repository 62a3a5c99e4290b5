import DeanDomain

/// What a file says, ready for the store.
struct ImportedReport: Sendable, Hashable {
    var accountID: AccountID
    var snapshot: AccountSnapshot
    var rows: [InsightRow]
    var quarantined: [QuarantinedRow]
    /// Columns that were left out because Dean does not know what they mean.
    var unusedColumns: [String]
    /// What a person should know about how the file was read.
    var remarks: [String]
    /// Objects that are in the file without having been shown or charged.
    var withoutDelivery: Int
}

/// What a person says about a file that the file does not say itself.
struct ImportOptions: Sendable {
    var source: String
    var map = ColumnMap()
    /// What `--account` says; the file may not contradict it.
    var givenAccount: AccountID?
    /// The configured account, for files that name none.
    var fallbackAccount: AccountID?
    /// The days that rows without a day of their own cover.
    var period: ClosedRange<AccountDay>?
    var currency: Currency?
    var timeZoneName = "UTC"
    /// When the file was read; days after it are not believed.
    var readAt: Timestamp

    init(source: String, readAt: Timestamp) {
        self.source = source
        self.readAt = readAt
    }
}
