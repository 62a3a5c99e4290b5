import DeanAnalysis

extension Scoring {
    /// `timestamp,value` in order of time to `timestamp,value,anomaly_score,flag`.
    ///
    /// `column` names the column that holds the value; columns that are neither are passed over.
    package static func anomalies(_ input: [UInt8], column: String = "value") throws(ScoreError) -> [UInt8] {
        var reader = try CSVReader(input)
        guard column != "timestamp" else {
            throw .usage("scoring anomalies: --column names the values, not the timestamps")
        }
        let columns = try CSVColumns(reader.header, required: ["timestamp", column], strict: false)
        var detector = AnomalyDetector()
        var output = CSVWriter(header: "timestamp,value,anomaly_score,flag")
        while let record = try reader.next() {
            let stamp = columns.text("timestamp", of: record)
            guard let seconds = TimeOfDay.seconds(stamp) else {
                throw .malformed(
                    line: record.line,
                    column: "timestamp",
                    "\"\(stamp)\" is not a time; expected 2026-11-21 04:23:00, ISO 8601 or a number of seconds"
                )
            }
            let score = detector.score(try columns.number(column, of: record), secondsOfDay: seconds)
            output.field(stamp)
            output.field(columns.text(column, of: record))
            output.field(score.value)
            output.field(score.isFlagged ? "1" : "0")
            output.endRow()
        }
        return output.bytes
    }
}
