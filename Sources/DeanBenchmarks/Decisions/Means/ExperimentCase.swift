import DeanAnalysis

/// One comparison (experiment, variant) and metric, cut at a look, with what became of it.
struct ExperimentCase {
    let experiment: String
    let metric: String
    /// Snapshots up to the look, the look last.
    let seen: [Snapshot]
    let final: Snapshot

    struct Snapshot {
        let day: Double
        let control: MeanState
        let treatment: MeanState
    }

    var difference: Double { final.treatment.mean - final.control.mean }
    var level: Double { look.control.mean }
    var look: Snapshot { seen[seen.count - 1] }
    var remaining: (control: Double, treatment: Double) {
        (final.control.units - look.control.units, final.treatment.units - look.treatment.units)
    }

    /// Control and treatment as the core sees them at the look.
    var arms: [ArmMeans] {
        let past = seen.dropLast()
        return [
            ArmMeans(past: past.map(\.control), now: look.control, remaining: max(0, remaining.control)),
            ArmMeans(past: past.map(\.treatment), now: look.treatment, remaining: max(0, remaining.treatment)),
        ]
    }

    /// The cases of `asos/experiments.csv` at the first snapshot with this share of the final treatment units, by the
    /// data's own rules: 86 at a quarter.
    static func all(in folder: DataFolder, share: Double) throws -> [ExperimentCase] {
        var courses: [(key: [Substring], snapshots: [Snapshot])] = []
        for row in try folder.rows("asos/experiments.csv") {
            let key = Array(row[0..<3])
            if courses.last?.key != key { courses.append((key, [])) }
            let numbers = row[3...].map { Double($0) }
            let known = numbers.compactMap { $0 }
            guard known.count == 7, known.allSatisfy(\.isFinite) else { continue }
            let snapshot = Snapshot(
                day: known[0],
                control: MeanState(step: known[0], units: known[1], mean: known[3], variance: known[5]),
                treatment: MeanState(step: known[0], units: known[2], mean: known[4], variance: known[6])
            )
            courses[courses.count - 1].snapshots.append(snapshot)
        }
        return courses.compactMap { key, snapshots in
            let snapshots = snapshots.sorted { $0.day < $1.day }
            guard snapshots.count >= 5, let final = snapshots.last,
                let place = snapshots.firstIndex(where: { $0.treatment.units >= share * final.treatment.units }),
                snapshots[place].treatment.units < 0.9 * final.treatment.units
            else { return nil }
            let found = ExperimentCase(
                experiment: String(key[0]),
                metric: String(key[2]),
                seen: Array(snapshots[...place]),
                final: final
            )
            let look = found.look
            let units = [look.control.units, look.treatment.units, found.remaining.control, found.remaining.treatment]
            let amounts = [look.control.mean, look.treatment.mean, look.control.variance, look.treatment.variance]
            return units.allSatisfy { $0 >= 100 } && amounts.allSatisfy { $0 > 0 } ? found : nil
        }
    }
}
