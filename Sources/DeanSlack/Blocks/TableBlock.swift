/// A table with its head in the first row; one per message.
package struct TableBlock: Hashable, Sendable {
    package var rows: [[PlainText]]
    package var columns: [Column]
    package var blockID: String?

    package struct Column: Hashable, Sendable, Codable {
        package var align: Alignment
        package var isWrapped: Bool

        package init(align: Alignment = .left, isWrapped: Bool = false) {
            self.align = align
            self.isWrapped = isWrapped
        }

        private enum CodingKeys: String, CodingKey {
            case align
            case isWrapped = "is_wrapped"
        }
    }

    package enum Alignment: String, Sendable, Codable {
        case left
        case center
        case right
    }

    package init(rows: [[PlainText]], columns: [Column] = [], blockID: String? = nil) {
        self.rows = rows
        self.columns = columns
        self.blockID = blockID
    }
}

extension TableBlock: Codable {
    private enum CodingKeys: String, CodingKey {
        case rows
        case columns = "column_settings"
        case blockID = "block_id"
    }

    private struct Cell: Codable {
        var type = "raw_text"
        let text: String
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        rows = try container.decode([[Cell]].self, forKey: .rows).map { row in
            row.map { PlainText(EscapedText.unescaped($0.text)) }
        }
        columns = try container.decodeIfPresent([Column].self, forKey: .columns) ?? []
        blockID = try container.decodeIfPresent(String.self, forKey: .blockID)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(rows.map { row in row.map { Cell(text: $0.escaped) } }, forKey: .rows)
        if !columns.isEmpty { try container.encode(columns, forKey: .columns) }
        try container.encodeIfPresent(blockID, forKey: .blockID)
    }
}
