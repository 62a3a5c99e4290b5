import Crypto
import DeanDomain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle

extension SlackServer {
    /// Adds the page and what it talks to; every request names the person that the page is used as.
    func addPage(to router: Router<BasicRequestContext>) {
        router.get("/") { _, _ in SlackServer.page }
        router.get("_ui/state") { request, _ in
            let id = request.uri.queryParameters["user"].map(String.init) ?? SlackPerson.maya.id
            return SlackServer.json(self.pageState(for: self.person(id)))
        }
        router.get("_ui/events") { _, _ in self.changes() }
        router.get("_ui/now") { _, _ in
            let writes = await self.configuration.metaWrites()
            return SlackServer.json([
                "now": .integer(self.configuration.clock.now.seconds), "writes": .array(writes.map(\.json)),
            ])
        }
        router.get("archives/:channel/:message") { _, context in
            SlackServer.permalink(
                channel: context.parameters.get("channel") ?? "",
                message: context.parameters.get("message") ?? ""
            )
        }
        router.get("files/:file") { _, context in self.file(context.parameters.get("file") ?? "") }
        add("command", to: router) { body, person in
            guard let channel = self.channel(body) else { return nil }
            return await self.command(body["text"]?.text ?? "", as: person, in: channel)
        }
        add("message", to: router) { body, person in
            guard let channel = self.channel(body) else { return nil }
            let thread = body["thread_ts"]?.text.flatMap { ts in
                self.messages(in: channel).first { $0.ts == ts }
            }
            return await self.say(body["text"]?.text ?? "", as: person, in: channel, thread: thread)
        }
        add("home", to: router) { _, person in await self.openHome(as: person) }
        add("click", to: router) { body, person in try await self.click(body, as: person) }
        add("submit", to: router) { body, person in
            try await self.submit(SlackServer.inputs(body), as: person)
        }
        add("close", to: router) { _, person in await self.closeModal(as: person) }
        router.post("_ui/control") { request, _ in
            guard let body = try await SlackServer.body(request) else { return SlackServer.json(["ok": false]) }
            guard let control = self.configuration.controls.first(where: { $0.id == body["id"]?.text }) else {
                return SlackServer.json(["ok": false, "error": "no such control"])
            }
            let said = await control.run()
            self.workspace.change { _ in }
            return SlackServer.json(["ok": true, "text": .string(said)])
        }
    }

    private func add(
        _ name: String,
        to router: Router<BasicRequestContext>,
        _ act: @escaping @Sendable (SlackJSON, SlackPerson) async throws -> SlackDelivery?
    ) {
        router.post("_ui/\(name)") { request, _ in
            guard let body = try await SlackServer.body(request) else {
                return SlackServer.json(["ok": false, "error": "expected a JSON object"], status: .badRequest)
            }
            do {
                let delivery = try await act(body, self.person(body["user"]?.text ?? ""))
                if let complaint = delivery?.complaint {
                    return SlackServer.json(["ok": false, "error": .string(complaint)])
                }
                return SlackServer.json(["ok": true])
            } catch let error as SlackSandboxError {
                return SlackServer.json(["ok": false, "error": .string(error.message)])
            }
        }
    }

    private func click(_ body: SlackJSON, as person: SlackPerson) async throws -> SlackDelivery {
        let surface: SlackSurface
        switch body["surface"]?.text {
        case "home": surface = .home
        case "modal": surface = .modal
        default:
            // Everything else is a message, which must be there.
            let ts = body["ts"]?.text ?? ""
            guard let message = workspace.read({ state in state.messages.first { $0.ts == ts } }),
                message.visibleTo == nil || message.visibleTo == person.id
            else { throw SlackSandboxError(.noSuchElement, "clicking: the message is gone") }
            surface = .message(message)
        }
        let input = body["values"]?.items.map { SlackInput($0.compactMap(\.text)) }
        return try await act(on: surface, as: person, input: input, inputs: SlackServer.inputs(body)) { element in
            element.actionID == body["action_id"]?.text && element.blockID == body["block_id"]?.text
        }
    }

    // MARK: Requests

    /// A JSON body, whose content type keeps other sites' forms out: a browser asks first, and is not answered.
    private static func body(_ request: Request) async throws -> SlackJSON? {
        guard request.headers[.contentType]?.hasPrefix("application/json") == true else { return nil }
        let bytes = try await request.body.collect(upTo: 1 << 20)
        return SlackJSON(parsing: bytes.readableBytesView).flatMap { $0.members == nil ? nil : $0 }
    }

    private static func inputs(_ body: SlackJSON) -> [String: SlackInput] {
        (body["inputs"]?.members ?? [:]).mapValues { SlackInput($0.items?.compactMap(\.text) ?? []) }
    }

    private func person(_ id: String) -> SlackPerson { workspace.read { $0.directory.person(id) } ?? .maya }

    private func channel(_ body: SlackJSON) -> SlackChannel? {
        workspace.read { $0.directory.channel(body["channel"]?.text ?? "") }
    }

    // MARK: Answers

    /// A server-sent event for every change; the page then asks for the state.
    private func changes() -> Response {
        let revisions = workspace.revisions().cancelOnGracefulShutdown()
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: ResponseBody { writer in
                for await revision in revisions {
                    try await writer.write(ByteBuffer(string: "data: {\"revision\":\(revision)}\n\n"))
                }
                try await writer.finish(nil)
            }
        )
    }

    /// Where `chat.getPermalink` leads: to the message's thread on the page.
    private static func permalink(channel: String, message: String) -> Response {
        let digits = message.drop { !$0.isNumber }
        let place = "/#/\(channel)/thread/\(digits.dropLast(6)).\(digits.suffix(6))"
        return Response(status: .seeOther, headers: [.location: place])
    }

    private func file(_ id: String) -> Response {
        guard let file = workspace.read({ $0.files[id] }), let bytes = file.bytes else {
            return SlackServer.text("no such file", status: .notFound)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: file.contentType, .contentSecurityPolicy: "default-src 'none'; sandbox",
                .xContentTypeOptions: "nosniff",
            ],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }

    /// The page, with a policy that runs its own script and no other.
    private static let page: Response = {
        let html = String(decoding: PackageResources.slack_html, as: UTF8.self)
        let script = html.split(separator: "<script>").last?.split(separator: "</script>").first ?? ""
        let digest = Data(SHA256.hash(data: Data(script.utf8))).base64EncodedString()
        let policy =
            "default-src 'none'; script-src 'sha256-\(digest)'; style-src 'unsafe-inline'; "
            + "img-src 'self' data: http: https:; media-src 'self'; connect-src 'self'; base-uri 'none'; "
            + "form-action 'none'; frame-ancestors 'none'"
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/html; charset=utf-8", .contentSecurityPolicy: policy, .cacheControl: "no-store",
                .xContentTypeOptions: "nosniff",
            ],
            body: .init(byteBuffer: ByteBuffer(string: html))
        )
    }()
}
