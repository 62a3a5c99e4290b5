import DeanAnalysis
import DeanDomain

/// What creatives resemble, and what that lets expect of those that are new.
struct Resemblance {
    /// The goals' best known creatives; the rest would only cost time.
    private static let mostKnown = 300
    /// Creatives of live ads whose neighbours are looked for.
    private static let mostDescribed = 2000

    private struct Library {
        let prior: NeighbourPrior
        let known: [ObjectID]
        let places: [ObjectID: Int]
    }

    private var libraries: [GoalKey: Library] = [:]
    private var priors: [GoalKey: [ObjectID: GammaPrior]] = [:]
    private(set) var profiles: [CreativeProfile] = []

    init() {}

    init(_ view: AccountView) {
        let texts = Dictionary(
            view.snapshot.creatives.map { ($0.id, CreativeText([$0.name, $0.title, $0.body])) },
            uniquingKeysWith: { first, _ in first }
        )
        var seen: [GoalKey: [ObjectID: GammaPrior.Observation]] = [:]
        var sums: [ObjectID: Metrics] = [:]
        var goalOf: [ObjectID: GoalKey] = [:]
        for ad in view.snapshot.ads {
            guard let creative = ad.creativeID, texts[creative] != nil,
                let goal = view.goalView(ofCampaign: ad.campaignID)
            else { continue }
            if ad.status == .active { goalOf[creative] = goal.goal.key }
            let own = goal.observation(rows: view.rows(ofAd: ad.id), days: 28, today: view.today)
            guard own.exposure > 0 else { continue }
            let before = seen[goal.goal.key]?[creative] ?? GammaPrior.Observation(events: 0, exposure: 0)
            seen[goal.goal.key, default: [:]][creative] = GammaPrior.Observation(
                events: before.events + own.events,
                exposure: before.exposure + own.exposure
            )
            sums[creative, default: .zero] += view.sum(ofAd: ad.id, days: 28)
        }
        for (key, observations) in seen {
            guard let prior = view.goals[key]?.adPrior else { continue }
            let known = observations.sorted { ($0.value.exposure, $1.key) > ($1.value.exposure, $0.key) }
                .prefix(Self.mostKnown)
            libraries[key] = Library(
                prior: NeighbourPrior(
                    known.map { NeighbourPrior.Known(text: texts[$0.key] ?? CreativeText([]), observation: $0.value) },
                    prior: prior
                ),
                known: known.map(\.key),
                places: Dictionary(known.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
            )
        }
        describe(goalOf, texts, sums)
    }

    /// The prior of a creative's cost where its neighbours foretell it; nil where the account's own is as good.
    func prior(of creative: ObjectID?, goal: GoalKey) -> GammaPrior? { creative.flatMap { priors[goal]?[$0] } }

    private mutating func describe(
        _ goalOf: [ObjectID: GoalKey],
        _ texts: [ObjectID: CreativeText],
        _ sums: [ObjectID: Metrics]
    ) {
        let busiest = goalOf.sorted { left, right in
            (sums[left.key]?.spend ?? .max, right.key) > (sums[right.key]?.spend ?? .max, left.key)
        }.prefix(Self.mostDescribed)
        for (creative, goal) in busiest {
            guard let text = texts[creative] else { continue }
            let library = libraries[goal]
            let expectation = library?.prior.expectation(text, excluding: library?.places[creative])
            let isValid = library?.prior.isValid ?? false
            if isValid, let library, let expectation, !expectation.neighbours.isEmpty {
                priors[goal, default: [:]][creative] = library.prior.prior(expectation)
            }
            profiles.append(
                CreativeProfile(
                    creativeID: creative,
                    format: sums[creative].flatMap(Self.format),
                    attributes: text.attributes,
                    neighbours: (expectation?.neighbours ?? []).compactMap { neighbour in
                        library.map {
                            CreativeProfile.Neighbour(
                                creativeID: $0.known[neighbour.index],
                                similarity: neighbour.similarity
                            )
                        }
                    },
                    expectedCostRatio: isValid ? expectation?.costRatio : nil
                )
            )
        }
        profiles.sort { $0.creativeID < $1.creativeID }
    }

    /// Told by what was counted: only videos have thruplays, and a thousand showings of one bring some.
    private static func format(_ sum: Metrics) -> String? {
        if sum.thruplays > 0 { return "video" }
        return sum.impressions >= 1000 ? "picture" : nil
    }
}

extension AccountView {
    /// What is believed of an ad's cost before its own numbers are seen.
    func adPrior(of ad: Ad, _ goal: GoalView) -> GammaPrior? {
        resemblance.prior(of: ad.creativeID, goal: goal.goal.key) ?? goal.adPrior
    }
}
