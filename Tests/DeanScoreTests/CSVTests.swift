import DeanAnalysis
import DeanDomain
import Foundation
import Testing

@testable import DeanScore

struct CSVTests {
    static func rows(_ text: String) throws -> [[String]] {
        var reader = try CSVReader([UInt8](text.utf8))
        var rows = [reader.header]
        while let record = try reader.next() { rows.append(record.fields) }
        return rows
    }

    static func problem(_ bytes: [UInt8]) -> String {
        do {
            var reader = try CSVReader(bytes)
            while try reader.next() != nil {}
            return ""
        } catch { return error.message }
    }

    @Test func quotesMarksAndLineEndsAreRead() throws {
        let text = "\u{feff}a,b\r\n\"x, \"\"y\"\"\nz\",2\r\n,\"\"\r\n"
        #expect(try Self.rows(text) == [["a", "b"], ["x, \"y\"\nz", "2"], ["", ""]])
        #expect(try Self.rows("a\n1\n\n\n") == [["a"], ["1"]])
        #expect(try Self.rows("a,b\n1,") == [["a", "b"], ["1", ""]])
    }

    @Test(arguments: [
        ("", "line 1"), ("a,a\n", "twice"), ("a,b\n1\n", "line 2: 1 fields"),
        ("a\n1\n\n2\n", "line 3: the line is empty"),
        ("a\n\"1\n", "line 2: a quoted field is never closed"), ("a\n1\"2\n", "line 2: a quotation mark"),
        ("a\n\"1\"2\n", "line 2: text after"), ("a\n\"x\ny\"\n1,2\n", "line 4: 2 fields"),
    ])
    func aBrokenFileSaysWhere(text: String, expected: String) {
        #expect(Self.problem([UInt8](text.utf8)).contains(expected))
    }

    /// Where a piece ends makes no difference: neither to what is read nor to what is said of a broken file.
    @Test(arguments: [
        "\u{feff}a,b\r\n\"x, \"\"y\"\"\nz\",2\r\nüß,\"\"\r\n\r\n\n", "a,b\n1,2\n\n3,4\n", "a,b\n1,\"2\n3,4\n",
        "a\n1\"2\n3\n", "", "a",
    ])
    func piecesOfAnySizeReadAlike(text: String) throws {
        func outcome(_ reader: () throws(ScoreError) -> CSVReader) -> String {
            do {
                var reader = try reader()
                var rows = [reader.header.description]
                while let record = try reader.next() { rows.append("\(record.line) \(record.fields)") }
                return rows.joined(separator: "\n")
            } catch { return "\(error)" }
        }
        let bytes = [UInt8](text.utf8)
        let whole = outcome { () throws(ScoreError) in try CSVReader(bytes) }
        for size in 1...7 {
            var rest = bytes[...]
            let pieces = outcome { () throws(ScoreError) in
                try CSVReader { () throws(ScoreError) in
                    let piece = rest.prefix(size)
                    rest = rest.dropFirst(size)
                    return piece.isEmpty ? nil : Array(piece)
                }
            }
            #expect(pieces == whole, "pieces of \(size)")
        }
    }

    @Test func textThatIsNotUTF8SaysWhere() {
        #expect(Self.problem([97, 10, 49, 10, 0xff, 10]).contains("line 3: the text is not UTF-8"))
    }

    @Test(arguments: [UInt64(1), 2])
    func numbersAreReadToTheLastDigit(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<5000 {
            let value =
                Double.random(in: -1e6...1e6, using: &random) * pow(10, Double.random(in: -12...12, using: &random))
            #expect(CSVColumns.decimal("\(value)") == value, "seed \(seed)")
            let short = (value * 100).rounded() / 100
            if abs(short) < 1e12 {
                #expect(CSVColumns.decimal(String(format: "%.2f", short)) == Double(String(format: "%.2f", short)))
            }
        }
        for text in ["1", "-0.5", "+2", ".5", "5.", "1e3", "1E-3", "12345678901234567890"] {
            #expect(CSVColumns.decimal(text) == Double(text == "5." ? "5" : text), "\(text)")
        }
        for text in ["", ".", "-", "nan", "inf", "0x10", "1,5", " 1", "1 ", "1e999", "--1", "1.2.3"] {
            #expect(CSVColumns.decimal(text) == nil, "\(text)")
        }
    }

    @Test func timesOfDayAreReadAsWritten() {
        for (text, seconds) in [
            ("2014-04-01 00:05:00", 300), ("2014-04-01T23:59:59.123456+02:00", 86_399), ("2014-04-01", 0),
            ("2014-04-01T01:00Z", 3600), ("86700", 300), ("1400000100000", 1_400_000_100 % 86_400), ("-60", 86_340),
        ] {
            #expect(TimeOfDay.seconds(text) == seconds, "\(text)")
        }
        for text in [
            "", "yesterday", "2014-13-01", "2014-04-01 25:00:00", "2014-04-01 10:00:00 CET", "2014-04-01 1:00",
        ] {
            #expect(TimeOfDay.seconds(text) == nil, "\(text)")
        }
    }
}
