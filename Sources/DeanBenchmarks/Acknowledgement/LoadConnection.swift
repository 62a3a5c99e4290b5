import NIOCore

/// One keep-alive connection with at most one request on its way.
///
/// It reads of an answer just what it needs: the status, and how long the body is.
final class LoadConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let load: Load
    private var context: ChannelHandlerContext?
    private var received = ByteBuffer()
    /// When the request that is on its way was due.
    private(set) var due = NIODeadline.now()

    init(load: Load) {
        self.load = load
    }

    func send(_ request: SignedRequest, _ number: Int, due: NIODeadline) {
        guard let context else { return }
        self.due = due
        var buffer = context.channel.allocator.buffer(capacity: 8192)
        request.write(number, into: &buffer)
        context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
    }

    func close() { context?.close(promise: nil) }

    func channelActive(context: ChannelHandlerContext) {
        self.context = context
        load.opened(self)
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.context = nil
        load.lost(self)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var part = unwrapInboundIn(data)
        received.writeBuffer(&part)
        guard let (status, length) = Self.answer(in: received.readableBytesView) else { return }
        received.moveReaderIndex(forwardBy: length)
        received.discardReadBytes()
        load.answered(self, status: status)
    }

    /// Nil while the answer is not complete.
    private static func answer(in bytes: ByteBufferView) -> (status: Int, length: Int)? {
        var length = 0
        var status: Int?
        var lineStart = bytes.startIndex
        while let lineEnd = bytes[lineStart...].firstIndex(of: UInt8(ascii: "\n")) {
            let line = bytes[lineStart..<lineEnd]
            lineStart = lineEnd + 1
            if line.count <= 1 {
                guard bytes.endIndex - lineStart >= length else { return nil }
                return (status ?? 0, lineStart - bytes.startIndex + length)
            }
            if status == nil {
                status = number(line.dropFirst("HTTP/1.1 ".utf8.count).prefix(3))
            } else if isContentLength(line) {
                length = number(line.dropFirst("content-length:".utf8.count))
            }
        }
        return nil
    }

    private static func isContentLength(_ line: ByteBufferView.SubSequence) -> Bool {
        var index = line.startIndex
        for byte in "content-length:".utf8 {
            guard index < line.endIndex, line[index] | 0x20 == byte | 0x20 else { return false }
            index += 1
        }
        return true
    }

    private static func number(_ bytes: ByteBufferView.SubSequence) -> Int {
        bytes.reduce(0) { (48...57).contains($1) ? $0 * 10 + Int($1 - 48) : $0 }
    }
}
