extension BlockReview {
    mutating func blocks(_ blocks: [Block], atLeast minimum: Int = 0, atMost maximum: Int) {
        count("blocks", blocks.count, "blocks", atLeast: minimum, atMost: maximum)
        var seen: [String: Int] = [:]
        var tables = 0
        for (index, block) in blocks.enumerated() {
            let path = "blocks[\(index)]"
            self.block(path, block)
            if let id = block.blockID, let other = seen.updateValue(index, forKey: id) {
                note("\(path).block_id", "\"\(id)\" is also blocks[\(other)]'s")
            }
            if case .table = block { tables += 1 }
        }
        if tables > 1 { note("blocks", "\(tables) tables, at most 1") }
    }

    private mutating func block(_ path: String, _ block: Block) {
        string(path + ".block_id", block.blockID, atMost: 255)
        switch block {
        case .header(let block): text(path + ".text", block.text, atMost: 150)
        case .section(let block): section(path, block)
        case .context(let block): context(path, block)
        case .actions(let block):
            count(path + ".elements", block.elements.count, "elements", atLeast: 1, atMost: 25)
            elements(path, block.elements)
        case .divider: break
        case .image(let block):
            source(path, block.source)
            string(path + ".alt_text", block.alt, atMost: 2000)
            text(path + ".title", block.title, atMost: 2000)
        case .input(let block):
            text(path + ".label", block.label, atMost: 2000)
            text(path + ".hint", block.hint, atMost: 2000)
            element(path + ".element", block.element, in: .input)
        case .table(let block): table(path, block)
        }
    }

    private mutating func section(_ path: String, _ block: SectionBlock) {
        if block.text == nil, block.fields == nil { note(path, "neither text nor fields") }
        text(path + ".text", block.text, atMost: 3000)
        count(path + ".fields", block.fields?.count ?? 0, "fields", atMost: 10)
        for (index, field) in (block.fields ?? []).enumerated() {
            text("\(path).fields[\(index)]", field, atMost: 2000)
        }
        if let accessory = block.accessory { element(path + ".accessory", accessory, in: .section) }
    }

    private mutating func context(_ path: String, _ block: ContextBlock) {
        count(path + ".elements", block.elements.count, "elements", atLeast: 1, atMost: 10)
        for (index, element) in block.elements.enumerated() {
            let path = "\(path).elements[\(index)]"
            switch element {
            case .text(let text): self.text(path + ".text", text, atMost: 3000)
            case .image(let image):
                source(path, image.source)
                string(path + ".alt_text", image.alt, atMost: 2000)
            }
        }
    }

    /// Action ids are told apart within their block; the same button may stand in several blocks.
    private mutating func elements(_ path: String, _ elements: [BlockElement]) {
        var seen: [String: Int] = [:]
        for (index, element) in elements.enumerated() {
            self.element("\(path).elements[\(index)]", element, in: .actions)
            if let id = element.actionID, let other = seen.updateValue(index, forKey: id) {
                note("\(path).elements[\(index)].action_id", "\"\(id)\" is also elements[\(other)]'s")
            }
        }
    }

    private mutating func table(_ path: String, _ block: TableBlock) {
        count(path + ".rows", block.rows.count, "rows", atLeast: 1, atMost: 100)
        count(path + ".column_settings", block.columns.count, "columns", atMost: 20)
        let width = block.rows.first?.count ?? 0
        for (index, row) in block.rows.enumerated() {
            count("\(path).rows[\(index)]", row.count, "cells", atLeast: 1, atMost: 20)
            if row.count != width { note("\(path).rows[\(index)]", "\(row.count) cells where the first has \(width)") }
            for (column, cell) in row.enumerated() where cell.isEmpty {
                note("\(path).rows[\(index)][\(column)].text", "empty")
            }
        }
    }
}
