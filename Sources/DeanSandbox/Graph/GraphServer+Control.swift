import DeanDomain
import Foundation

/// Pages that need no token: pictures, and the controls under `/_sandbox`. The server listens on loopback only.
extension GraphServer {
    func openPage(_ path: [String], method: String, query: String?, _ body: [UInt8]) -> GraphReply? {
        switch path.first {
        case "images" where path.count == 2: return image(path[1])
        case "thumbnails" where path.count == 2: return thumbnail(path[1])
        case "_sandbox":
            let input = GraphBody.form(query ?? "")
            let json = GraphJSON(parsing: Data(body)) ?? [:]
            let control = GraphControlInput(query: input, body: json)
            do {
                return GraphReply(try self.control(path.dropFirst().joined(separator: "/"), method, control))
            } catch let error as GraphControlInput.Problem {
                return GraphReply(status: 400, ["error": .string(error.message)])
            } catch {
                return GraphReply(status: 500, ["error": .string("\(error)")])
            }
        default: return nil
        }
    }

    private func control(_ page: String, _ method: String, _ input: GraphControlInput) throws -> GraphJSON {
        switch (page, method) {
        case ("clock", "POST"):
            if let text = input.text("now") {
                guard let moment = Timestamp(iso: text) else { throw input.problem("now is not ISO 8601: \(text)") }
                clock.now = moment
            }
            if let speed = input.number("speed") { clock.speed = speed }
            if let seconds = input.number("advance_seconds") { clock.advance(by: TimeSpan(seconds: Int64(seconds))) }
            if let hours = input.number("advance_hours") { clock.advance(by: TimeSpan(seconds: Int64(hours * 3600))) }
            market.advance(to: clock.now)
            return time()
        case ("clock", _): return time()
        case ("faults", "POST"):
            faults.inject(try input.fault())
            return ["pending": .integer(Int64(faults.pending.count))]
        case ("faults", "DELETE"):
            faults.clear()
            return ["pending": 0]
        case ("faults", _):
            return ["pending": .array(faults.pending.map { .string("\($0)") })]
        case ("anomaly", "POST"):
            market.trigger(try input.anomaly(now: market.now))
            return anomalies()
        case ("anomaly", "DELETE"):
            for account in market.accounts where input.text("account").map({ $0 == account.id.rawValue }) ?? true {
                market.endAnomalies(of: account.id)
            }
            return anomalies()
        case ("anomaly", _): return anomalies()
        case ("edit", "POST"):
            let id = try input.required("id")
            let change = MarketChange(
                name: input.text("name"),
                status: input.text("status"),
                dailyBudget: input.number("daily_budget").map { Int64($0) }
            )
            guard market.edit(ObjectID(id), change) else { throw input.problem("there is no object \(id)") }
            return ["id": .string(id), "changed": .string(change.summary)]
        case ("edit", _): return edits()
        case ("people", "POST"):
            guard let allowed = input.flag("edit") else { throw input.problem("edit must be true or false") }
            market.letPeopleEdit(allowed)
            return ["edit": .bool(allowed)]
        case ("usage", "POST"):
            usage.show(percent: input.number("percent").map { Int($0) })
            return ["percent": input.number("percent").map { .integer(Int64($0)) } ?? .null]
        case ("log", "DELETE"):
            forgetRequests()
            return ["requests": []]
        case ("log", _): return ["requests": .array(requests.map(Self.json))]
        case ("truth", _): return truth(AccountID(input.text("account") ?? SandboxCredentials.dollarAccount.rawValue))
        case (_, _): throw input.problem("there is no control \(method) \(page)")
        }
    }

    private func time() -> GraphJSON { ["now": .string(clock.now.description), "speed": .number(clock.speed)] }

    private func anomalies() -> GraphJSON {
        .array(
            market.anomalies.map { anomaly in
                [
                    "kind": .string(anomaly.kind.rawValue), "account": .string(anomaly.account.rawValue),
                    "object": anomaly.object.map { .string($0.rawValue) } ?? .null,
                    "from": .string(anomaly.from.description),
                    "until": anomaly.until.map { .string($0.description) } ?? .null,
                    "strength": .number(anomaly.strength),
                ]
            }
        )
    }

    private func edits() -> GraphJSON {
        .array(
            market.edits.map { edit in
                [
                    "at": .string(edit.at.description), "by": .string(edit.by.rawValue),
                    "id": .string(edit.object.rawValue), "what": .string(edit.what),
                ]
            }
        )
    }

    private func truth(_ account: AccountID) -> GraphJSON {
        let ads: [GraphJSON] = market.truth(of: account).map { truth in
            [
                "id": .string(truth.id.rawValue), "name": .string(truth.name),
                "campaign_id": .string(truth.campaign.rawValue), "adset_id": .string(truth.adSet.rawValue),
                "click_rate": .number(truth.clickRate), "conversion_rate": .number(truth.conversionRate),
                "cost_per_conversion": truth.costPerConversion.map(GraphJSON.number) ?? .null,
                "return_on_spend": .number(truth.returnOnSpend), "spend": .integer(truth.spend),
                "conversions": .integer(Int64(truth.conversions)), "revenue": .integer(truth.revenue),
                "profit": .number(truth.profit),
            ]
        }
        return [
            "account": .string(account.rawValue), "total_profit": .number(market.totalProfit(of: account)),
            "ads": .array(ads),
        ]
    }

    private static func json(_ record: GraphRequestRecord) -> GraphJSON {
        [
            "at": .string(record.at.description), "method": .string(record.method), "path": .string(record.path),
            "version": .string(record.version), "body": .string(record.body),
            "parameters": .object(
                record.parameters.sorted { $0.key < $1.key }.map {
                    GraphJSON.Member(name: $0.key, value: .string($0.value))
                }
            ),
            "token_in_url": .bool(record.hasTokenInURL), "proof": .bool(record.hasProof),
            "fault": record.fault.map { .string("\($0)") } ?? .null, "status": .integer(Int64(record.status)),
        ]
    }

    private func image(_ hash: String) -> GraphReply {
        let bytes = market.read { state in
            state.accounts.lazy.flatMap(\.images).first { $0.hash == hash }?.bytes
        }
        guard let bytes else { return GraphReply(status: 404, ["error": "no such image"]) }
        return GraphReply(
            status: 200,
            contentType: bytes.first == 0xff ? "image/jpeg" : "image/png",
            body: bytes
        )
    }

    private func thumbnail(_ file: String) -> GraphReply {
        let id = ObjectID(String(file.prefix { $0 != "." }))
        let title: String? = market.read { state in
            guard case .creative(let index) = state.place(of: id) else { return nil }
            return state.creatives[index].title
        }
        guard let title else { return GraphReply(status: 404, ["error": "no such creative"]) }
        return GraphReply(
            status: 200,
            contentType: "image/svg+xml",
            body: Array(SandboxPicture.svg(of: id, title: title).utf8)
        )
    }
}
