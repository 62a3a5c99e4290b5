import DeanScore
import Testing

struct ForecastScoringTests {
    static func forecast(_ text: String, horizon: Int = 3, season: Int = 7) async throws -> [String] {
        let bytes = try await Scoring.forecast([UInt8](text.utf8), horizon: horizon, season: season)
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    static func rows(_ id: String, _ times: [String], shift: Int = 0) -> String {
        times.enumerated().map { "\(id),\($1),\(($0 * 7 + shift) % 5 + 10)\n" }.joined()
    }

    @Test func timesGoOnAsTheyAreWritten() async throws {
        let text =
            "unique_id,ds,y\n" + Self.rows("n", (1...30).map { "\($0)" })
        #expect(try await Self.forecast(text).map { $0.split(separator: ",")[1] } == ["ds", "31", "32", "33"])
        let days = "unique_id,ds,y\n" + Self.rows("d", (10...28).map { "2024-02-\($0)" })
        let found = try await Self.forecast(days)
        #expect(found.dropFirst().map { $0.split(separator: ",")[1] } == ["2024-02-29", "2024-03-01", "2024-03-02"])
        let hours = "unique_id,ds,y\n" + Self.rows("h", (10...22).map { "2023-12-31T\($0):00:00Z" })
        #expect(
            try await Self.forecast(hours).dropFirst().map { $0.split(separator: ",")[1] } == [
                "2023-12-31T23:00:00Z", "2024-01-01T00:00:00Z", "2024-01-01T01:00:00Z",
            ]
        )
    }

    @Test func columnsFollowTheLevels() async throws {
        let text = [UInt8](("unique_id,ds,y\n" + Self.rows("a", (1...20).map { "\($0)" })).utf8)
        let usual = String(decoding: try await Scoring.forecast(text, horizon: 1, season: 7), as: UTF8.self)
        #expect(usual.hasPrefix("unique_id,ds,mean,lo-95,lo-80,hi-80,hi-95\n"))
        let other = String(
            decoding: try await Scoring.forecast(text, horizon: 1, season: 7, levels: [99, 50, 97.5]),
            as: UTF8.self
        )
        #expect(other.hasPrefix("unique_id,ds,mean,lo-99,lo-97.5,lo-50,hi-50,hi-97.5,hi-99\n"))
        let numbers = other.split(separator: "\n")[1].split(separator: ",").dropFirst(3).compactMap { Double($0) }
        #expect(numbers == numbers.sorted() && numbers.count == 6)
    }

    @Test func namesAndOrderOfSeriesCarryNoInformation() async throws {
        let times = (1...80).map { "\($0)" }
        let one = try await Self.forecast(
            "unique_id,ds,y\n" + Self.rows("a", times) + Self.rows("b", times, shift: 2)
        )
        let other = try await Self.forecast(
            "unique_id,ds,y\n" + Self.rows("zz", times, shift: 2) + Self.rows("\"k, k\"", times)
        )
        #expect(one[1...3].map { $0.dropFirst(1) } == other[4...6].map { $0.dropFirst(6) })
        #expect(one[4...6].map { $0.dropFirst(1) } == other[1...3].map { $0.dropFirst(2) })
    }

    @Test func leftOutStepsAreFilledAndRowsOfSeriesMayMix() async throws {
        let text = "unique_id,ds,y\na,1,5\nb,1,50\na,2,5\nb,2,50\na,4,5\nb,3,50\na,5,5\na,6,5\nb,4,50\n"
        let found = try await Self.forecast(text, horizon: 1, season: 1)
        #expect(found[1].hasPrefix("a,7,5.0,") && found[2].hasPrefix("b,5,50.0,"))
    }

    @Test func anEmptyTableGivesAHeader() async throws {
        #expect(try await Self.forecast("unique_id,ds,y\n").count == 1)
    }

    @Test(arguments: [
        ("unique_id,ds,y\na,1,2\na,1,3\n", "line 3, column ds"), ("unique_id,ds,y\na,noon,2\n", "line 2, column ds"),
        ("unique_id,ds,y\na,2024-02-30,2\n", "line 2, column ds"), ("unique_id,ds,y\na,1,x\n", "line 2, column y"),
        ("unique_id,ds,y\na,1,\n", "line 2, column y: empty"), ("unique_id,ds,y\n,1,2\n", "line 2, column unique_id"),
        ("unique_id,ds\na,1\n", "no column y"), ("unique_id,ds,y\na,1,2\nb,2024-02-03,2\n", "line 3, column ds"),
        ("unique_id,ds,y\na,1,2\na,3,2\na,5,2\na,6,2\n", "line 5, column ds"),
        ("unique_id,ds,y\na,1,2\na,2,2\na,900000000,2\n", "line 4, column ds"), ("unique_id,ds,y\na,1,2,3\n", "line 2"),
    ])
    func aWrongRowSaysWhereAndWhat(text: String, expected: String) async {
        let error = await #expect(throws: ScoreError.self) { try await Self.forecast(text) }
        #expect(error?.code == .malformed && error?.message.contains(expected) == true, "\(error?.message ?? "")")
    }

    @Test func optionsOutOfRangeAreUsageErrors() async {
        for (horizon, season, levels) in [(0, 7, [80.0]), (1, 0, [80]), (1, 7, []), (1, 7, [100]), (1, 7, [80, 80])] {
            let error = await #expect(throws: ScoreError.self) {
                try await Scoring.forecast(
                    [UInt8]("unique_id,ds,y\n".utf8),
                    horizon: horizon,
                    season: season,
                    levels: levels
                )
            }
            #expect(error?.code == .usage)
        }
    }
}
