import DeanAnalysis
import Foundation
import Testing

@testable import DeanScore

struct ScoringTests {
    static func lines(_ bytes: [UInt8]) -> [String] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    static func winners(_ text: String) async throws -> [String] {
        lines(try await Scoring.winners([UInt8](text.utf8)))
    }

    static func problem(_ score: () async throws -> [UInt8]) async -> String {
        do {
            _ = try await score()
            return ""
        } catch { return "\(error)" }
    }

    static let counts = """
        test_id,arm_id,impressions,clicks,remaining
        a,1,2629,68,3000
        a,2,2539,49,3000
        "b, or so",1,500,5,10
        "b, or so",2,500,7,10
        "b, or so",3,500,1,10

        """

    @Test func countsGiveARowForEachArmInOrder() async throws {
        let lines = try await Self.winners(Self.counts)
        #expect(lines[0] == "test_id,arm_id,p_best,expected_loss,decision")
        #expect(lines.count == 6)
        #expect(lines[3].hasPrefix("\"b, or so\",1,"))
        let chances = lines.dropFirst().prefix(2).compactMap { Double($0.split(separator: ",")[2]) }
        #expect(abs(chances.reduce(0, +) - 1) < 1e-9)
        #expect(chances[0] > chances[1])
    }

    @Test func namesAndOrderOfTestsCarryNoInformation() async throws {
        let rows = Self.counts.split(separator: "\n").dropFirst()
        let turned = Array(rows.suffix(3) + rows.prefix(2)).joined(separator: "\n")
            .replacingOccurrences(of: "\"b, or so\"", with: "zz").replacingOccurrences(of: "a,", with: "0,")
        let forth = try await Self.winners(Self.counts).dropFirst()
        let back = try await Self.winners("test_id,arm_id,impressions,clicks,remaining\n\(turned)\n").dropFirst()
        func numbers(_ lines: some Sequence<String>) -> [[Double]] {
            lines.map { $0.split(separator: ",").suffix(3).prefix(2).compactMap { Double($0) } }
        }
        for (one, other) in zip(numbers(forth), numbers(back.suffix(2) + back.prefix(3))) {
            for (left, right) in zip(one, other) { #expect(abs(left - right) < 1e-12) }
        }
    }

    @Test func meansGiveTheDifferenceToTheFirstArm() async throws {
        let lines = try await Self.winners(
            """
            test_id,arm_id,n,mean,variance,step,remaining
            x,control,1000,1.00,1.2,1,8000
            x,new,1000,1.10,1.2,1,8000
            x,control,2000,1.02,1.2,2,7000
            x,new,2000,1.09,1.2,2,7000

            """
        )
        #expect(lines[0] == "test_id,arm_id,p_best,expected_loss,decision,diff,lo-90,hi-90,p_above")
        #expect(lines.count == 3)
        #expect(lines[1].hasPrefix("x,control,") && lines[1].hasSuffix(",,,,"))
        let numbers = lines[2].split(separator: ",").suffix(4).compactMap { Double($0) }
        #expect(numbers[1] < numbers[0] && numbers[0] < numbers[2])
        #expect(numbers[3] > 0.5 && numbers[3] < 1)
    }

    @Test func policySharesTheStepAfterTheLast() throws {
        let lines = Self.lines(
            try Scoring.policy(
                [UInt8](
                    """
                    test_id,step,arm_id,pulls,rewards,remaining
                    t,0,a,0,0,2000
                    t,0,b,0,0,2000
                    t,1,a,50,3,1900
                    t,1,b,50,1,1900
                    u,0,a,0,0,500
                    u,0,b,0,0,500

                    """.utf8
                )
            )
        )
        #expect(lines[0] == "test_id,step,arm_id,share")
        #expect(lines.count == 5)
        #expect(lines[3] == "u,0,a,0.5")
        let shares = lines[1...2].compactMap { Double($0.split(separator: ",")[3]) }
        #expect(lines[1].hasPrefix("t,1,a,"))
        #expect(abs(shares.reduce(0, +) - 1) < 1e-12 && shares[0] > 0.5)
    }

    @Test func anomaliesKeepTimesAndValuesAsWritten() throws {
        let text = "extra,timestamp,cpu\nq,2014-04-01 00:00:00,20.0\nq,2014-04-01 00:05:00,1e2\n"
        let lines = Self.lines(try Scoring.anomalies([UInt8](text.utf8), column: "cpu"))
        #expect(
            lines == [
                "timestamp,value,anomaly_score,flag", "2014-04-01 00:00:00,20.0,0.0,0", "2014-04-01 00:05:00,1e2,0.0,0",
            ]
        )
    }

