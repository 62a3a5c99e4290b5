import Foundation

/// A Markdown table that is printed row by row, as results come.
struct ResultTable {
    init(_ columns: [String]) {
        line(columns)
        line(columns.map { _ in "---" })
    }

    func row(_ cells: [String]) { line(cells) }

    private func line(_ cells: [String]) {
        print("| \(cells.joined(separator: " | ")) |")
        fflush(nil)
    }
}

extension Double {
    /// With so many digits after the point.
    func shown(_ digits: Int) -> String { String(format: "%.\(digits)f", self) }

    func shown(_ digits: Int, error: Double) -> String { "\(shown(digits)) ± \(error.shown(digits))" }

    var percent: Double { self * 100 }
}
