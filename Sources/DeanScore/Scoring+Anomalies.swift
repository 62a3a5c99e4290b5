import DeanAnalysis

extension Scoring {
    /// The next piece of a file, of any size; nil at its end.
    package typealias Source = () throws(ScoreError) -> [UInt8]?
    /// Where pieces of the output go.
    package typealias Sink = ([UInt8]) throws(ScoreError) -> Void

    private static let pieceSize = 1 << 16

    /// `timestamp,value` in order of time to `timestamp,value,anomaly_score,flag`.
    ///
    /// `column` names the column that holds the value; columns that are neither are passed over.
    package static func anomalies(_ input: [UInt8], column: String = "value") throws(ScoreError) -> [UInt8] {
        var piece: [UInt8]? = input
        var output: [UInt8] = []
        try anomalies(
            from: { () throws(ScoreError) in
                defer { piece = nil }
                return piece
            },
            column: column,
            to: { (part: [UInt8]) throws(ScoreError) in output += part }
        )
        return output
    }

    /// The same a piece at a time, for a file of any length: memory does not grow with the rows.
    ///
    /// Output leaves before all input is read, so whoever must not see half of it has to keep it until this returns.
    package static func anomalies(
        from source: @escaping Source,
        column: String = "value",
        to sink: Sink
    ) throws(ScoreError) {
        guard column != "timestamp" else {
            throw .usage("scoring anomalies: --column names the values, not the timestamps")
        }
        var reader = try CSVReader(source)
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
            if let part = output.take(atLeast: pieceSize) { try sink(part) }
        }
        try sink(output.bytes)
    }
}
