import DeanAnalysis
import Testing

/// Reference values: scipy 1.17.1, `scipy.special.gammainc`, `gammaincc`, `gammaincinv`, `betainc`, `betaincinv`,
/// `scipy.stats.norm.ppf`, `2 * scipy.stats.t.sf`, `scipy.stats.poisson` and `nbinom(mean / (d - 1), 1 / d)`.
struct SpecialFunctionTests {
    @Test(arguments: [
        (0.5, 0.1, 0.34527915398142317, 0.6547208460185768),
        (1, 2, 0.8646647167633873, 0.1353352832366127),
        (3, 0.5, 0.014387677966970684, 0.9856123220330293),
        (3, 9, 0.9937678048936227, 0.006232195106377317),
        (10, 10, 0.5420702855281478, 0.4579297144718523),
        (100, 80, 0.0171083130351331, 0.9828916869648668),
        (1000, 1100, 0.9989406767460701, 0.0010593232539299773),
        (100_000, 100_300, 0.8286363112512075, 0.17136368874879243),
        (0.01, 0.001, 0.9385706525261288, 0.06142934747387101),
        (2.5, 40, 0.9999999999999991, 8.391825114831597e-16),
    ])
    func incompleteGammaAgreesWithScipy(shape: Double, x: Double, lower: Double, upper: Double) {
        #expect(close(IncompleteGamma.lower(shape: shape, x: x), lower))
        #expect(close(IncompleteGamma.upper(shape: shape, x: x), upper))
    }

    @Test(arguments: [
        (0.5, 0.05, 0.001966070000009761),
        (1, 0.5, 0.6931471805599455),
        (3, 0.999, 11.228872242412661),
        (10, 1e-06, 1.276818787864408),
        (250, 0.3, 241.47309714489376),
        (0.1, 0.2, 6.218801874682892e-08),
        (5000, 0.975, 5139.535089943795),
        (2, 0.999999999, 23.939727895037286),
    ])
    func gammaQuantilesAgreeWithScipy(shape: Double, probability: Double, x: Double) {
        #expect(close(IncompleteGamma.quantile(shape: shape, probability: probability), x))
    }

    @Test(arguments: [
        (0.5, 0.5, 0.3, 0.36901011956554536),
        (2, 3, 0.7, 0.9163),
        (10, 1, 0.95, 0.5987369392383787),
        (100, 300, 0.26, 0.6832554641591904),
        (1.3, 50, 0.001, 0.017036829528738747),
        (5000, 5100, 0.49, 0.15505519246383542),
        (30, 0.2, 0.9, 0.0032049071822387062),
    ])
    func incompleteBetaAgreesWithScipy(a: Double, b: Double, x: Double, value: Double) {
        #expect(close(IncompleteBeta.lower(a, b, x: x), value))
    }

    @Test(arguments: [
        (0.5, 0.5, 0.3, 0.2061073738537634),
        (2, 3, 0.05, 0.09761146288641434),
        (100, 300, 0.975, 0.2935306010813008),
        (1.3, 50, 0.5, 0.019469295893063215),
    ])
    func betaQuantilesAgreeWithScipy(a: Double, b: Double, probability: Double, x: Double) {
        #expect(close(IncompleteBeta.quantile(a, b, probability: probability), x))
    }

    @Test(arguments: [
        (1e-12, -7.034483825301131), (0.001, -3.090232306167813), (0.2, -0.8416212335729142), (0.5, 0.0),
        (0.9, 1.2815515655446004), (0.975, 1.959963984540054), (0.9999999, 5.199337582290661),
    ])
    func normalQuantilesAgreeWithScipy(probability: Double, z: Double) {
        #expect(abs(NormalDistribution.quantile(probability) - z) < 1e-8)
    }

    @Test(arguments: [
        (1.0, 3.0, 0.3910022189557705), (4.3, 9, 0.0019906522744612557), (-12, 10, 2.921408824769984e-07),
        (0.2, 100, 0.8418867362024508),
    ])
    func studentTailsAgreeWithScipy(t: Double, freedom: Double, tails: Double) {
        #expect(close(StudentDistribution.bothTails(t, degreesOfFreedom: freedom), tails))
    }

    @Test(arguments: [
        (10.0, 1.0, 3.0, 0.010336050675925726, 0.9972306042844884),
        (10, 2, 3, 0.046142578125, 0.980712890625),
        (40, 1.5, 20, 0.0023697957302223687, 0.9986360131912765),
        (0.7, 3, 0, 0.6807812106484504, 1.0),
        (200, 4, 260, 0.9780728930153513, 0.02356243467051115),
    ])
    func countTailsAgreeWithScipy(mean: Double, dispersion: Double, count: Double, low: Double, high: Double) {
        let distribution = CountDistribution(mean: mean, dispersion: dispersion)
        #expect(close(distribution.probability(atMost: count), low))
        #expect(close(distribution.probability(atLeast: count), high))
    }

    @Test func theEdgesOfDistributionsAreExact() {
        #expect(IncompleteGamma.lower(shape: 2, x: 0) == 0)
        #expect(IncompleteGamma.quantile(shape: 2, probability: 0) == 0)
        #expect(IncompleteGamma.quantile(shape: 2, probability: 1) == .infinity)
        #expect(IncompleteBeta.lower(2, 2, x: 1) == 1)
        #expect(CountDistribution(mean: 0).probability(atMost: 0) == 1)
        #expect(CountDistribution(mean: 0).probability(atLeast: 1) == 0)
    }
}

/// Relative agreement to 1e-8.
func close(_ value: Double, _ reference: Double, _ tolerance: Double = 1e-8) -> Bool {
    abs(value - reference) <= tolerance * max(abs(reference), 1e-300)
}
