import DeanDomain
import Foundation
import Testing

@Suite struct CalendarTests {
    @Test(arguments: 0..<400)
    func daysAgreeWithTheGregorianCalendar(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let ordinal = Int.random(in: -200_000...200_000, using: &random)
        let day = AccountDay(ordinal: ordinal)
        #expect(AccountDay(iso: day.description) == day, "seed \(seed)")
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        guard ordinal > -141_000 else { return }  // before 1582 Foundation's calendar is the Julian one
        let parts = calendar.dateComponents(
            [.year, .month, .day, .weekday],
            from: Date(timeIntervalSince1970: Double(ordinal) * 86_400)
        )
        #expect(
            day.civil.year == parts.year && day.civil.month == parts.month && day.civil.day == parts.day,
            "seed \(seed)"
        )
        #expect(parts.weekday.map { ($0 + 5) % 7 } == day.weekday, "seed \(seed)")
    }

    @Test(arguments: ["2026-02-29", "2026-13-01", "2026-00-10", "26-01-01", "2026-1-1", "2026/01/01", ""])
    func impossibleDaysAreRefused(text: String) {
        #expect(AccountDay(iso: text) == nil)
    }

    @Test func daysLastTwentyThreeAndTwentyFiveHoursWhenClocksChange() throws {
        let newYork = try #require(TimeZone(identifier: "America/New_York"))
        let spring = try #require(AccountDay(iso: "2026-03-08"))
        let autumn = try #require(AccountDay(iso: "2026-11-01"))
        #expect(spring.hours(in: newYork) == 23)
        #expect(autumn.hours(in: newYork) == 25)
        #expect((spring + 1).hours(in: newYork) == 24)
    }

    @Test(arguments: ["America/New_York", "Asia/Tokyo", "Europe/Berlin", "Pacific/Auckland", "America/Havana", "UTC"])
    func everyMomentOfADayBelongsToItAndTheMomentBeforeDoesNot(zoneName: String) throws {
        let zone = try #require(TimeZone(identifier: zoneName))
        let first = try #require(AccountDay(iso: "2026-01-01"))
        for offset in 0..<366 {
            let day = first + offset
            let start = day.start(in: zone)
            #expect(AccountDay(start, in: zone) == day, "\(zoneName) \(day)")
            #expect(AccountDay(start - TimeSpan(seconds: 1), in: zone) == day - 1, "\(zoneName) \(day)")
        }
    }

    @Test(arguments: [
        ("2026-11-21T04:05:06Z", 1_795_233_906), ("2026-11-21T04:05:06", 1_795_233_906),
        ("2026-11-20T23:05:06-0500", 1_795_233_906), ("2026-11-21T05:05:06+01:00", 1_795_233_906),
        ("2026-11-21T04:05:06.789Z", 1_795_233_906), ("2026-11-21", 1_795_219_200),
    ])
    func momentsAreReadInEveryFormMetaUses(text: String, seconds: Int64) {
        #expect(Timestamp(iso: text)?.seconds == seconds)
    }

    @Test(arguments: [
        "", "yesterday", "2026-11-21T25:00:00Z", "2026-11-21T04:05", "2026-11-21T04:05:06X", "2026-11-21T04:05:06+1",
    ])
    func otherTextIsNoMoment(text: String) {
        #expect(Timestamp(iso: text) == nil)
    }

    @Test func momentsPrintAsTheyAreRead() {
        let moment = Timestamp(seconds: 1_795_233_906)
        #expect(moment.description == "2026-11-21T04:05:06Z")
        #expect(Timestamp(iso: moment.description) == moment)
    }
}
