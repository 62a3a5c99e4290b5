import DeanDomain

/// What holds for every row of a file: account, currency, how days and numbers are written.
struct FileFacts: Sendable {
    let accountID: AccountID
    let currency: Currency
    let format: NumberFormat
    let period: FilePeriod
    let lastDay: AccountDay

    init(table: CSVTable, columns: ImportColumns, options: ImportOptions) throws(ImportError) {
        var problems: [String] = []
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

        period = FilePeriod(
            table: table,
            columns: columns,
            given: options.period,
            newest: lastDay,
            problems: &problems
        )
        guard problems.isEmpty else { throw ImportError(.columns, problems) }
    }
}
