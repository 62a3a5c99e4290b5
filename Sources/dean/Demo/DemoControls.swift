import DeanDomain
import DeanSandbox
import Foundation

/// The buttons of the demo's page: time passes, things break, people meddle.
enum DemoControls {
    static func all(graph: GraphServer, clock: SandboxClock) -> [DemoControl] {
        [
            advance("hour", "+1 hour", "Dean looks again when its slot comes", .hours(1), graph, clock),
            advance("six-hours", "+6 hours", "Conversions arrive late; see the numbers move", .hours(6), graph, clock),
            advance("day", "+1 day", "A new day: new winners, tired creatives", .days(1), graph, clock),
            DemoControl(
                id: "outage",
                label: "Break tracking",
                hint: "Purchases stop being counted while clicks go on; Dean should notice and freeze its decisions"
            ) {
                graph.market.trigger(
                    MarketAnomaly(
                        .trackingOutage,
                        account: SandboxCredentials.dollarAccount,
                        from: clock.now,
                        until: clock.now + .hours(12)
                    )
                )
                return "The pixel is silent for the next 12 hours. Let some hours pass and ask for a preview."
            },
            DemoControl(
                id: "edit",
                label: "A person edits a budget",
                hint: "Somebody changes a budget in Ads Manager; a plan made before is stale then"
            ) {
                editBudget(graph)
            },
            DemoControl(
                id: "lose-answer",
                label: "Lose Meta's next answer",
                hint: "The next write is applied and its answer never comes; Dean reads back instead of sending again"
            ) {
                graph.faults.inject(.lostAfterApplying, method: "POST")
                return "The answer to the next write will be lost after Meta applied it. Approve something."
            },
        ]
    }

    /// What Meta was asked to change, newest first.
    static func writes(_ graph: GraphServer) -> [DemoWrite] {
        graph.requests.filter { $0.method != "GET" && !$0.path.hasSuffix("/insights") }.suffix(60).reversed().map {
            request in
            let fields = request.parameters.filter { !$0.key.hasPrefix("appsecret") }
                .sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "  ")
            let outcome =
                if request.validatesOnly {
                    "checked only"
                } else if request.status == 0 {
                    "answer lost"
                } else {
                    request.status < 400 ? "done" : "refused \(request.status)"
                }
            return DemoWrite(
                at: request.at,
                method: request.method,
                path: request.path,
                summary: fields,
                outcome: outcome
            )
        }
    }

    private static func advance(
        _ id: String,
        _ label: String,
        _ hint: String,
        _ span: TimeSpan,
        _ graph: GraphServer,
        _ clock: SandboxClock
    ) -> DemoControl {
        DemoControl(id: id, label: label, hint: hint) {
            clock.advance(by: span)
            graph.market.advance(to: clock.now)
            return "It is now \(clock.now)."
        }
    }

    private static func editBudget(_ graph: GraphServer) -> String {
        let account = SandboxCredentials.dollarAccount
        let market = graph.market
        let objects = market.ids(.campaign, of: account) + market.ids(.adSet, of: account)
        let budgeted = objects.compactMap { id in market.dailyBudget(of: id).map { (id, $0) } }
        guard let (id, before) = budgeted.first(where: { market.status(of: $0.0) == "ACTIVE" }) else {
            return "There is no budget to edit."
        }
        let budget = before + before / 4
        market.edit(id, dailyBudget: budget)
        return
            "Somebody set “\(market.name(of: id) ?? id.rawValue)” to \(Money(minorUnits: budget, currency: .usd)) a day."
    }
}
