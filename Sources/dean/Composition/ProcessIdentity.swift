import Foundation

/// A process by the machine it runs on and its number there, as leases name it: "host:123".
///
/// Containers count processes afresh each; one that has its own numbering says so behind the number, so that nobody takes
/// its process for one of theirs.
struct ProcessIdentity: Hashable, Sendable, CustomStringConvertible {
    let host: String
    let number: Int32
    /// The inode of the process's numbering on Linux; empty for the machine's own.
    let numbering: String

    static let current = ProcessIdentity(
        host: ProcessInfo.processInfo.hostName,
        number: ProcessInfo.processInfo.processIdentifier,
        numbering: currentNumbering
    )

    init(host: String, number: Int32, numbering: String) {
        self.host = host
        self.number = number
        self.numbering = numbering
    }

    init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":") else { return nil }
        let parts = text[text.index(after: colon)...].split(separator: "/", omittingEmptySubsequences: false)
        guard let number = parts.first.flatMap({ Int32($0) }), number > 0, parts.count <= 2 else { return nil }
        self.init(
            host: String(text[..<colon]),
            number: number,
            numbering: parts.count == 2 ? String(parts[1]) : ""
        )
    }

    var description: String { "\(host):\(number)" + (numbering.isEmpty ? "" : "/\(numbering)") }

    /// Whether it has surely ended, as `observer`, which has just started, can tell: it was counted like the observer, and
    /// its number is free or by now the observer's own.
    func isGone(seenBy observer: ProcessIdentity = .current) -> Bool {
        guard host == observer.host, numbering == observer.numbering else { return false }
        return number == observer.number || (kill(number, 0) == -1 && errno == ESRCH)
    }

    /// The kernel's number for the first numbering of a machine (PROC_PID_INIT_INO, linux/proc_ns.h).
    private static let machines = "4026531836"

    private static var currentNumbering: String {
        // "pid:[4026531836]"; there is no such link on other systems, and no other numbering.
        let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")
        let inode = String((link ?? "").filter(\.isNumber))
        return inode == machines ? "" : inode
    }
}
