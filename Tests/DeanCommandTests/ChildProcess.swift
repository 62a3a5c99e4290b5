import Foundation
import Testing

/// The built `dean` in a process of its own, as a person or systemd starts it.
final class ChildProcess: Sendable {
    struct Ended: Sendable {
        let code: Int32
        let output: String
    }

    private let process: Process
    private let output: AsyncStream<String>
    /// The lines up to the one that the start waited for, that one included.
    let firstLines: [String]

    private init(_ process: Process, _ output: AsyncStream<String>, _ firstLines: [String]) {
        self.process = process
        self.output = output
        self.firstLines = firstLines
    }

    /// The binary that was built together with these tests; it lies beside them.
    static var dean: URL {
        URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
            .deletingLastPathComponent().appendingPathComponent("dean")
    }

    /// Starts `dean` with nothing in its environment but `environment`, and waits for the line that contains `mark`.
    static func start(
        _ arguments: [String],
        environment: [String: String] = [:],
        readyOn mark: String
    ) async throws -> ChildProcess {
        let (process, output) = try launch(arguments, environment)
        var lines: [String] = []
        for await line in output {
            lines.append(line)
            if line.contains(mark) { return ChildProcess(process, output, lines) }
        }
        process.waitUntilExit()
        throw Failure("dean \(arguments.joined(separator: " ")) ended before it was ready: \(lines)")
    }

    /// Runs `dean` to its end.
    static func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> Ended {
        let (process, output) = try launch(arguments, environment)
        var lines: [String] = []
        for await line in output { lines.append(line) }
        process.waitUntilExit()
        return Ended(code: process.terminationStatus, output: lines.joined(separator: "\n"))
    }

    /// What follows `name=` in one of the first lines.
    func value(_ name: String) throws -> String {
        let line = try #require(firstLines.first { $0.hasPrefix(name + "=") }, "\(firstLines)")
        return String(line.dropFirst(name.count + 1))
    }

    /// Ends it as the kernel does when memory is short: nothing of it runs any more.
    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    func signal(_ signal: Int32) { Foundation.kill(process.processIdentifier, signal) }

    /// Its exit code and the lines since it was ready, once it has ended.
    func ended() async -> Ended {
        var lines: [String] = []
        for await line in output { lines.append(line) }
        process.waitUntilExit()
        return Ended(code: process.terminationStatus, output: lines.joined(separator: "\n"))
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String

        init(_ description: String) {
            self.description = description
        }
    }

    private static func launch(
        _ arguments: [String],
        _ environment: [String: String]
    ) throws -> (Process, AsyncStream<String>) {
        let process = Process()
        process.executableURL = dean
        process.arguments = arguments
        let inherited = ProcessInfo.processInfo.environment.filter {
            ["PATH", "HOME", "LD_LIBRARY_PATH"].contains($0.key)
        }
        process.environment = inherited.merging(environment) { _, new in new }
        process.standardInput = FileHandle.nullDevice
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        // Its own copy would keep the pipe open after the child's end.
        try? pipe.fileHandleForWriting.close()
        return (process, lines(of: pipe.fileHandleForReading))
    }

    /// Read on a thread of its own, because reading a pipe blocks; ends when the child has closed it.
    private static func lines(of handle: FileHandle) -> AsyncStream<String> {
        AsyncStream { lines in
            Thread.detachNewThread {
                var rest = Data()
                while case let data = handle.availableData, !data.isEmpty {
                    rest += data
                    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                        lines.yield(String(decoding: rest[rest.startIndex..<end], as: UTF8.self))
                        rest = rest[(end + 1)...]
                    }
                }
                if !rest.isEmpty { lines.yield(String(decoding: rest, as: UTF8.self)) }
                lines.finish()
            }
        }
    }
}
