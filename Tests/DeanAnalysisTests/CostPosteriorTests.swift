import DeanAnalysis
import DeanDomain
import Testing

struct CostPosteriorTests {
    /// Seven events for 5,600 minor units, prior included.
    private let posterior = CostPosterior(prior: GammaPrior(shape: 2, exposure: 1600), events: 5, exposure: 4000)

    @Test func probabilitiesAndQuantilesAgreeWithScipy() {
        // scipy 1.17.1: st.invgamma(7, scale=5600) .cdf(700), .mean(), .ppf([.05, .95])
        #expect(close(posterior.probability(costAtMost: 700), 0.31337427753639774))
        #expect(close(posterior.mean ?? 0, 933.3333333333333))
        #expect(close(posterior.interval(0.9).lowerBound, 472.87729311))
        #expect(close(posterior.interval(0.9).upperBound, 1704.55460759))
    }

    @Test func theChanceOfMeetingATargetIsThePredictiveTail() {
        // scipy 1.17.1: st.nbinom.sf(ceil(3500 / 800) - 1, 7, 5600 / (5600 + 3500))
        #expect(close(posterior.probability(ofMeeting: 800, overNext: 3500), 0.4248490289476182))
    }

    @Test func anExactMultipleOfTheTargetNeedsExactlySoManyEvents() {
        let barely = posterior.probability(ofMeeting: 700, overNext: 3500)
        // One minor unit more needs a sixth event and must cost probability.
        #expect(barely > posterior.probability(ofMeeting: 700, overNext: 3501) + 0.05)
    }

    @Test func comparedWithOneOtherItAgreesWithSimulation() {
        // numpy 2.4.6, default_rng(1), 4e6 draws: mean(5600/gamma(7) <= .85 * 9000/gamma(9))
        let other = CostPosterior(prior: GammaPrior(shape: 9, exposure: 9000))
        #expect(abs(posterior.probability(atMost: 0.85, times: other) - 0.53846775) < 0.001)
        #expect(abs((posterior.probability(atMost: 0.85, timesMedianOf: [other]) ?? 0) - 0.53846775) < 0.001)
    }

    @Test func comparedWithAMedianItAgreesWithSimulation() {
        // numpy 2.4.6, default_rng(1), 4e6 draws, np.median over the others.
        var others = [(9.0, 9000.0), (4, 5000), (3, 4500)].map {
            CostPosterior(prior: GammaPrior(shape: $0.0, exposure: $0.1))
        }
        #expect(abs((posterior.probability(atMost: 0.85, timesMedianOf: others) ?? 0) - 0.7023435) < 0.002)
        others.append(CostPosterior(prior: GammaPrior(shape: 12, exposure: 9000)))
        #expect(abs((posterior.probability(atMost: 0.85, timesMedianOf: others) ?? 0) - 0.6302475) < 0.003)
        // default_rng(1), 1e6 draws: others (3, 4500) and (12, 9000).
        let two = [others[2], others[3]]
        #expect(abs((posterior.probability(atMost: 0.85, timesMedianOf: two) ?? 0) - 0.6783) < 0.003)
    }

    @Test func withoutOthersThereIsNoMedianToBeat() {
        #expect(posterior.probability(atMost: 0.85, timesMedianOf: []) == nil)
    }

    @Test func aThousandOthersAgreeWithSixty() {
        let other = CostPosterior(prior: GammaPrior(shape: 40, exposure: 40_000))
        let few = posterior.probability(atMost: 0.85, timesMedianOf: Array(repeating: other, count: 60)) ?? 0
        let many = posterior.probability(atMost: 0.85, timesMedianOf: Array(repeating: other, count: 1000)) ?? 0
        #expect(abs(few - many) < 0.02)
    }

