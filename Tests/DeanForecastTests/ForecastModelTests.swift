import DeanAnalysis
import Testing

/// Against other implementations' forecasts of one made-up series; see Scripts/forecast_reference.py.
struct ForecastModelTests {
    static let values = ForecastReference.values
    static let week: [Double] = [-6, -3, 0, 1, 2, 8, -2]
    static let atTheEnd = Backtest(count: 140, season: 7, horizon: 14, most: 1)

    static func largestDifference(_ one: [Double], _ other: [Double]) -> Double {
        zip(one, other).map { abs($0 - $1) }.max() ?? .infinity
    }

    static func meanDifference(_ one: [Double], _ other: [Double]) -> Double {
        zip(one, other).map { abs($0 - $1) }.reduce(0, +) / Double(one.count)
    }

    @Test func seasonalNaiveRepeatsTheLastSeason() {
        let path = SeasonalNaiveEntrant(season: 7).paths(of: Self.values, over: Self.atTheEnd).last ?? []
        #expect(Self.largestDifference(path, ForecastReference.seasonalNaive) < 1e-8)
    }

    @Test(arguments: [ExponentialSmoothing.Season.additive, .multiplicative])
    func smoothingWithGivenParametersForecastsWhatStatsmodelsDoes(season: ExponentialSmoothing.Season) {
        let model = ExponentialSmoothing(
            season: season,
            hasTrend: true,
            parameters: .init(level: 0.3, trend: 0.05, season: 0.1, damping: 0.9)
        )
        let profile = season == .additive ? Self.week : Self.week.map { 1 + $0 / 50 }
        let start = ExponentialSmoothing.State(level: 48, trend: 0.2, season: profile)
        let path = model.paths(of: Self.values, from: start, origins: [140], horizon: 14)[0]
        let reference = season == .additive ? ForecastReference.additive : ForecastReference.multiplicative
        // The library divides a multiplicative season's error by the level after the step, the book (and Dean) by the
        // one before it.
        #expect(Self.largestDifference(path, reference) < (season == .additive ? 1e-6 : 0.05))
    }

    @Test func theFormChosenByCriterionForecastsLikeAutoETS() {
        let path = ExponentialSmoothingEntrant(season: 7).paths(of: Self.values, over: Self.atTheEnd).last ?? []
        // Values run from 44 to 76; the libraries' optimisers and starts differ.
        #expect(Self.meanDifference(path, ForecastReference.automatic) < 0.6)
    }

    @Test func thetaForecastsLikeStatsforecasts() {
        let path = ThetaEntrant(season: 7, thetas: [2]).paths(of: Self.values, over: Self.atTheEnd).last ?? []
        #expect(Self.meanDifference(path, ForecastReference.theta) < 0.4)
    }

    @Test func decompositionForecastsLikeMSTL() {
        let path = DecompositionEntrant(seasons: [7]).paths(of: Self.values, over: Self.atTheEnd).last ?? []
        #expect(Self.meanDifference(path, ForecastReference.decomposition) < 1)
    }

    @Test func twoSeasonsAndAutocorrelationFollowTaylor() {
        let smoothing = SeasonalSmoothing(
            level: 0.2,
            trend: 0.1,
            season: 0.15,
            longSeason: 0.1,
            damping: 0.95,
            autocorrelation: 0.4
        )
        let long = (0..<14).map { ForecastModelTests.sine(Double($0)) }
        let start = SeasonalStart(level: 50, trend: 0, season: Self.week, longSeason: long)
        let path = smoothing.paths(of: Self.values, start: start, bound: .infinity, from: [140], horizon: 14)[0]
        #expect(Self.largestDifference(path, ForecastReference.doubleSeasonal) < 1e-6)
    }

    @Test func aWildValueBendsForecastsNoFurtherThanTheBound() {
        let smoothing = SeasonalSmoothing(level: 0.5, season: 0)
        let start = SeasonalStart(level: 10, trend: 0, season: [0])
        let path = smoothing.paths(of: [10, 10, 1e9], start: start, bound: 2, from: [3], horizon: 1)[0]
        #expect(path == [11])
    }

    @Test func weightsFallWithTheErrorAndAddUpToOne() {
        let weights = ForecastCombination.weights([1, 2, .infinity])
        #expect(abs(weights.reduce(0, +) - 1) < 1e-12)
        #expect(weights[0] > 0.99 && weights[1] > 0 && weights[2] == 0)
        #expect(ForecastCombination.weights([.infinity, .infinity]) == [0.5, 0.5])
        #expect(ForecastCombination.weights([0, 1, 0]) == [0.5, 0, 0.5])
    }

    @Test func errorsCountOnlyWhatHadComeByTheOrigin() {
        let backtest = Backtest(count: 40, season: 2, horizon: 8)
        let values = (0..<40).map { Double($0) }
        let paths = backtest.origins.map { origin in (0..<8).map { Double(origin + $0) + 1 } }
        let errors = backtest.errors(of: paths, values: values)
        #expect(errors[0] == .infinity)
        #expect(errors.dropFirst().allSatisfy { $0 == 1 })
        // A wrong path from the second origin is not seen there.
        var wrong = paths
        wrong[1] = wrong[1].map { $0 + 100 }
        #expect(backtest.errors(of: wrong, values: values)[1] == 1)
        #expect(backtest.errors(of: wrong, values: values)[2] > 1)
    }

    private static func sine(_ value: Double) -> Double {
        // The Taylor series is exact enough here, and needs no library.
        let turned = value.remainder(dividingBy: 2 * Double.pi)
        var (term, sum) = (turned, turned)
        for k in 1...12 {
            term *= -turned * turned / Double(2 * k * (2 * k + 1))
            sum += term
        }
        return sum
    }
}
