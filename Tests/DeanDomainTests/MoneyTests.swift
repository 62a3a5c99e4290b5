import DeanDomain
import Testing

@Suite struct MoneyTests {
    @Test(arguments: [
        ("12.34", "USD", 1234), ("0", "USD", 0), ("0.005", "USD", 1), ("12.344", "USD", 1234), ("7", "USD", 700),
        ("-3.5", "EUR", -350), (".5", "USD", 50), ("1200", "JPY", 1200), ("1200.6", "JPY", 1201), ("99.99", "TWD", 100),
    ])
    func decimalStringsBecomeMinorUnitsByMetasOffsets(text: String, currency: String, minorUnits: Int64) {
        #expect(Money(decimal: text, currency: Currency(currency))?.minorUnits == minorUnits)
    }

    @Test(arguments: ["", ".", "1e3", "abc", "1.2.3", "1,000", "NaN", " 1", "99999999999999999999"])
    func whatIsNoPlainDecimalIsRefused(text: String) {
        #expect(Money(decimal: text, currency: .usd) == nil)
    }

    @Test func theTenCurrenciesWithoutMinorUnitsHaveOffsetOne() {
        for code in ["CLP", "COP", "CRC", "HUF", "ISK", "IDR", "JPY", "KRW", "PYG", "TWD"] {
            #expect(Currency(code).minorUnitsPerMajor == 1, "\(code)")
        }
        #expect(Currency("KWD").minorUnitsPerMajor == 100)
    }

    @Test func amountsReadAsPeopleWriteThem() {
        #expect(Money(minorUnits: 123_450, currency: .usd).description == "$1,234.50")
        #expect(Money(minorUnits: 1200, currency: Currency("JPY")).description == "¥1,200")
        #expect(Money(minorUnits: -305, currency: Currency("EUR")).description == "-€3.05")
        #expect(Money(minorUnits: 5, currency: Currency("CHF")).description == "CHF 0.05")
    }

    @Test func scalingDownNeverExceedsTheExactProduct() {
        #expect(Money(minorUnits: 999, currency: .usd).scaledDown(by: 1.2).minorUnits == 1198)
        #expect(Money(minorUnits: 1000, currency: .usd).scaledDown(by: 1.2).minorUnits == 1200)
        #expect(Money(minorUnits: 7, currency: Currency("JPY")).scaledDown(by: 1.2).minorUnits == 8)
    }
}
