import DeanAnalysis
import DeanBoost
import DeanDecision
import Foundation

/// A model as the store keeps it: JSON with the boosters' bytes in base 64.
extension AdModel {
    private struct Body: Codable {
        var version: Int
        var features: [String]
        var target: [Data]
        var calibration: [Double]
        var trustsHigh: Bool
        var trustsLow: Bool
        var cost: EstimatorBody?
        var roas: EstimatorBody?
    }

    private struct EstimatorBody: Codable {
        var members: [Data]
        var bounds: ConformalBounds

        init(_ estimator: Estimator) throws {
            members = try estimator.ensemble.members.map { Data(try $0.bytes()) }
            bounds = estimator.bounds
        }

        func estimator() throws -> Estimator { Estimator(ensemble: try .init(stored: members), bounds: bounds) }
    }

    private static let version = 1

    func body() throws -> String {
        let body = Body(
            version: Self.version,
            features: features,
            target: try target.members.map { Data(try $0.bytes()) },
            calibration: [calibration.a, calibration.b, calibration.c],
            trustsHigh: trustsHigh,
            trustsLow: trustsLow,
            cost: try cost.map(EstimatorBody.init),
            roas: try roas.map(EstimatorBody.init)
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(body), as: UTF8.self)
    }

    /// Throws `BoostError` where the body can't be read or was made for other features than this program makes.
    init(body text: String) throws {
        let body: Body
        do {
            body = try JSONDecoder().decode(Body.self, from: Data(text.utf8))
        } catch {
            throw BoostError(.model, "reading a stored model: \(error)")
        }
        guard body.version == Self.version, body.features == AdFeatures.names, body.calibration.count == 3 else {
            throw BoostError(.model, "reading a stored model: it was trained on other features; train it anew")
        }
        self.init(
            features: body.features,
            target: try Ensemble(stored: body.target),
            calibration: BetaCalibration(a: body.calibration[0], b: body.calibration[1], c: body.calibration[2]),
            trustsHigh: body.trustsHigh,
            trustsLow: body.trustsLow,
            cost: try body.cost?.estimator(),
            roas: try body.roas?.estimator()
        )
    }
}

extension Ensemble {
    fileprivate init(stored members: [Data]) throws {
        guard !members.isEmpty else { throw BoostError(.model, "reading a stored model: it has no members") }
        self.init(members: try members.map { try Booster(bytes: Array($0)) })
    }
}
