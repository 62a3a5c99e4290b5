/// Builds a list of blocks that never passes Slack's limits, and says how much it left out.
///
/// Slack refuses a message whose blocks hold too much text with `msg_blocks_too_long`, at a sum it does not publish:
/// about 13,200 characters with markdown alone, and once at 11,341 with other blocks
/// (https://github.com/slackapi/bolt-js/issues/2509, issues/2867). The default stays well below.
package struct BlockBudget: Sendable {
    package private(set) var blocks: [Block] = []
    package let blockLimit: Int
    package let characterLimit: Int
    private var characters = 0

    package init(blocks blockLimit: Int = 50, characters characterLimit: Int = 10_000) {
        self.blockLimit = blockLimit
        self.characterLimit = characterLimit
    }

    /// Adds what must be there whatever it takes: heads and buttons.
    package mutating func append(_ block: Block) {
        blocks.append(block)
        characters += block.textLength
    }

    /// Adds each entry's blocks as long as all of it fits, leaving room for `reserving`, which is added after them.
    ///
    /// What does not fit is counted in one context block made by `more`. An entry is shown whole or not at all.
    package mutating func append<Entry>(
        _ entries: [Entry],
        reserving tail: [Block] = [],
        more: (Int) -> Mrkdwn = { "\($0) more" },
        _ render: (Entry) -> [Block]
    ) {
        let rendered = entries.map(render)
        var room = blockLimit - blocks.count - tail.count
        var characterRoom = characterLimit - characters - tail.reduce(0) { $0 + $1.textLength }
        if !Self.fits(rendered[...], room, characterRoom) {
            room -= 1
            characterRoom -= more(entries.count).length
        }
        var shown = 0
        for group in rendered {
            let size = group.reduce(0) { $0 + $1.textLength }
            guard group.count <= room, size <= characterRoom else { break }
            room -= group.count
            characterRoom -= size
            shown += 1
        }
        for group in rendered.prefix(shown) {
            for block in group { append(block) }
        }
        if shown < entries.count { append(.context(more(entries.count - shown))) }
        for block in tail { append(block) }
    }

    private static func fits(_ groups: ArraySlice<[Block]>, _ room: Int, _ characterRoom: Int) -> Bool {
        groups.reduce(0) { $0 + $1.count } <= room
            && groups.joined().reduce(0) { $0 + $1.textLength } <= characterRoom
    }
}

extension Block {
    /// The sum of the texts that people read in it.
    package var textLength: Int {
        let own: Int =
            switch self {
            case .header(let block): block.text.length
            case .section(let block):
                (block.text?.length ?? 0) + (block.fields ?? []).reduce(0) { $0 + $1.length }
            case .context(let block):
                block.elements.reduce(0) { sum, element in
                    switch element {
                    case .text(let text): sum + text.length
                    case .image(let image): sum + image.alt.utf16.count
                    }
                }
            case .image(let block): block.alt.utf16.count + (block.title?.length ?? 0)
            case .input(let block): block.label.length + (block.hint?.length ?? 0)
            case .table(let block): block.rows.joined().reduce(0) { $0 + $1.length }
            case .actions, .divider: 0
            }
        return own + elements.reduce(0) { $0 + $1.textLength }
    }
}

extension BlockElement {
    fileprivate var textLength: Int {
        func sum(_ options: [BlockOption]) -> Int {
            options.reduce(0) { $0 + $1.text.length + ($1.description?.length ?? 0) }
        }
        return switch self {
        case .button(let element): element.text.length
        case .select(let element): element.placeholder.length + sum(element.options)
        case .multiSelect(let element): element.placeholder.length + sum(element.options)
        case .overflow(let element): sum(element.options)
        case .checkboxes(let element): sum(element.options)
        case .radioButtons(let element): sum(element.options)
        case .textInput(let element): (element.placeholder?.length ?? 0) + (element.initial?.utf16.count ?? 0)
        case .image(let element): element.alt.utf16.count
        }
    }
}
