import ArgumentParser
import DeanAnalysis
import DeanDomain
import Foundation

/// How many tired creatives are found within a week, and how many fresh ones are called tired meanwhile.
///
/// Both are counted alike: a creative is called tired when it is on any of seven daily looks running. A look knows the
/// days until then and nothing of what comes. Standard errors are over accounts (seeds), not over creatives.
struct FatigueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fatigue",
        abstract:
            "Recall of an injected drop of the click rate within 7 days, and false alarms, by size of the creative."
    )

    @Option(help: "The first seed. Seeds below 2000 were looked at while the method was made.")
    var firstSeed: UInt64 = 100_000

    @Option(help: "Simulated accounts of each kind.")
    var accounts = 200

    @Option(help: "The injected drop, as a share.")
    var drop = 0.2

    mutating func run() async throws {
        let shapes = [
            SimulatedAccount.Shape(name: "daily noise 10 %"),
            SimulatedAccount.Shape(name: "daily noise 5 %", noise: 0.05),
            SimulatedAccount.Shape(name: "daily noise 20 %", noise: 0.2),
            SimulatedAccount.Shape(name: "ten creatives only", creatives: 10),
            SimulatedAccount.Shape(name: "noise that wanders, 0.3 a day", memory: 0.3),
            SimulatedAccount.Shape(name: "noise that wanders, 0.6 a day", memory: 0.6),
        ]
        let sizes = SimulatedAccount.sizes.map { "\(Int($0))" }.joined(separator: ", ")
        print(
            "| account | false alarms in a week | on one look | recall by clicks a day (\(sizes)) | told the day and the noise |"
        )
        print("|---|---|---|---|---|")
        for shape in shapes { print(result(of: shape)) }
    }

    private func result(of shape: SimulatedAccount.Shape) -> String {
        var alarms = Tally()
        var looks = Tally()
        var found = Array(repeating: Tally(), count: SimulatedAccount.sizes.count)
        var possible = found.map { _ in (sum: 0.0, count: 0) }
        for seed in firstSeed..<(firstSeed + UInt64(accounts)) {
            let account = SimulatedAccount(shape, drop: drop, seed: seed)
            var called = Set<Int>()
            var single = (called: 0, all: 0)
            for day in 21..<SimulatedAccount.days {
                let histories = account.known(on: day)
                let rates = AccountRates(histories)
                for (index, creative) in account.creatives.enumerated() {
                    guard (creative.watchedFrom..<(creative.watchedFrom + 7)).contains(day) else { continue }
                    let tired = DropScan(rates.effective(histories[index])).isTired(drop: 0.2)
                    if tired { called.insert(index) }
                    guard !creative.drops else { continue }
                    single.all += 1
                    if tired { single.called += 1 }
                }
            }
            let fresh = account.creatives.indices.filter { !account.creatives[$0].drops }
            alarms.add(fresh.count { called.contains($0) }, of: fresh.count)
            looks.add(single.called, of: single.all)
            for size in found.indices {
                let own = account.creatives.indices.filter {
                    account.creatives[$0].drops && account.creatives[$0].size == size
                }
                found[size].add(own.count { called.contains($0) }, of: own.count)
                for index in own {
                    possible[size].sum += mostPossible(account.creatives[index])
                    possible[size].count += 1
                }
            }
        }
        let recall = found.map(\.words).joined(separator: ", ")
        let bound = possible.map { String(format: "%.0f", 100 * $0.sum / Double(max(1, $0.count))) }
            .joined(separator: ", ")
        return "| \(shape.name) | \(alarms.words) % | \(looks.words) % | \(recall) % | \(bound) % |"
    }

    /// The recall of a test of the same level that is told the day of the drop, the noise and the account's moves, and
    /// looks once, after seven days.
    private func mostPossible(_ creative: SimulatedAccount.Creative) -> Double {
        let before = Double(min(28, creative.watchedFrom))
        let deviation = (creative.dayVariance * (1 / 7.0 + 1 / before)).squareRoot()
        return NormalDistribution.cumulative(-log1p(-drop) / deviation - 1.6449)
    }
}

/// A share over accounts, with the standard error that the accounts' differences give it.
private struct Tally {
    private var parts: [(hits: Double, all: Double)] = []

    mutating func add(_ hits: Int, of all: Int) { parts.append((Double(hits), Double(all))) }

    /// Percent: "4.1 ± 0.3".
    var words: String {
        let all = parts.reduce(0) { $0 + $1.all }
        guard all > 0 else { return "none" }
        let share = parts.reduce(0) { $0 + $1.hits } / all
        // Linearised variance of a ratio of sums over accounts.
        let squares = parts.reduce(0.0) { $0 + ($1.hits - share * $1.all) * ($1.hits - share * $1.all) }
        return String(format: "%.1f ± %.1f", 100 * share, 100 * squares.squareRoot() / all)
    }
}
