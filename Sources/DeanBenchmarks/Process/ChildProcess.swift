import Foundation

/// A program that says in a line of its output when it is ready, and runs until it is ended.
struct ChildProcess: Sendable {
    private let process: Process
    private let output: AsyncStream<String>
    /// The line with which it said that it was ready.
    let readyLine: String
    /// From before the start to that line.
    let readyAfter: Duration

    var figures: ProcessFigures { ProcessFigures(pid: process.processIdentifier) }

    /// Starts `executable` with nothing in its environment but `environment` and what every program needs.
    static func start(
        _ executable: String,
        _ arguments: [String],
        environment: [String: String] = [:],
        readyOn mark: String
    ) async throws -> ChildProcess {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        let inherited = ProcessInfo.processInfo.environment.filter {
            ["PATH", "HOME", "LD_LIBRARY_PATH"].contains($0.key)
        }
        process.environment = inherited.merging(environment) { _, new in new }
        process.standardInput = FileHandle.nullDevice
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        let output = lines(of: pipe.fileHandleForReading)

        let start = ContinuousClock.now
        do {
            try process.run()
        } catch {
            throw BenchmarkError(.process, "starting \(executable)", cause: error)
        }
        // Its own copy would keep the pipe open after the child's end.
        try? pipe.fileHandleForWriting.close()
        var last: [String] = []
        for await line in output {
            if line.contains(mark) {
                return ChildProcess(
                    process: process,
                    output: output,
                    readyLine: line,
                    readyAfter: ContinuousClock.now - start
                )
            }
            last = last.suffix(9) + [line]
        }
        throw BenchmarkError(.process, "\(executable) ended before it was ready: \(last.joined(separator: " / "))")
    }

    /// The number behind the last colon of the line with which it said that it was ready.
    func port() throws -> Int {
        guard let port = readyLine.split(separator: ":").last.flatMap({ Int($0) }) else {
            throw BenchmarkError(.process, "expected a port at the end of \(readyLine)")
        }
        return port
    }

    /// Asks it to end and waits until it has; returns the last lines that it wrote.
    @discardableResult
    func stop() async -> [String] {
        process.terminate()
        var last: [String] = []
        for await line in output { last.append(line) }
        return last
    }

    /// Read on a thread of its own, because reading a pipe blocks; ends when the child has closed it.
    private static func lines(of handle: FileHandle) -> AsyncStream<String> {
        AsyncStream(bufferingPolicy: .bufferingNewest(100)) { lines in
            Thread.detachNewThread {
                var rest = Data()
                while case let data = handle.availableData, !data.isEmpty {
                    rest += data
                    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                        lines.yield(String(decoding: rest[rest.startIndex..<end], as: UTF8.self))
                        rest = rest[(end + 1)...]
                    }
                }
                lines.finish()
            }
        }
    }
}
