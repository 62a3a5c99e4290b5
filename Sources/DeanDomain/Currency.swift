/// An ISO 4217 currency code together with Meta's own minor-unit offset.
///
/// The offset is Meta's, not ISO 4217's: HUF, ISK and TWD have minor units on paper and none in Meta's budgets.
/// Source: Marketing API, "Currencies" table (offset 1 for the ten below, 100 for every other).
package struct Currency: Hashable, Sendable, Codable, CustomStringConvertible {
    package let code: String

    package init(_ code: String) {
        self.code = code.uppercased()
    }

    package init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(code)
    }

    package static let usd = Currency("USD")

    private static let wholeUnitCodes: Set<String> = [
        "CLP", "COP", "CRC", "HUF", "ISK", "IDR", "JPY", "KRW", "PYG", "TWD",
    ]

    /// How many minor units make one major unit in Meta's budgets: 1 or 100.
    package var minorUnitsPerMajor: Int64 { Self.wholeUnitCodes.contains(code) ? 1 : 100 }

    /// The sign people write before an amount; the code itself where there is no common one.
    package var symbol: String {
        switch code {
        case "USD": "$"
        case "EUR": "€"
        case "GBP": "£"
        case "JPY": "¥"
        default: code + " "
        }
    }

    package var description: String { code }
}
