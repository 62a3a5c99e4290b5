import DeanDomain
import DeanSlack
import Testing

struct FormBodyTests {
    @Test(arguments: [
        ("text=a+b", "text", "a b"), ("text=a%20b%2Bc", "text", "a b+c"), ("text=%C3%A9", "text", "é"),
        ("text=%zz%4", "text", "%zz%4"), ("text=%", "text", "%"), ("text=100%&x=1", "text", "100%"),
        ("text=first&text=second", "text", "first"), ("text", "text", ""), ("text=", "text", ""),
        ("a=b=c", "a", "b=c"), ("&&text=x&&", "text", "x"), ("text=%FF", "text", "\u{FFFD}"),
        ("te%78t=x", "text", "x"), ("=x", "", "x"),
    ])
    func readsWhatBrowsersAndSlackWrite(body: String, name: String, value: String) {
        #expect(FormBody(Array(body.utf8))[name] == value)
    }

    @Test func missingAndEmptyAreToldApart() {
        let form = FormBody(Array("text=&command=%2Fdean".utf8))
        #expect(form["nothing"] == nil)
        #expect(form["text"]?.isEmpty == true)
        #expect(form.filled("text") == nil)
        #expect(form.filled("command") == "/dean")
    }

    @Test(arguments: 0..<200)
    func whatIsEncodedIsReadBack(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let name = Noise.text(&random, upTo: 8)
        let value = Noise.text(&random, upTo: 60)
        let form = FormBody(Array(FormBody.encoded([("a", "b"), (name, value)]).utf8))
        #expect(name == "a" || form[name] == value, "seed \(seed)")
    }

    @Test(arguments: 0..<300)
    func noBytesStopTheReader(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let form = FormBody(Noise.bytes(&random, upTo: 300))
        _ = form["payload"]
        #expect(form.filled("\u{0}nothing\u{0}") == nil, "seed \(seed)")
    }
}
