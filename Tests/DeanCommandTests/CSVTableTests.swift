import DeanDomain
import Testing

@testable import dean

@Suite struct CSVTableTests {
    @Test(arguments: [",", ";", "\t"], ["\n", "\r\n"])
    func delimitersLineEndsAndByteOrderMarksAreRecognised(delimiter: String, lineEnd: String) throws {
        let lines = ["\u{feff}a|b|c", "1|\"x|y\"|3", "\"multi\(lineEnd)line\"|\"say \"\"hi\"\"\"|", "", "7|8|9"]
        let text = lines.joined(separator: lineEnd).replacing("|", with: delimiter)
        let table = try CSVTable(text.utf8)
        #expect(table.header == ["a", "b", "c"])
        #expect(table.malformed.isEmpty)
        #expect(
            table.rows.map(\.fields) == [
                ["1", "x\(delimiter)y", "3"], ["multi\(lineEnd)line", "say \"hi\"", ""], ["7", "8", "9"],
            ]
        )
        #expect(table.rows.map(\.line) == [2, 3, 6])
    }

    @Test func whatIsNoRecordIsKeptApartWithItsLine() throws {
        let text = "a,b\n1,2\n1,2,3\n4\n\"x\"y,2\n5,6\n\"never closed,7\n8,9"
        let table = try CSVTable(text.utf8)
        #expect(table.rows.map(\.fields) == [["1", "2"], ["5", "6"], ["8", "9"]])
        #expect(table.malformed.map(\.line) == [3, 4, 5, 7])
        #expect(table.malformed[0].reason == "3 fields, expected 2 as in the header")
        #expect(table.malformed[2].reason.hasPrefix("text after a closing quote"))
        #expect(table.malformed[3].reason == "the quote that opens on line 7 never closes")
        #expect(table.malformed[3].raw == "\"never closed,7")
    }

    @Test func anEmptyFileAndUTF16AreSaidToBeSo() {
        #expect(throws: ImportError.self) { try CSVTable([UInt8]()) }
        let error = #expect(throws: ImportError.self) { try CSVTable([0xff, 0xfe, 0x61, 0x00] as [UInt8]) }
        #expect(error?.code == .encoding)
    }

    @Test(arguments: 0..<60)
    func whateverIsQuotedComesBack(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let alphabet: [Character] = ["a", "é", "😀", "\"", ",", ";", "\t", "\n", "\r\n", " ", "'", "1"]
        let delimiter = [",", ";", "\t"].randomElement(using: &random) ?? ","
        let width = Int.random(in: 2...5, using: &random)
        let header = (0..<width).map { "h\($0)" }
        let records = (0..<Int.random(in: 1...20, using: &random)).map { _ in
            // A record of nothing but empty fields is an empty line and no record.
            ["x"]
                + (1..<width).map { _ in
                    String(
                        (0..<Int.random(in: 0...6, using: &random)).compactMap { _ in
                            alphabet.randomElement(using: &random)
                        }
                    )
                }
        }
        let text = ([header] + records)
            .map { $0.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: delimiter) }
            .joined(separator: seed % 2 == 0 ? "\n" : "\r\n")
        let table = try CSVTable(text.utf8)
        #expect(table.malformed.isEmpty, "seed \(seed)")
        #expect(table.rows.map(\.fields) == records, "seed \(seed)")
    }

    @Test(arguments: [
        ("1,234.56", "1234.56"), ("$1,234.50", "1234.50"), ("1234", "1234"), ("-3.5", "-3.5"), (".5", "0.5"),
        ("1 234.5", "1234.5"),
    ])
    func numbersWithAPointAreRead(text: String, plain: String) {
        #expect(NumberFormat(amounts: ["1.25", "3"]).plain(text) == plain)
    }

    @Test(arguments: [("1.234,56", "1234.56"), ("3,5", "3.5"), ("12", "12"), ("€ 7,00", "7.00")])
    func numbersWithACommaAreRead(text: String, plain: String) {
        #expect(NumberFormat(amounts: ["12,50", "1.234"]).plain(text) == plain)
    }

    @Test(arguments: ["", "n/a", "1,23", "1.2.3", "--1", "1e5", "12-3", "-"])
    func whatIsNoNumberIsRefused(text: String) {
        #expect(NumberFormat(amounts: ["1.25"]).plain(text) == nil)
    }

    @Test func theNearestNameIsFoundAndFarOnesAreNot() {
        #expect(nearestName(to: "Impresions", among: ["Spend", "Impressions"]) == "Impressions")
        #expect(nearestName(to: "weather", among: ["Spend", "Impressions"]) == nil)
    }
}
