import DeanDomain
import Foundation

/// An ad's whole history, and what its next hours depend on.
struct AdDelivery: Sendable {
    /// Index of the account's period that `cells` begins with.
    let firstPeriod: Int
    var cells: [DeliveryCell] = []
    var conversions: [Conversion] = []
    /// Cumulative.
    var impressions = 0
    /// Meta's first guess of how good the ad is: a normal draw that fades as impressions come in.
    let luck: Double
    /// Minor units spent and not yet reported, less than one.
    var residue = 0.0
    var today = DayState()

    /// What is the same for a whole account day.
    struct DayState: Sendable {
        var day = Int.min
        /// Part of the fresh click rate that is left.
        var freshness = 1.0
        var clickNoise = 1.0
        var purchaseNoise = 1.0
        /// How much of its ad set's money the ad attracts, relative to the other ads.
        var pull = 0.0
    }

    init(firstPeriod: Int, luck: Double) {
        self.firstPeriod = firstPeriod
        self.luck = luck
    }

    /// The part of its fresh click rate that an ad has left after `impressions` among `people`.
    ///
    /// Clicks fall as (n+1)^-0.43 with exposure; beyond about three exposures a head people tire for good. `wear` says
    /// how many exposures one of this creative counts for.
    static func freshness(impressions: Int, people: Double, wear: Double) -> Double {
        let exposure = Double(impressions) / people * wear
        // Newcomers to the audience keep a tenth of the interest alive.
        return max(0.1, pow(1 + 0.5 * exposure, -0.43) * exp(-0.22 * max(0, exposure - 3)))
    }
}

/// How a budget is spent over days: Meta may spend up to 25 % more than the daily budget on a day.
struct BudgetPace: Sendable {
    var day = Int.min
    /// Today's aim relative to the budget.
    var aim = 1.0
    /// Minor units.
    var spent: Int64 = 0
    /// The highest budget in force today.
    var budget: Int64 = 0

    static let most = 1.25

    /// Minor units that may still be spent today.
    func allowance(_ budget: Int64) -> Int64 {
        Int64((Double(max(self.budget, budget)) * Self.most).rounded(.down)) - spent
    }
}
