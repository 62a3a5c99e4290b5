import DeanDomain
import Testing

@testable import DeanMeta

@Suite struct PagingTests {
    let first = GraphRequest.get("act_1/ads", ["fields": "id,name", "limit": "200"], doing: "reading ads")

    private func page(_ next: String) throws -> JSON { try parsed(#"{"data":[],"paging":{"next":"\#(next)"}}"#) }

    @Test func credentialsInANextURLAreDropped() throws {
        let link = "https://elsewhere.example/v26.0/1/ads?access_token=EAAB&appsecret_proof=ff&limit=200&after=QVFI%3D"
        let next = try #require(Paging.next(after: first, page: try page(link)))
        #expect(next.path == "act_1/ads")
        #expect(next.parameters.map(\.name).sorted() == ["after", "fields", "limit"])
        #expect(next.encodedParameters == "fields=id%2Cname&limit=200&after=QVFI%3D")
    }

    @Test func encodedNamesOfCredentialsAreDroppedToo() throws {
        let next = try #require(Paging.next(after: first, page: try page("/x?%61ccess_token=EAAB&after=a")))
        #expect(!next.encodedParameters.contains("EAAB"))
    }

    @Test func onlyAnAbsentNextEndsAnEdge() throws {
        let cursors = try parsed(#"{"data":[],"paging":{"cursors":{"before":"a","after":"b"}}}"#)
        #expect(Paging.next(after: first, page: cursors) == nil)
        #expect(Paging.next(after: first, page: try parsed(#"{"data":[]}"#)) == nil)
        #expect(Paging.next(after: first, page: try page("https://h/p?after=b")) != nil)
    }

    @Test func everyByteSurvivesTheEncoding() {
        let text = "a b+c&d=e/é😀%[dean:1]\n"
        #expect(PercentCoding.decode(PercentCoding.encode(text)[...]) == text)
        #expect(PercentCoding.encode("a+b c") == "a%2Bb%20c")
    }

    /// RFC 4231, test case 2.
    @Test func theProofIsTheHexHMACOfTheToken() {
        let proof = SecretProof.make(secret: Secret("Jefe"), token: Secret("what do ya want for nothing?"))
        #expect(proof == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    }
}
