import Foundation

/// What Linux counts for a process.
struct ProcessFigures {
    private let directory: String

    init(pid: Int32) {
        directory = "/proc/\(pid)"
    }

    static let own = ProcessFigures(pid: getpid())

    /// User and system time of all threads so far, in steps of the kernel's tick (10 ms).
    func cpuTime() throws -> Duration {
        let stat = try text("stat")
        // The name of the program, in brackets, may hold blanks: count from behind it (proc_pid_stat(5)).
        let fields = stat[(stat.lastIndex(of: ")") ?? stat.startIndex)...].split(separator: " ")
        guard fields.count > 13, let user = Int64(fields[12]), let system = Int64(fields[13]) else {
            throw BenchmarkError(.unreadable, "reading \(directory)/stat: expected utime and stime, found \(stat)")
        }
        return .seconds(user + system) / sysconf(Int32(_SC_CLK_TCK))
    }

    /// Resident memory now, in bytes.
    func residentMemory() throws -> Int { try kilobytes("VmRSS") << 10 }

    /// The most resident memory since the start or the last `forgetPeak()`, in bytes.
    func peakMemory() throws -> Int { try kilobytes("VmHWM") << 10 }

    /// Lets the peak begin anew from what is resident now (proc_pid_clear_refs(5)).
    func forgetPeak() throws {
        do {
            try Data("5".utf8).write(to: URL(fileURLWithPath: directory + "/clear_refs"))
        } catch {
            throw BenchmarkError(.unreadable, "resetting the peak of resident memory", cause: error)
        }
    }

    private func kilobytes(_ key: String) throws -> Int {
        for line in try text("status").split(separator: "\n") where line.hasPrefix(key + ":") {
            if let value = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) }) {
                return value
            }
        }
        throw BenchmarkError(.unreadable, "reading \(directory)/status: expected a line \(key), found none")
    }

    private func text(_ file: String) throws -> String {
        do {
            return try String(contentsOfFile: directory + "/" + file, encoding: .utf8)
        } catch {
            throw BenchmarkError(.unreadable, "reading \(directory)/\(file), which Linux has", cause: error)
        }
    }
}

extension Int {
    /// Of bytes.
    var inMegabytes: String { "\((self + (1 << 19)) >> 20) MB" }
}