    @Test func anEmptyTableGivesAHeader() async throws {
        #expect(try await Self.winners("test_id,arm_id,impressions,clicks\n").count == 1)
        #expect(try await Self.winners("test_id,arm_id,n,mean,variance,step,remaining\n").count == 1)
        #expect(Self.lines(try Scoring.anomalies([UInt8]("timestamp,value\n".utf8))).count == 1)
    }

    @Test(arguments: [
        ("test_id,arm_id,impressions,clicks\na,1,5,6\n", "line 2, column clicks"),
        ("test_id,arm_id,impressions,clicks\na,1,5,1\nb,1,5,1\na,2,5,1\n", "line 4, column test_id"),
        ("test_id,arm_id,impressions,clicks\na,1,5,1\na,1,5,1\n", "line 3, column arm_id"),
        ("test_id,arm_id,impressions,clicks\na,1,5.5,1\n", "line 2, column impressions"),
        ("test_id,arm_id,impressions,clicks\na,1,,1\n", "line 2, column impressions: empty"),
        ("test_id,arm_id,impressions,clicks\n,1,5,1\n", "line 2, column test_id"),
        ("test_id,arm_id,impressions,clicks,remainig\na,1,5,1,9\n", "unknown column remainig"),
        ("test_id,arm_id,impressions\na,1,5\n", "no column clicks"), ("test_id,arm_id\n", "neither counts nor means"),
        ("test_id,arm_id,n,mean,variance,step,remaining\na,1,5,1,1,2,9\na,1,4,1,1,3,9\n", "line 3, column n"),
        ("test_id,arm_id,n,mean,variance,step,remaining\na,1,5,1,1,2,9\na,1,6,1,1,2,9\n", "line 3, column step"),
        ("test_id,arm_id,n,mean,variance,step,remaining\na,1,5,1,-1,2,9\n", "line 2, column variance"),
    ])
    func aWrongRowSaysWhereAndWhat(text: String, expected: String) async {
        let problem = await Self.problem { try await Scoring.winners([UInt8](text.utf8)) }
        #expect(problem.contains(expected), "\(problem)")
    }

    @Test(arguments: [
        ("t,0,a,1,2,5\n", "line 2, column rewards"), ("t,1,a,1,1,5\nt,0,a,1,1,5\n", "line 3, column step"),
        ("t,1,a,1,1,5\nt,1,a,1,1,5\n", "line 3, column arm_id"),
        ("t,1,a,1,1,5\nt,1,b,1,1,6\n", "line 3, column remaining"),
    ])
    func aWrongStepSaysWhereAndWhat(rows: String, expected: String) async {
        let text = "test_id,step,arm_id,pulls,rewards,remaining\n" + rows
        let problem = await Self.problem { try Scoring.policy([UInt8](text.utf8)) }
        #expect(problem.contains(expected), "\(problem)")
    }

    @Test func aWrongTimeOrValueSaysWhereAndWhat() async {
        let time = await Self.problem { try Scoring.anomalies([UInt8]("timestamp,value\nnoon,1\n".utf8)) }
        #expect(time.contains("line 2, column timestamp"))
        let value = await Self.problem { try Scoring.anomalies([UInt8]("timestamp,value\n5,nan\n".utf8)) }
        #expect(value.contains("line 2, column value"))
    }

    /// Rows of a wave with a spike, with times that are neither regular nor always in order.
    static func series(_ rows: Int) -> [String] {
        (0..<rows).map { row in
            let value = 50 + 20 * sin(Double(row) / 7) + (row == 330 ? 300 : 0)
            return "\(1_400_000_000 + row * 300 + row % 7 * 411),\(value)"
        }
    }

    @Test func aFileCutAtSixtyPercentScoresAlike() throws {
        let rows = Self.series(400)
        func scored(_ rows: some Sequence<String>) throws -> [String] {
            Self.lines(try Scoring.anomalies([UInt8](("timestamp,value\n" + rows.joined(separator: "\n")).utf8)))
        }
        let all = try scored(rows)
        #expect(all.contains { $0.hasSuffix(",1") })
        #expect(try Array(all.prefix(241)) == scored(rows.prefix(240)))
    }

    @Test func piecesOfAFileScoreAsTheWholeDoes() throws {
        // Long numbers, so that few rows make several pieces of output.
        let zeros = String(repeating: "0", count: 1000)
        let rows = Self.series(150).map { "\($0)\(zeros)" }
        let bytes = [UInt8](("timestamp,value\n" + rows.joined(separator: "\n")).utf8)
        var rest = bytes[...]
        var output: [UInt8] = []
        var pieces = 0
        try Scoring.anomalies(
            from: { () throws(ScoreError) in
                let piece = rest.prefix(1000)
                rest = rest.dropFirst(1000)
                return piece.isEmpty ? nil : Array(piece)
            },
            to: { (piece: [UInt8]) throws(ScoreError) in
                output += piece
                pieces += 1
            }
        )
        #expect(try output == Scoring.anomalies(bytes))
        #expect(pieces > 1)
    }