    @Test func evidenceMovesTheCostFromThePriorToTheData() {
        let prior = GammaPrior.vague(aroundCost: 1000)
        let little = CostPosterior(prior: prior, events: 1, exposure: 500)
        let much = CostPosterior(prior: prior, events: 200, exposure: 100_000)
        #expect(abs(much.median - 500) < 20)
        #expect(little.median > much.median)
        #expect(little.interval(0.9).upperBound - little.interval(0.9).lowerBound > 500)
    }
}

struct GammaPriorTests {
    @Test func theFitAgreesWithADirectMaximisation() throws {
        // scipy 1.17.1: Nelder-Mead on the negative binomial likelihood with the log-normal hyperprior on the shape.
        let events: [Double] = [0, 3, 1, 12, 5, 0, 2, 7, 30, 4]
        let exposures: [Double] = [1000, 2500, 1800, 6000, 5200, 1500, 2600, 3000, 9000, 4100]
        let prior = try #require(
            GammaPrior.fit(zip(events, exposures).map { GammaPrior.Observation(events: $0, exposure: $1) })
        )
        #expect(close(prior.shape, 2.764958752177804, 0.01))
        #expect(close(prior.exposure, 1964.5274424895576, 0.01))
    }

    @Test(arguments: [3, 7, 11] as [UInt64])
    func aKnownPriorIsFoundAgain(seed: UInt64) throws {
        var draws = Draws(seed: seed)
        let observations = (0..<400).map { _ in
            let exposure = 2000 + draws.uniform() * 20_000
            return GammaPrior.Observation(
                events: draws.poisson(draws.gamma(4) / 4 / 1000 * exposure),
                exposure: exposure
            )
        }
        let prior = try #require(GammaPrior.fit(observations))
        #expect(prior.shape > 2.9 && prior.shape < 5.5, "seed \(seed)")
        #expect(abs(prior.exposure / prior.shape - 1000) < 80, "seed \(seed)")
    }

    @Test func withoutASingleEventNothingIsKnown() {
        #expect(GammaPrior.fit([GammaPrior.Observation(events: 0, exposure: 1000)]) == nil)
        #expect(GammaPrior.fit([]) == nil)
    }

    @Test func oneObjectAloneLeavesAPriorThatBarelyBinds() throws {
        let prior = try #require(GammaPrior.fit([GammaPrior.Observation(events: 50, exposure: 50_000)]))
        #expect(prior.shape < 5)
    }
}

struct BetaPriorTests {
    private let prior = BetaPrior(successes: 10, failures: 990)

    @Test func fewTrialsAreDrawnToTheAccountAndManyAreNot() {
        #expect(abs(prior.shrunk(successes: 5, trials: 50) - 15.0 / 1050) < 1e-12)
        #expect(abs(prior.shrunk(successes: 10_000, trials: 100_000) - 0.1) < 0.001)
    }

    @Test func theFitFindsHowDifferentAdsAre() throws {
        var draws = Draws(seed: 5)
        let different = (0..<300).map { _ -> BetaPrior.Observation in
            let share = 0.01 * draws.gamma(5) / 5
            return BetaPrior.Observation(successes: draws.poisson(share * 10_000), trials: 10_000)
        }
        let alike = (0..<300).map { _ in BetaPrior.Observation(successes: draws.poisson(100), trials: 10_000) }
        let loose = try #require(BetaPrior.fit(different))
        let tight = try #require(BetaPrior.fit(alike))
        #expect(loose.successes > 3.5 && loose.successes < 7)
        #expect(tight.successes + tight.failures > 10 * (loose.successes + loose.failures))
    }

    @Test func noTrialsOrNoSuccessesGiveNoPrior() {
        #expect(BetaPrior.fit([]) == nil)
        #expect(BetaPrior.fit([BetaPrior.Observation(successes: 0, trials: 100)]) == nil)
    }

    @Test func theIntervalHoldsTheShrunkShare() {
        let interval = prior.interval(0.9, successes: 5, trials: 50)
        #expect(interval.contains(prior.shrunk(successes: 5, trials: 50)))
    }
}
