import DeanAnalysis
import DeanDomain
import Testing

struct RecurrentNetworkTests {
    static func sequence(_ random: inout SeededRandom, length: Int, inputs: Int) -> [[Double]] {
        (0..<length).map { _ in (0..<inputs).map { _ in Double.random(in: -1..<1, using: &random) } }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func gradientsAreThoseThatDifferencesShow(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let network = RecurrentNetwork(inputs: 3, hidden: 4, using: &random)
        let sequence = Self.sequence(&random, length: 6, inputs: 3)
        let gradient = network.gradient(sequence).gradient
        let step = 1e-5
        for index in network.weights.indices {
            var (up, down) = (network, network)
            up.weights[index] += step
            down.weights[index] -= step
            let slope = (up.gradient(sequence).loss - down.gradient(sequence).loss) / (2 * step)
            #expect(abs(slope - gradient[index]) < 1e-8 + 1e-5 * abs(slope), "seed \(seed), weight \(index)")
        }
    }

    @Test func itLearnsWhatOneStepSaysOfTheNext() {
        var random = SeededRandom(seed: 5)
        var network = RecurrentNetwork(inputs: 2, hidden: 8, using: &random)
        // Signs alternate: the next input is the negative of this one.
        let sequences = (0..<300).map { _ in
            let first = Self.sequence(&random, length: 1, inputs: 2)[0]
            return (0..<8).map { place in first.map { place % 2 == 0 ? $0 : -$0 } }
        }
        let before = network.gradient(sequences[0]).loss
        network.train(on: sequences, rate: 0.02)
        #expect(network.gradient(sequences[0]).loss < 0.2 * before)
    }

    @Test func itsPathsUseNothingAfterTheOrigin() throws {
        var random = SeededRandom(seed: 8)
        let values = ForecastTournamentTests.simulated(&random, count: 210)
        let backtest = Backtest(count: 210, season: 7, horizon: 14)
        let end = backtest.origins[0]
        var other = SeededRandom(seed: 1)
        let entrant = try #require(RecurrentEntrant(season: 7, trainedOn: [(values, end)], using: &other))
        var changed = values
        for index in end..<210 { changed[index] += 1000 }
        #expect(entrant.paths(of: values, over: backtest)[0] == entrant.paths(of: changed, over: backtest)[0])
        #expect(entrant.paths(of: values, over: backtest)[1] != entrant.paths(of: changed, over: backtest)[1])
    }
}
