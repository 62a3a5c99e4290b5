import DeanDomain

/// What holds for every row of a file: account, currency, how days and numbers are written.
struct FileFacts: Sendable {
    let accountID: AccountID
    let currency: Currency
    let format: NumberFormat
    /// Rows without a day of their own are readings of this one.
    let fallbackDay: AccountDay?
    let lastDay: AccountDay
    let remarks: [String]

    init(table: CSVTable, columns: ImportColumns, options: ImportOptions) throws(ImportError) {
        var problems: [String] = []
        var remarks: [String] = []
        lastDay = AccountDay(ordinal: Int(options.readAt.seconds / 86_400)) + 1
        format = NumberFormat(amounts: table.rows.lazy.map { columns.text(.spend, in: $0) })

        let accounts = table.rows.map { columns.text(.accountID, in: $0) }.filter { !$0.isEmpty }.uniqued()
        accountID =
            accounts.first.map { AccountID($0) } ?? options.givenAccount ?? options.fallbackAccount ?? AccountID("")
        if accounts.count > 1 {
            problems.append("the file holds \(accounts.count) ad accounts, expected one; export each by itself")
        } else if let account = options.givenAccount, let found = accounts.first, account != AccountID(found) {
            problems.append("the file says account \(AccountID(found)), --account says \(account)")
        } else if accounts.isEmpty, options.givenAccount == nil, options.fallbackAccount == nil {
            problems.append("the file names no ad account; give --account act_… or set FB_AD_ACCOUNT_ID")
        }

        let inRows = table.rows.map { columns.text(.currency, in: $0) }.filter { !$0.isEmpty }
        let currencies = ([columns.spendCurrency].compactMap { $0 } + inRows).map { Currency($0) }.uniqued()
        currency = currencies.first ?? options.currency ?? .usd
        if currencies.count > 1 {
            problems.append("the file holds several currencies, \(currencies.map(\.code).joined(separator: " and "))")
        } else if let given = options.currency, let found = currencies.first, given != found {
            problems.append("the file says \(found), --currency says \(given)")
        } else if currencies.isEmpty, options.currency == nil {
            problems.append("the file names no currency; give --currency USD or the like")
        }

        let ends =
            columns.has(.ends) ? table.rows.compactMap { AccountDay(iso: columns.text(.ends, in: $0)) }.max() : nil
        fallbackDay = options.day ?? ends
        if !columns.has(.day), !columns.has(.ends), options.day == nil {
            problems.append(
                "no column for a day, expected \"Day\" or \"Reporting ends\"; name it with --map, or give --date"
            )
        }
        if !columns.has(.day), let ends {
            let starts = table.rows.compactMap { AccountDay(iso: columns.text(.starts, in: $0)) }.min() ?? ends
            if starts < ends {
                remarks.append(
                    "the file has no daily breakdown (\(starts) to \(ends)): each row counts as one reading of its period's"
                        + " last day; export with Breakdown > By time > Day for daily figures"
                )
            }
        } else if !columns.has(.day), !columns.has(.ends), let day = options.day {
            remarks.append("the file has no day: every row counts as one reading of \(day)")
        }
        self.remarks = remarks
        guard problems.isEmpty else { throw ImportError(.columns, problems) }
    }
}
