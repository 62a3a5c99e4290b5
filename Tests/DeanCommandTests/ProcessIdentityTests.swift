import Foundation
import Testing

@testable import dean

@Suite struct ProcessIdentityTests {
    @Test func itIsReadBackAsItWasWritten() {
        for process in [
            ProcessIdentity(host: "dean-0", number: 12, numbering: ""),
            ProcessIdentity(host: "fe80::1", number: 1, numbering: "4026532001"), .current,
        ] {
            #expect(ProcessIdentity(process.description) == process)
        }
        for text in ["", "host", "host:", "host:x", "host:-1", "host:0", "host:1/2/3", "test:1a"] {
            #expect(ProcessIdentity(text) == nil, "\(text)")
        }
    }

    @Test func aProcessThatEndedIsGoneAndOneThatRunsIsNot() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/cat")
        process.standardInput = Pipe()
        try process.run()
        var other = ProcessIdentity.current
        other = ProcessIdentity(host: other.host, number: process.processIdentifier, numbering: other.numbering)
        #expect(!other.isGone())
        // Not SIGTERM, which a child may have inherited as blocked.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        #expect(other.isGone())
    }

    /// Who starts with the number of an earlier process knows that the earlier one is gone.
    @Test func onesOwnNumberBelongsToAnEarlierProcess() {
        #expect(ProcessIdentity.current.isGone())
    }

    @Test func nothingIsSaidOfAnotherMachineOrAnotherContainer() {
        let here = ProcessIdentity(host: "dean-0", number: 7, numbering: "1")
        #expect(!ProcessIdentity(host: "dean-1", number: 7, numbering: "1").isGone(seenBy: here))
        #expect(!ProcessIdentity(host: "dean-0", number: 7, numbering: "2").isGone(seenBy: here))
        #expect(ProcessIdentity(host: "dean-0", number: 7, numbering: "1").isGone(seenBy: here))
    }
}
