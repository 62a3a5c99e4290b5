import DeanDomain
import DeanSandbox
import Foundation
import Synchronization
import Testing

/// Meta's own SDK as an independent client.
///
/// `DEAN_PYTHON` names a Python that has facebook_business 26.0.3.
@Suite struct GraphSDKTests {
    @Test func metasOwnSDKIsSatisfied() async throws {
        guard let python = ProcessInfo.processInfo.environment["DEAN_PYTHON"] else {
            print("skipped: set DEAN_PYTHON to a Python with facebook_business 26.0.3 to run Meta's SDK")
            return
        }
        let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Scripts/graph_sdk.py")
        try await GraphFixture.with { graph async throws in
            let (status, output) = try await run(python, [script.path, "http://127.0.0.1:\(graph.port)"])
            #expect(status == 0, "\(output)")
            #expect(output.split(separator: "\n").count { $0.hasPrefix("ok ") } > 50)
        }
    }

    /// Runs a process to its end without blocking the threads that the server needs.
    private func run(_ program: String, _ arguments: [String]) async throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        let received = Mutex(Data())
        pipe.fileHandleForReading.readabilityHandler = { handle in
            let part = handle.availableData
            received.withLock { $0.append(part) }
        }
        let status = try await withCheckedThrowingContinuation {
            (continuation: CheckedContinuation<Int32, any Error>) in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
            } catch {
                continuation.resume(throwing: error)
            }
        }
        pipe.fileHandleForReading.readabilityHandler = nil
        let rest = try pipe.fileHandleForReading.readToEnd() ?? Data()
        return (status, String(decoding: received.withLock { $0 } + rest, as: UTF8.self))
    }
}
