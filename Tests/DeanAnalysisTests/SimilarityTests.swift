import DeanAnalysis
import Foundation
import Testing

struct SimilarityTests {
    private static let themes = [
        "warm winter jackets made of recycled down for cold mornings",
        "noise cancelling headphones for long flights and quiet work",
        "organic coffee beans roasted this week and shipped fresh",
        "yoga mats with grip that lasts for every practice at home",
    ]

    /// Sixty creatives of four themes; a theme's cost is its own where `themed`, else drawn without regard to it.
    private func known(seed: UInt64, themed: Bool) -> [NeighbourPrior.Known] {
        var draws = Draws(seed: seed)
        return (0..<60).map { index in
            let theme = index % 4
            let level = themed ? [0.4, 0.8, 1.3, 2.5][theme] : draws.logNormal(0.6)
            let words = Self.themes[theme].split(separator: " ").filter { _ in draws.uniform() < 0.8 }
            let exposure = 5000.0
            return NeighbourPrior.Known(
                text: CreativeText(["Ad \(index)", words.joined(separator: " ")]),
                observation: GammaPrior.Observation(events: draws.poisson(exposure / 500 / level), exposure: exposure)
            )
        }
    }

    private func prior(_ known: [NeighbourPrior.Known]) throws -> GammaPrior {
        try #require(GammaPrior.fit(known.map(\.observation)))
    }

    @Test(arguments: [UInt64(1), 2, 3])
    func whatResemblesWinnersIsExpectedToBeCheaper(seed: UInt64) throws {
        let known = known(seed: seed, themed: true)
        let own = NeighbourPrior(known, prior: try prior(known))
        #expect(own.isValid)
        let cheap = own.expectation(CreativeText([Self.themes[0] + " new"]))
        let dear = own.expectation(CreativeText([Self.themes[3] + " new"]))
        #expect(cheap.costRatio < 0.8 && dear.costRatio > 1.25)
        #expect(own.prior(cheap).exposure < own.prior(dear).exposure)
        #expect(cheap.neighbours.allSatisfy { $0.index % 4 == 0 })
    }

    @Test(arguments: UInt64(1)...8)
    func whereTextForetellsNothingTheAccountsPriorStays(seed: UInt64) throws {
        let known = known(seed: seed, themed: false)
        let plain = try prior(known)
        let own = NeighbourPrior(known, prior: plain)
        #expect(!own.isValid)
        #expect(own.prior(own.expectation(known[0].text, excluding: 0)) == plain)
    }

    @Test func aTextThatResemblesNothingIsExpectedToBeUsual() throws {
        let known = known(seed: 1, themed: true)
        let own = NeighbourPrior(known, prior: try prior(known))
        let strange = own.expectation(CreativeText(["zanahoria"]))
        #expect(strange.neighbours.isEmpty && strange.costRatio == 1)
        #expect(own.expectation(CreativeText([nil])).neighbours.isEmpty)
    }

    @Test func attributesAreReadFromTheWording() {
        #expect(CreativeText(["Save 20 % today"]).attributes == ["number", "offer", "urgency"])
        #expect(CreativeText(["Tired of cold feet?"]).attributes == ["question"])
        #expect(CreativeText(["", nil]).attributes.isEmpty)
    }

    @Test func fewKnownCreativesValidateNothing() throws {
        let known = Array(known(seed: 1, themed: true).prefix(8))
        #expect(!NeighbourPrior(known, prior: try prior(known)).isValid)
    }
}
