import ArgumentParser
import DeanScore

struct AnomaliesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "anomalies",
        abstract: "NAB's score, standard profile, of Dean and of simple charts on the labelled series under nab/.",
        discussion: """
            Dean's threshold is fixed in advance, at 0.5. "Leave a category out" chooses each category's threshold on \
            the files of the others. Errors are by bootstrap over files.
            """
    )

    @OptionGroup var folder: DataFolder

    @Flag(help: "A row for each series as well.")
    var files = false

    @Flag(help: "Dean's weights refitted without the category that is scored: a minute of CPU more.")
    var refit = false

    func run() async throws {
        let series = try LabelledSeries.all(in: folder)
        let rows = series.reduce(0) { $0 + $1.values.count }
        print("\(series.count) series, \(rows.grouped) rows, \(series.reduce(0) { $0 + $1.windows.count }) windows\n")
        let table = ResultTable(["method", "threshold 0.5", "best threshold for all", "leave a category out"])
        let start = try ProcessFigures.own.cpuTime()
        let outputs = try series.map { try Scoring.anomalies($0.bytes) }
        let time = try ProcessFigures.own.cpuTime() - start
        let dean = outputs.map { SimpleRows.split($0).rows.map { Double($0[2]) ?? .nan } }
        report("Dean", series, dean, fixed: true, to: table)
        if refit {
            table.row([
                "Dean, weights and threshold refitted without the category", "", "", shown(WeightRefit.files(series)),
            ])
        }
        report("EWMA chart (0.02), \\|z\\|/12", series, series.map { SimpleDetectors.ewma($0.values) }, to: table)
        report(
            "the same, silent after a larger score",
            series,
            series.map { SimpleDetectors.silent(SimpleDetectors.ewma($0.values)) },
            to: table
        )
        report(
            "rolling median/MAD, silent likewise",
            series,
            series.map { SimpleDetectors.silent(SimpleDetectors.rollingMedian($0.values)) },
            to: table
        )
        print("\nDean: \((time / Duration.microseconds(rows)).shown(1)) µs of CPU a row, CSV included")
        if files { byFile(series, dean) }
    }

    private func report(
        _ name: String,
        _ series: [LabelledSeries],
        _ scores: [[Double]],
        fixed: Bool = false,
        to table: ResultTable
    ) {
        let files = Array(zip(series, scores)).map { (series: $0, scores: $1) }
        let all = NABScore(files)
        let best = NABScore.normalized(raw: all.raw(threshold: all.bestThreshold()), windows: all.windows)
        let given = fixed ? shown(files.map { (NABScore([$0]), 0.5) }) : ""
        table.row([name, given, best.shown(1), shown(leaveCategoryOut(files))])
    }

    /// Each file with the threshold that is best for the files of other categories.
    private func leaveCategoryOut(
        _ files: [(series: LabelledSeries, scores: [Double])]
    ) -> [(score: NABScore, threshold: Double)] {
        let thresholds = Dictionary(
            uniqueKeysWithValues: Set(files.map(\.series.category)).map { category in
                (category, NABScore(files.filter { $0.series.category != category }).bestThreshold())
            }
        )
        return files.map { (NABScore([$0]), thresholds[$0.series.category] ?? 1) }
    }

    private func shown(_ files: [(score: NABScore, threshold: Double)]) -> String {
        let raw = files.map { $0.score.raw(threshold: $0.threshold) }
        func total(_ places: [Int]) -> Double {
            NABScore.normalized(
                raw: places.reduce(0) { $0 + raw[$1] },
                windows: places.reduce(0) { $0 + files[$1].score.windows }
            )
        }
        return total(Array(raw.indices)).shown(1, error: Bootstrap(cases: raw.count).standardError(total))
    }

    private func byFile(_ series: [LabelledSeries], _ scores: [[Double]]) {
        print("")
        let table = ResultTable(["series", "windows", "raw score at 0.5 (perfect: the number of windows)", "flags"])
        for (series, scores) in zip(series, scores) {
            let score = NABScore([(series, scores)])
            table.row([
                series.name, "\(score.windows)", score.raw(threshold: 0.5).shown(2),
                "\(scores.count { $0 >= 0.5 })",
            ])
        }
    }
}
