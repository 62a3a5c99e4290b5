import DeanDomain
import DeanSlack
import Foundation

extension PlannedAction {
    /// What it does, in one sentence; long names are shortened rather than the numbers after them.
    var headline: String { shortened(message) }

    /// `text` with the names of the action's objects short enough to read.
    func shortened(_ text: String) -> String {
        var text = text
        for name in names where name.utf16.count > Layout.nameLimit {
            text = text.replacingOccurrences(of: name, with: Layout.name(name))
        }
        return PlainText(text).cut(to: 400).content
    }

    /// Of everything that it reads, changes or makes.
    private var names: Set<String> {
        var names = Set((before + after).map(\.object.name) + [target.name])
        for step in steps {
            switch step {
            case .setDailyBudget(let object, _, _), .setStatus(let object, _, _): names.insert(object.name)
            case .createCampaign(let draft): names.insert(draft.name)
            case .createAdSet(let draft, _): names.insert(draft.name)
            case .copyAdSet(let source, _, let name): names.formUnion([source.name, name])
            case .createAd(let draft, _): names.insert(draft.name)
            }
        }
        return Set(names.map { IntentTag.untagged($0) })
    }
}
