import DeanAnalysis

/// Dean's scores with the weights of its views, and the threshold, chosen anew for each category on the files of the
/// others.
enum WeightRefit {
    /// The standing weights, views of equal weight, and each weight at half and at twice an equal share.
    private static var candidates: [AnomalyDetector.Weights] {
        var equal = AnomalyDetector.Weights()
        equal.value = 1
        equal.change = 0
        let places: [WritableKeyPath<AnomalyDetector.Weights, Double>] = [
            \.value, \.change, \.residual, \.shortShape, \.longShape,
        ]
        let varied = places.flatMap { place in
            [0.5, 2].map { factor in
                var weights = equal
                weights.change = 0.5
                weights[keyPath: place] *= factor
                return weights
            }
        }
        return [AnomalyDetector.Weights(), equal] + varied
    }

    static func files(_ series: [LabelledSeries]) -> [(score: NABScore, threshold: Double)] {
        let scored = candidates.map { weights in
            series.map { one in
                var detector = AnomalyDetector(weights: weights)
                let scores = zip(one.values, one.secondsOfDay).map { detector.score($0, secondsOfDay: $1).value }
                return (series: one, scores: scores)
            }
        }
        let chosen = Dictionary(
            uniqueKeysWithValues: Set(series.map(\.category)).map { category in
                let others = scored.map { NABScore($0.filter { $0.series.category != category }) }
                let results = others.map { score in
                    let threshold = score.bestThreshold()
                    return (threshold: threshold, raw: score.raw(threshold: threshold))
                }
                let best = results.indices.max { results[$0].raw < results[$1].raw } ?? 0
                return (category, (place: best, threshold: results[best].threshold))
            }
        )
        return series.indices.map { file in
            let choice = chosen[series[file].category] ?? (0, 0.5)
            return (NABScore([scored[choice.place][file]]), choice.threshold)
        }
    }
}
