import DeanBot
import DeanDomain
import HTTPTypes
import Hummingbird
import NIOCore

/// Liveness, readiness with a line per dependency, and Prometheus text.
struct HealthRoutes<Context: RequestContext>: Sendable {
    let bot: Bot

    func register(on router: Router<Context>) {
        router.get("/healthz") { _, _ in plain("ok\n") }
        router.get("/readyz") { _, _ in
            let readiness = await bot.readiness()
            return plain(readiness.text, status: readiness.isReady ? .ok : .serviceUnavailable)
        }
        router.get("/metrics") { _, _ in
            do {
                return plain(try await bot.metricsText(), type: "text/plain; version=0.0.4; charset=utf-8")
            } catch {
                return plain("the store is not available\n", status: .serviceUnavailable)
            }
        }
    }

    private func plain(
        _ text: String,
        status: HTTPResponse.Status = .ok,
        type: String = "text/plain; charset=utf-8"
    ) -> Response {
        Response(
            status: status,
            headers: [.contentType: type],
            body: .init(byteBuffer: ByteBuffer(string: text))
        )
    }
}
