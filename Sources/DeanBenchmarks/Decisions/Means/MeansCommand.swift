import ArgumentParser

struct MeansCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "means",
        abstract: "Forecasts of the final difference in the experiments under asos/, Dean's and others'.",
        discussion: "Errors are by bootstrap over experiments."
    )

    @OptionGroup var folder: DataFolder

    @Option(help: "The look: the share of the final units of the treatment that has been seen.")
    var share = 0.25

    func run() async throws {
        let cases = try ExperimentCase.all(in: folder, share: share)
        let experiments = Dictionary(grouping: cases.indices, by: { cases[$0].experiment })
            .sorted { $0.key < $1.key }.map(\.value)
        print("\(cases.count) cases of \(experiments.count) experiments, look at \(share.percent.shown(0)) %\n")
        let table = ResultTable([
            "method", "coverage of 90 %", "Brier of the sign", "sure calls: number, right", "interval score",
        ])
        for peer in MeansPeer.allCases {
            let said = try await peer.forecasts(cases)
            func mean(_ measure: @escaping (DifferenceForecast, ExperimentCase) -> Double) -> ([Int]) -> Double {
                { places in
                    let all = places.flatMap { experiments[$0] }
                    return all.reduce(0) { $0 + measure(said[$1], cases[$1]) } / Double(all.count)
                }
            }
            func shown(_ digits: Int, _ statistic: ([Int]) -> Double) -> String {
                statistic(Array(experiments.indices)).shown(
                    digits,
                    error: Bootstrap(cases: experiments.count).standardError(statistic)
                )
            }
            let sure = cases.indices.filter { said[$0].chanceAbove >= 0.95 || said[$0].chanceAbove <= 0.05 }
            let right = sure.count { (said[$0].chanceAbove > 0.5) == (cases[$0].difference > 0) }
            table.row([
                peer.name, shown(1, mean { $0.interval.contains($1.difference) ? 100 : 0 }),
                shown(3, mean(Self.brier)),
                sure.isEmpty ? "0" : "\(sure.count), \((Double(right) / Double(sure.count)).percent.shown(0)) %",
                shown(3, mean { $0.intervalScore(of: $1) }),
            ])
        }
    }

    private static func brier(_ said: DifferenceForecast, _ one: ExperimentCase) -> Double {
        let outcome: Double = one.difference > 0 ? 1 : one.difference < 0 ? 0 : 0.5
        return (said.chanceAbove - outcome) * (said.chanceAbove - outcome)
    }
}
