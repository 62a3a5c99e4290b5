package import DeanDomain

extension SlackServer {
    /// A request as Slack would sign it; another secret or time makes one that the app must refuse.
    package func signed(
        path: String,
        contentType: String,
        body: [UInt8],
        with secret: Secret? = nil,
        at moment: Timestamp? = nil
    ) -> SlackRequest {
        let timestamp = String((moment ?? configuration.clock.now).seconds)
        let signature = SlackSignature.sign(body, at: timestamp, with: secret ?? configuration.signingSecret)
        return SlackRequest(
            path: path,
            headers: [
                "Content-Type": contentType, "X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": signature,
                "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            ],
            body: body
        )
    }

    /// Sends a request to the app and waits for its acknowledgement, three seconds at most.
    @discardableResult
    package func send(_ request: SlackRequest) async -> SlackDelivery {
        let delivery = await attempt(request)
        workspace.change { $0.deliveries.append(delivery) }
        return delivery
    }

    private func attempt(_ request: SlackRequest) async -> SlackDelivery {
        let start = configuration.uptime()
        func delivery(
            _ outcome: SlackDelivery.Outcome,
            body: [UInt8] = [],
            headers: [String: String] = [:]
        ) -> SlackDelivery {
            SlackDelivery(
                request: request,
                outcome: outcome,
                body: body,
                headers: headers,
                took: configuration.uptime() - start
            )
        }
        guard let appURL = workspace.read(\.appURL) else { return delivery(.unreachable) }
        do {
            let answer = try await SlackExchange.post(
                to: appURL + request.path,
                headers: request.headers,
                body: request.body,
                within: configuration.acknowledgement
            )
            let outcome = answer.status == 200 ? SlackDelivery.Outcome.acknowledged : .status(answer.status)
            return delivery(outcome, body: answer.body, headers: answer.headers)
        } catch {
            return delivery(error == .timedOut ? .timedOut : .unreachable)
        }
    }

    /// Sends an event; where it is not acknowledged, tries again at once, after a minute and after five more.
    @discardableResult
    package func deliver(event: SlackJSON) async -> SlackDelivery {
        let (payload, now) = workspace.change { state -> (SlackJSON, Timestamp) in
            let now = moment.now
            return (SlackPayload.event(event, id: state.identifier("Ev"), at: now), now)
        }
        let request = signed(
            path: "/slack/events",
            contentType: "application/json",
            body: Array(payload.serialized.utf8),
            at: now
        )
        let first = await send(request)
        if first.outcome != .acknowledged { later { await self.retry(first) } }
        return first
    }

    private func retry(_ first: SlackDelivery) async {
        var last = first
        for (number, pause) in [Duration.zero, .seconds(60), .seconds(300)].enumerated() {
            if last.headers["x-slack-no-retry"] == "1" { return }
            do { try await configuration.pause(pause) } catch { return }
            var request = signed(path: first.request.path, contentType: "application/json", body: first.request.body)
            request.headers["X-Slack-Retry-Num"] = String(number + 1)
            request.headers["X-Slack-Retry-Reason"] = last.retryReason
            last = await send(request)
            if last.outcome == .acknowledged { return }
        }
    }

    /// The handshake that Slack makes when the events' address is set.
    package func verifyURL(challenge: String) async -> SlackDelivery {
        let body: SlackJSON = ["type": "url_verification", "token": "sandbox", "challenge": .string(challenge)]
        return await send(
            signed(path: "/slack/events", contentType: "application/json", body: Array(body.serialized.utf8))
        )
    }

    func interact(_ payload: SlackJSON) async -> SlackDelivery {
        let body = SlackForm.encode([("payload", payload.serialized)])
        return await send(
            signed(
                path: "/slack/interactions",
                contentType: "application/x-www-form-urlencoded",
                body: Array(body.utf8)
            )
        )
    }
}
