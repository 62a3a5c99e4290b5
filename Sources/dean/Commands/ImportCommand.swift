import ArgumentParser

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take an Ads Manager export, or any CSV with a column map, into the store.",
        discussion: """
            The English headers of Ads Manager are recognised. For other files say which column is what: --map \
            spend=Cost --map ad_id=Ad, or --map FILE.yaml (manifests/import/kag.yaml shows how). Rows that are wrong \
            are kept apart with the reason; the others are read. Importing a file twice changes nothing.

            A file with a row per day is best (Ads Manager: Breakdown > By time > Day). Where a row is the sum of a \
            period, say which with --since and --until, unless the file has Reporting starts and Reporting ends.
            """
    )

    @OptionGroup var options: CommonOptions

    @Argument(help: "The CSV file, in UTF-8.")
    var file: String

    @Option(help: "FIELD=COLUMN, or a map file that ends in .yaml; may be repeated.")
    var map: [String] = []

    @Option(help: "The ad account (act_…); default: what the file says, then the first of FB_AD_ACCOUNT_ID.")
    var account: String?

    @Option(help: "The day of rows that have none (YYYY-MM-DD).")
    var date: String?

    @Option(help: "The first day that rows without a day are the sum of; with --until.")
    var since: String?

    @Option(help: "The last day that rows without a day are the sum of; with --since.")
    var until: String?

    @Option(help: "The currency, where the file does not name it (USD).")
    var currency: String?

    func run() async throws {
        try await reportingErrors {
            var job = FileImport(file: file)
            job.maps = map
            job.account = account
            job.date = date
            job.since = since
            job.until = until
            job.currency = currency
            do {
                print(try await job.run(try options.load()))
            } catch let error as ImportError {
                printError("dean: importing \(file):")
                for problem in error.problems { printError("  \(problem)") }
                throw DeanExit.usage
            }
        }
    }
}
