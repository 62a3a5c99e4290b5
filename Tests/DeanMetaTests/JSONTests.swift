import DeanDomain
import Testing

@testable import DeanMeta

@Suite struct JSONTests {
    @Test func numbersComeAsNumbersAndAsStrings() throws {
        let json = try parsed(#"{"a":"12.50","b":12.50,"c":"7","d":-3,"e":1e3,"f":"nan","g":"0x10","h":"12a"}"#)
        #expect(json["a"]?.number == 12.5)
        #expect(json["b"]?.number == 12.5)
        #expect(json["b"]?.text == "12.50")
        #expect(json["c"]?.integer == 7)
        #expect(json["d"]?.integer == -3)
        #expect(json["e"]?.number == 1000)
        for key: StaticString in ["f", "g", "h"] { #expect(json[key]?.number == nil) }
        #expect(json["a"]?.integer == nil)
    }

    @Test func longIdsKeepEveryDigit() throws {
        let json = try parsed(#"{"id":120210000000000123,"big":"99999999999999999999"}"#)
        #expect(json["id"]?.text == "120210000000000123")
        #expect(json["big"]?.integer == nil)
    }

    @Test func aNullMemberIsAbsent() throws {
        let json = try parsed(#"{"a":null,"b":{"c":null}}"#)
        #expect(json["a"] == nil)
        #expect(json["b"]?["c"] == nil)
        #expect(json.member("a") == nil)
    }

    @Test func escapesAreDecodedInKeysAndValues() throws {
        let json = try parsed(#"{"n\u0061me":"a\"b\\c\/d\n\u00e9 \ud83d\ude00 ü"}"#)
        #expect(json["name"]?.text == "a\"b\\c/d\né 😀 ü")
    }

    @Test func rawGivesAValueAsItWasSent() throws {
        let json = try parsed(#"{"t": {"geo": ["US", 1 ]} , "s":"x\n"}"#)
        #expect(json["t"]?.raw == #"{"geo": ["US", 1 ]}"#)
        #expect(json["s"]?.raw == #""x\n""#)
    }

    @Test(arguments: [
        "", "{", "[1,", #"{"a""#, #"{"a":"#, #"{"a":1"#, #""abc"#, #""abc\"#, "tru", "{}x", "[1 2]", "<html>",
        #"{a:1}"#,
    ])
    func aBrokenTextIsRefused(_ text: String) {
        #expect(throws: JSONDocument.Malformed.self) { try parsed(text) }
    }

    @Test func endlessNestingIsRefusedAndDoesNotCrash() {
        #expect(throws: JSONDocument.Malformed.self) { try parsed(String(repeating: "[", count: 100_000)) }
    }

    @Test func everyCutOfAnAnswerIsRefused() throws {
        let whole = #"{"data":[{"id":"1","x":[true,null,-1.5e2,"\u00e9"]}],"paging":{}}"#
        _ = try parsed(whole)
        for length in 0..<whole.count {
            #expect(throws: JSONDocument.Malformed.self, "cut at \(length)") {
                try parsed(String(whole.prefix(length)))
            }
        }
    }

    @Test func writtenValuesAreReadBackTheSame() throws {
        let text = "a\"b\\c\n\u{1}é😀"
        let value = GraphValue.object([("k\"", .list([.text(text), .integer(-4), .flag(true)]))])
        let list = try #require(try parsed(value.json).member("k\"")).elements.map { $0 }
        #expect(list[0].text == text)
        #expect(list[1].integer == -4)
        #expect(list[2].flag == true)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func decimalsAreTheNearestDouble(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<500 {
            let whole = Int.random(in: 0...99_999_999, using: &random)
            let places = Int.random(in: 1...9, using: &random)
            let digits = (0..<places).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined()
            let text = "\(whole).\(digits)"
            #expect(try parsed(text).number == Double(text), "seed \(seed): \(text)")
        }
    }
}