    @Test(arguments: [
        (String(repeating: "5,7\n", count: 150), 0), (String(repeating: "5,0\n5,1e308\n5,-1e308\n", count: 60), nil),
        (String(repeating: "5,1e-300\n5,2e-300\n", count: 60), nil), ("5,3\n", 0),
    ])
    func anySeriesGetsScoresBetweenNothingAndOne(rows: String, flags: Int?) throws {
        let lines = Self.lines(try Scoring.anomalies([UInt8](("timestamp,value\n" + rows).utf8))).dropFirst()
        #expect(lines.allSatisfy { Double($0.split(separator: ",")[2]).map { (0...1).contains($0) } ?? false })
        if let flags { #expect(lines.count { $0.hasSuffix(",1") } == flags) }
    }

    /// Tests as small, as large and as uneven as files hold them.
    @Test(arguments: [
        "a,1,0,0,5\na,2,0,0,5\n", "a,1,3,0,5\na,2,2,0,5\n", "a,1,3,3,0\na,2,2,2,0\n",
        "a,1,1000000000,20000000,9000000000\na,2,1000000000,20001000,9000000000\na,3,0,0,9\n",
        (0..<50).map { "a,\($0),\(100 + $0),\($0 % 5),1000\n" }.joined(), "a,1,7,3,9\n",
    ])
    func chancesOfAnyTestAddUpToOne(rows: String) async throws {
        for withRest in [true, false] {
            let body = rows.split(separator: "\n").map { row in
                withRest ? String(row) : row.split(separator: ",").dropLast().joined(separator: ",")
            }
            let header = "test_id,arm_id,impressions,clicks" + (withRest ? ",remaining" : "")
            let lines = try await Self.winners(([header] + body).joined(separator: "\n"))
            let numbers = lines.dropFirst().map {
                $0.split(separator: ",").dropFirst(2).prefix(2).compactMap { Double($0) }
            }
            #expect(numbers.count == body.count)
            #expect(abs(numbers.reduce(0) { $0 + $1[0] } - 1) < 1e-9)
            #expect(numbers.allSatisfy { (0...1).contains($0[0]) && $0[1] >= 0 && $0[1].isFinite })
        }
    }

    @Test func furtherColumnsDoNotChangeChances() async throws {
        let plain = try await Self.winners("test_id,arm_id,impressions,clicks\na,1,500,9\na,2,480,5\n")
        let more = try await Self.winners(
            "test_id,arm_id,impressions,clicks,spend,conversions,value\na,1,500,9,3.5,1,\na,2,480,5,3.25,0,12.5\n"
        )
        #expect(plain == more)
    }

    @Test(arguments: [
        "t,0,a,0,0,0\n", "t,3,a,1000000000,30000000,5\nt,3,b,1,0,5\n", "t,1,a,5,0,95\nt,1,b,5,0,95\n",
        "t,1,a,5,5,0\nt,1,b,5,5,0\n", (0..<50).map { "t,2,\($0),\($0),0,40\n" }.joined(),
    ])
    func sharesOfAnyTestAddUpToOne(rows: String) throws {
        let text = "test_id,step,arm_id,pulls,rewards,remaining\n" + rows
        let shares = Self.lines(try Scoring.policy([UInt8](text.utf8))).dropFirst().map {
            Double($0.split(separator: ",")[3]) ?? .nan
        }
        #expect(abs(shares.reduce(0, +) - 1) < 1e-9 && shares.allSatisfy { (0...1).contains($0) })
    }

    @Test func meansOfAnySizeGiveFiniteNumbers() async throws {
        let lines = try await Self.winners(
            """
            test_id,arm_id,n,mean,variance,step,remaining
            x,a,1,0,0,0,0
            x,b,1,0,0,0,0
            y,a,1000000000,1e-9,1e-9,0.5,9000000000
            y,b,1000000000,2e-9,1e-9,0.5,9000000000
            y,c,2,-5,1e9,0.5,0
            z,a,5,1,1,1,7

            """
        )
        for line in lines.dropFirst() {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            for place in [2, 3, 5, 6, 7, 8] where !fields[place].isEmpty {
                #expect(Double(fields[place])?.isFinite == true, "\(line)")
            }
        }
    }
}
