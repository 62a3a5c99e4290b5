import DeanDomain
import Testing

@Suite struct SpellingTests {
    @Test(
        arguments: [
            ("", "", 0), ("stop", "stop", 0), ("stpo", "stop", 2), ("kitten", "sitting", 3), ("", "abc", 3),
            ("abc", "", 3), ("flaw", "lawn", 2),
        ]
    )
    func aDistanceIsTheFewestInsertionsRemovalsAndSwapsOfOneCharacter(left: String, right: String, distance: Int) {
        #expect(Spelling.distance(left, right) == distance)
        #expect(Spelling.distance(right, left) == distance)
    }

    @Test func theNearestIsTheOneWithTheFewestMistypingsOrNobody() {
        let words = ["status", "start", "stop"]
        #expect(Spelling.nearest(to: "Statsu", among: words, most: 2) == "status")
        #expect(Spelling.nearest(to: "weather", among: words, most: 2) == nil)
        #expect(Spelling.nearest(to: "sto", among: words, most: 2) == "stop")
    }

    @Test func whatIsFarTooLongCostsNoMoreThanAHundredCharacters() {
        #expect(Spelling.distance(String(repeating: "x", count: 100_000), "stop") == 100)
    }
}
