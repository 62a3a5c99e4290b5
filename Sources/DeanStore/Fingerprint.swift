/// A 64-bit digest of a row's values, the same on every machine and in every version; equal digests count as equal rows.
///
/// Only versions of one and the same row are ever compared, so a chance collision hides one restatement in 2^64.
/// FNV-1a over words with the finalizer of SplitMix64 between them.
struct Fingerprint {
    private var state: UInt64 = 0xcbf2_9ce4_8422_2325

    var value: Int64 { Int64(bitPattern: state) }

    mutating func add(_ word: UInt64) { state = Self.mixed((state ^ word) &* 0x0000_0100_0000_01b3) }
    mutating func add(_ number: Int64) { add(UInt64(bitPattern: number)) }
    mutating func add(_ number: Int) { add(Int64(number)) }

    /// Zero and negative zero are one value.
    mutating func add(_ number: Double) { add(number == 0 ? 0 : number.bitPattern) }

    /// Nothing is told apart from empty text.
    mutating func add(_ text: String?) { add(text.map(Self.hash) ?? 0x9e37_79b9_7f4a_7c15) }

    /// The order in which a dictionary lists its entries differs from process to process and does not matter here.
    mutating func add(_ entries: [String: Double]) {
        var sum: UInt64 = 0
        for (key, number) in entries {
            var entry = Fingerprint()
            entry.add(Self.hash(key))
            entry.add(number)
            sum &+= entry.state
        }
        add(sum)
        add(entries.count)
    }

    private static func hash(_ text: String) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        return mixed(hash)
    }

    private static func mixed(_ word: UInt64) -> UInt64 {
        var mixed = word
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
