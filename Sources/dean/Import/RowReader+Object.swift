import DeanDomain

extension RowReader {
    /// What the row says about the objects that it belongs to.
    mutating func object() -> ObjectCatalog.Sighting {
        var sighting = ObjectCatalog.Sighting()
        sighting.campaign = identity(.campaignID, .campaignName)
        sighting.adSet = identity(.adSetID, .adSetName)
        sighting.ad = identity(.adID, .adName)
        sighting.objective = columns.text(.objective, in: row)
        sighting.status = status(columns.text(.delivery, in: row))
        if isDaily(.adSetBudgetType) { sighting.adSetBudget = budget(.adSetBudget) }
        if isDaily(.campaignBudgetType) { sighting.campaignBudget = budget(.campaignBudget) }
        return sighting
    }

    private mutating func identity(_ id: ImportField.Plain, _ name: ImportField.Plain) -> ObjectCatalog.Identity {
        let text = columns.text(id, in: row)
        // Spreadsheets turn long ids into 1.2E+17, which names another object or none.
        if text.wholeMatch(of: /[0-9][.,]?[0-9]*[eE]\+?[0-9]+/) != nil {
            problem(.plain(id), "found \"\(text)\", expected all digits of the id; export again without a spreadsheet")
        }
        let bare = text.wholeMatch(of: /[a-z]+:([0-9]+)/).map { String($0.1) } ?? text
        return ObjectCatalog.Identity(id: bare, name: columns.text(name, in: row))
    }

    /// A budget cell may hold words ("Using campaign budget"); these are no budget, and no mistake.
    private mutating func budget(_ field: ImportField.Plain) -> Money? {
        let text = columns.text(field, in: row)
        guard text.contains(/[0-9]/) else { return nil }
        return money(field)
    }

    private func isDaily(_ field: ImportField.Plain) -> Bool {
        let type = columns.text(field, in: row).lowercased()
        return type.isEmpty || type.contains("daily")
    }

    private func status(_ delivery: String) -> ConfiguredStatus? {
        switch delivery.lowercased() {
        case "": nil
        case "active", "learning", "learning limited", "in review", "processing": .active
        case "inactive", "off", "paused", "not delivering", "not_delivering", "completed", "campaign off", "ad set off",
            "adset off":
            .paused
        case "archived": .archived
        case "deleted": .deleted
        default: .other(delivery)
        }
    }
}
