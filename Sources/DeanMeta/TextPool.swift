/// One String for each text, found by its bytes: a month of rows repeats some ten thousand ids and a handful of action
/// types millions of times, and making a String of each costs more than all else that is read from a row.
///
/// A hash table with linear probing, at most half full.
struct TextPool {
    private var texts: [String?] = Array(repeating: nil, count: 64)
    private var hashes: [UInt64] = Array(repeating: 0, count: 64)
    private var count = 0

    /// The text of `bytes`, which are UTF-8; what is not becomes U+FFFD.
    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        let hash = Self.hash(bytes)
        let mask = texts.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while let text = texts[slot] {
            if hashes[slot] == hash, text.utf8.elementsEqual(bytes) { return text }
            slot = (slot + 1) & mask
        }
        let text = String(decoding: bytes, as: UTF8.self)
        texts[slot] = text
        hashes[slot] = hash
        count += 1
        if 2 * count > texts.count { grow() }
        return text
    }

    private mutating func grow() {
        let old = zip(texts, hashes)
        let mask = 2 * texts.count - 1
        texts = Array(repeating: nil, count: mask + 1)
        hashes = Array(repeating: 0, count: mask + 1)
        for case (let text?, let hash) in old {
            var slot = Int(truncatingIfNeeded: hash) & mask
            while texts[slot] != nil { slot = (slot + 1) & mask }
            texts[slot] = text
            hashes[slot] = hash
        }
    }

    /// FNV-1a with a last mixing, so that ids that count up spread over the table.
    private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        return hash ^ (hash >> 32)
    }
}
