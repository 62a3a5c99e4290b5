import NIOCore
import NIOPosix
import Synchronization

/// A Meta that takes every connection and answers nothing.
final class StalledMeta: Sendable {
    private let channel: any Channel
    private let requests: Asked
    let port: Int

    private init(channel: any Channel, requests: Asked) {
        self.channel = channel
        self.requests = requests
        port = channel.localAddress?.port ?? 0
    }

    static func start() async throws -> StalledMeta {
        let requests = Asked()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 256)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Swallow(requests: requests))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return StalledMeta(channel: channel, requests: requests)
    }

    /// Whether anybody waits for it.
    var wasAsked: Bool { requests.any.withLock { $0 } }

    func stop() async throws { try await channel.close().get() }

    private final class Asked: Sendable {
        let any = Mutex(false)
    }

    private final class Swallow: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let requests: Asked

        init(requests: Asked) {
            self.requests = requests
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) { requests.any.withLock { $0 = true } }
    }
}
