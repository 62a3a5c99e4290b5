/// The world that a market starts from.
///
/// Money is in major units of each account's currency.
package struct MarketScenario: Sendable {
    package var accounts: [AccountScenario]
    /// Complete account days that lie behind the start.
    package var historyDays = 35
    /// Hours simulated at a time where whole days lie behind: 1, or 24 for very many ads.
    package var stride = 1
    /// Whether simulated people now and then change a budget or pause something.
    package var peopleEdit = true

    package init(accounts: [AccountScenario], historyDays: Int = 35, stride: Int = 1, peopleEdit: Bool = true) {
        self.accounts = accounts
        self.historyDays = historyDays
        self.stride = stride
        self.peopleEdit = peopleEdit
    }
}
