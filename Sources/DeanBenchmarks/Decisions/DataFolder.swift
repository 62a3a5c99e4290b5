import ArgumentParser
import Foundation

/// The directory of public data sets that the decision core is measured on.
struct DataFolder: ParsableArguments {
    @Option(name: .customLong("data"), help: "The directory that holds nab, upworthy and asos.")
    var path: String

    func bytes(_ name: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: "\(path)/\(name)") else {
            throw BenchmarkError(.unreadable, "reading \(path)/\(name): there is no such file, or it may not be read")
        }
        return [UInt8](data)
    }

    /// The rows of a plain CSV file without its header, each as its fields.
    func rows(_ name: String) throws -> [[Substring]] {
        SimpleRows.split(try bytes(name)).rows
    }
}

/// Plain CSV without quotes: what Dean writes for plain names, and what the data sets hold.
enum SimpleRows {
    static func split(_ bytes: [UInt8]) -> (header: [Substring], rows: [[Substring]]) {
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        return (lines.first ?? [], Array(lines.dropFirst()))
    }
}
