package import DeanDomain

extension Market {
    /// A person's edit in Ads Manager; false when there is no such object.
    @discardableResult
    package func edit(_ id: ObjectID, _ change: MarketChange) -> Bool {
        write { $0.apply(change, to: id, at: $0.now, by: .person) }
    }

    /// A person sets a daily budget, in minor units.
    @discardableResult
    package func edit(_ id: ObjectID, dailyBudget: Int64) -> Bool {
        edit(id, MarketChange(dailyBudget: dailyBudget))
    }

    @discardableResult
    package func edit(_ id: ObjectID, status: String) -> Bool {
        edit(id, MarketChange(status: status))
    }

    /// Whether simulated people change things by themselves.
    package func letPeopleEdit(_ allowed: Bool) {
        write { $0.peopleEdit = allowed }
    }

    /// Every change that was made, by whomever, oldest first.
    package var edits: [MarketEdit] { read { $0.edits } }

    package func trigger(_ anomaly: MarketAnomaly) {
        write {
            $0.anomalies.append(anomaly)
            $0.version += 1
        }
    }

    /// Ends every anomaly of the account that still goes on.
    package func endAnomalies(of account: AccountID) {
        write { state in
            for index in state.anomalies.indices where state.anomalies[index].account == account {
                let end = state.anomalies[index].until ?? state.now
                state.anomalies[index].until = min(end, state.now)
            }
            state.version += 1
        }
    }

    package var anomalies: [MarketAnomaly] { read { $0.anomalies } }
}
