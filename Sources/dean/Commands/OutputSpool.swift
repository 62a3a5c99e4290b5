import DeanScore
import Foundation

/// Keeps output in a file without a name until all of it is there, so that nothing half-written leaves the process.
final class OutputSpool {
    static let pieceSize = 1 << 16

    private let file: UnsafeMutablePointer<FILE>

    init() throws(ScoreError) {
        guard let file = tmpfile() else { throw Self.problem("opening a temporary file for the output") }
        self.file = file
    }

    deinit { fclose(file) }

    func write(_ piece: [UInt8]) throws(ScoreError) {
        guard fwrite(piece, 1, piece.count, file) == piece.count else {
            throw Self.problem("keeping the output in a temporary file")
        }
    }

    /// Hands over all that was written, a piece at a time.
    func copy(_ receive: (Data) throws -> Void) throws(ScoreError) {
        guard fflush(file) == 0 else { throw Self.problem("keeping the output in a temporary file") }
        rewind(file)
        var piece = [UInt8](repeating: 0, count: Self.pieceSize)
        while true {
            let count = fread(&piece, 1, piece.count, file)
            guard count > 0 else { break }
            do {
                try receive(Data(piece[..<count]))
            } catch {
                throw .output("writing the output: \(error.localizedDescription)")
            }
        }
        guard ferror(file) == 0 else { throw Self.problem("reading the output back from a temporary file") }
    }

    private static func problem(_ doing: String) -> ScoreError {
        .output("\(doing): \(String(cString: strerror(errno)))")
    }
}
