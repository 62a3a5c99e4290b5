import DeanDomain
import Synchronization

/// The copies that Meta accepted and may still be making.
///
/// While one is here its absence proves nothing, so a read-back must not say "not applied". A restart forgets them; by
/// then Meta has made them or has not.
final class PendingCopies: Sendable {
    private let tags = Mutex<Set<IntentTag>>([])

    func insert(_ tag: IntentTag) { tags.withLock { _ = $0.insert(tag) } }
    func remove(_ tag: IntentTag) { tags.withLock { _ = $0.remove(tag) } }
    func contains(_ tag: IntentTag) -> Bool { tags.withLock { $0.contains(tag) } }
}
