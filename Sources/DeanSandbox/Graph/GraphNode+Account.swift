import DeanDomain
import Foundation

extension GraphNode {
    func value(_ name: String, ofAccount index: Int) -> GraphJSON? {
        let account = state.accounts[index]
        switch name {
        case "id": return .string(account.id.rawValue)
        case "account_id": return .string(String(account.id.rawValue.dropFirst("act_".count)))
        case "name": return .string(account.name)
        case "currency": return .string(account.currency.code)
        case "timezone_name": return .string(account.zoneName)
        case "timezone_offset_hours_utc":
            let moment = Date(timeIntervalSince1970: Double(state.now.seconds))
            return .number(Double(zone(index).secondsFromGMT(for: moment)) / 3600)
        case "account_status": return 1
        case "disable_reason": return 0
        case "min_daily_budget": return .integer(account.minimumDailyBudget)
        case "spend_cap", "balance": return "0"
        case "amount_spent": return .string(String(amountSpent(index)))
        case "age": return .number(400)
        case "business": return ["id": "660000000000001", "name": "Northwind Records"]
        case "business_name": return "Northwind Records"
        case "business_country_code": return .string(account.countries.first ?? "US")
        case "owner": return "660000000000001"
        case "is_prepay_account": return false
        case "is_personal": return 0
        case "user_tasks": return ["DRAFT", "ANALYZE", "ADVERTISE", "MANAGE"]
        case "default_dsa_payor", "default_dsa_beneficiary": return account.dsaDefault.map(GraphJSON.string)
        case "created_time":
            return GraphFormat.time(state.now - .days(400), in: zone(index))
        default: return nil
        }
    }

    private func amountSpent(_ index: Int) -> Int64 {
        state.accounts[index].campaigns.flatMap { state.campaigns[$0].adSets }.flatMap { state.adSets[$0].ads }
            .reduce(0) { sum, ad in sum + state.ads[ad].delivery.cells.reduce(0) { $0 + $1.spend } }
    }
}
