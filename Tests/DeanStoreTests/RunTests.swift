import DeanDomain
import DeanStore
import Testing

struct RunTests {
    @Test(arguments: Backend.available)
    func aRunReadsBackAsItWasStoredAndUpdated(_ backend: Backend) async throws {
        try await backend.withStore { store in
            var run = Sample.run()
            try await store.insert(run)
            #expect(try await store.run(run.id) == run)
            run.endedAt = Sample.noon + .minutes(1)
            run.status = .partial
            run.tier = .rules
            run.counts.proposed = 3
            run.errors = ["insights: code 17"]
            run.anomalies = [
                Anomaly(
                    id: "x1",
                    metric: .cpm,
                    level: .campaign,
                    object: ObjectRef(kind: .campaign, id: ObjectID("31"), name: "Sales"),
                    severity: .severe,
                    since: Sample.noon,
                    value: 31.5,
                    expected: 9.25,
                    cause: "an auction got crowded",
                    effect: .freezesRaises
                )
            ]
            try await store.update(run)
            #expect(try await store.run(run.id) == run)
            #expect(try await store.run(RunID("run_2")) == nil)
        }
    }

    @Test(arguments: Backend.available)
    func runsComeNewestFirstAndByAccount(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let other = AccountID("act_2")
            for (index, account) in [Sample.account, other, Sample.account].enumerated() {
                try await store.insert(
                    Sample.run("run_\(index)", account: account, startedAt: Sample.noon + .hours(index))
                )
            }
            #expect(try await store.runs(limit: 2).map(\.id.rawValue) == ["run_2", "run_1"])
            #expect(try await store.runs(Sample.account, limit: 9).map(\.id.rawValue) == ["run_2", "run_0"])
        }
    }

    @Test(arguments: Backend.available)
    func justTheRunsWithoutAnEndAreUnfinished(_ backend: Backend) async throws {
        try await backend.withStore { store in
            var ended = Sample.run("run_1")
            try await store.insert(ended)
            try await store.insert(Sample.run("run_2"))
            ended.status = .completed
            ended.endedAt = Sample.noon
            try await store.update(ended)
            #expect(try await store.unfinishedRuns().map(\.id) == [RunID("run_2")])
        }
    }

    @Test(arguments: Backend.available)
    func aRunThatWasNeverStoredOrContradictsItselfIsRefused(_ backend: Backend) async throws {
        try await backend.withStore { store in
            let run = Sample.run()
            #expect(await storeError { try await store.update(run) }?.code == .conflict)
            try await store.insert(run)
            #expect(await storeError { try await store.insert(run) }?.code == .conflict)
            var ended = run
            ended.status = .completed
            let error = await storeError { try await store.update(ended) }
            #expect(error?.code == .constraint)
            #expect(error?.message.hasPrefix("updating the run run_1: ") == true)
        }
    }
}
