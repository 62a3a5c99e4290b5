/// How an audience's attention is spread over hours and weekdays.
///
/// Evenings and Sundays are strong.
enum DayShape {
    static let attention: [Double] = [
        0.55, 0.35, 0.22, 0.17, 0.17, 0.26, 0.50, 0.78, 0.95, 1.00, 1.03, 1.08, 1.20, 1.15, 1.05, 1.03, 1.10, 1.22,
        1.40, 1.62, 1.80, 1.75, 1.40, 0.95,
    ]
    static let price: [Double] = [
        0.90, 0.86, 0.82, 0.80, 0.82, 0.88, 0.95, 1.00, 1.02, 1.03, 1.04, 1.04, 1.05, 1.04, 1.03, 1.03, 1.05, 1.07,
        1.09, 1.10, 1.10, 1.08, 1.02, 0.96,
    ]
    static let mood: [Double] = [
        0.80, 0.70, 0.60, 0.60, 0.65, 0.75, 0.85, 0.92, 0.97, 1.00, 1.02, 1.03, 1.05, 1.02, 1.00, 0.99, 0.98, 1.00,
        1.05, 1.12, 1.16, 1.14, 1.05, 0.92,
    ]
    /// Monday first.
    static let weekdayPrice: [Double] = [0.98, 0.98, 0.99, 1.01, 1.04, 1.02, 0.98]
    static let weekdayMood: [Double] = [0.98, 0.96, 0.96, 0.97, 1.00, 1.04, 1.09]
}
