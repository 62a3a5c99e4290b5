import DeanAnalysis
import DeanDomain

extension AccountView {
    /// What counts as fatigue, as a share: 0.2 is a fifth below the early level.
    var fatigueDrop: Double { rules.stack.fatigueDropPercent / 100 }

    /// How tired people are of each ad that was shown often enough; today is left out, because it is not over.
    func analysedFatigue() -> [ObjectID: CreativeFatigue] {
        var ids: [ObjectID] = []
        var subjects: [CreativeFatigue.Subject] = []
        for ad in snapshot.ads {
            guard let rows = evidence.daily[ad.id] else { continue }
            let subject = subject(rows, shares: goalView(ofCampaign: ad.campaignID)?.shares)
            guard subject.clicks.trials >= Double(rules.stack.minimumImpressions) else { continue }
            ids.append(ad.id)
            subjects.append(subject)
        }
        let fatigue = CreativeFatigue.analyse(subjects, drop: fatigueDrop)
        return Dictionary(zip(ids, fatigue), uniquingKeysWith: { first, _ in first })
    }

    /// Link clicks count as far as their events can have arrived; without a goal events are not judged.
    private func subject(_ rows: [DailyMetrics], shares: [Double]?) -> CreativeFatigue.Subject {
        var clicks: [RateHistory.Day] = []
        var events: [RateHistory.Day] = []
        clicks.reserveCapacity(rows.count)
        events.reserveCapacity(rows.count)
        for row in rows {
            let back = today - row.day
            guard back >= 1, back <= Self.days, row.metrics.impressions > 0 else { continue }
            clicks.append(
                RateHistory.Day(
                    day: row.day,
                    trials: Double(row.metrics.impressions),
                    successes: Double(row.metrics.clicks)
                )
            )
            guard let shares else { continue }
            events.append(
                RateHistory.Day(
                    day: row.day,
                    trials: Double(row.metrics.linkClicks) * (back < shares.count ? shares[back] : 1),
                    successes: row.metrics.events
                )
            )
        }
        return CreativeFatigue.Subject(clicks: RateHistory(clicks), events: RateHistory(events))
    }
}
