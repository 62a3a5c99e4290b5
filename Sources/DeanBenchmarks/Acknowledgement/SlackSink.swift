import NIOCore
import NIOHTTP1
import NIOPosix

/// A Slack that agrees to everything at once and remembers nothing.
final class SlackSink: Sendable {
    private let channel: any Channel
    let port: Int

    private init(channel: any Channel) {
        self.channel = channel
        port = channel.localAddress?.port ?? 0
    }

    static func start() async throws -> SlackSink {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 256)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Agree())
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return SlackSink(channel: channel)
    }

    func stop() async throws { try await channel.close().get() }

    private final class Agree: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private static let answer = ByteBuffer(
            string: #"{"ok":true,"channel":"C0ADS000001","ts":"1767225600.000100","view":{"id":"V1","hash":"1"}}"#
        )
        private static let head = HTTPResponseHead(
            version: .http1_1,
            status: .ok,
            headers: ["Content-Type": "application/json", "Content-Length": "\(answer.readableBytes)"]
        )

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard case .end = unwrapInboundIn(data) else { return }
            context.write(wrapOutboundOut(.head(Self.head)), promise: nil)
            context.write(wrapOutboundOut(.body(.byteBuffer(Self.answer))), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
    }
}
