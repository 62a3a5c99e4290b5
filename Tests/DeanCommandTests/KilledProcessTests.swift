import DeanDomain
import DeanStore
import Foundation
import Testing

@testable import dean

/// `kill -9` of a real process, at the moments that hurt.
@Suite(.serialized) struct KilledProcessTests {
    @Test func killedBetweenIntentAndAnswerTheWriteIsDoneOnce() async throws {
        try await SeparateWorld.run { world in
            let (plan, actions) = try await world.plan()
            let action = try #require(actions.first { $0.action.steps.count == 1 && $0.action.before.count == 1 })
            let target = action.action.target.id
            // Meta applies the write, and its answer stays away.
            try await world.inject(["kind": "stalled", "seconds": "600", "method": "POST", "path": target.rawValue])
            let first = try await world.serve()
            #expect(try await world.click("approve_action", value: "\(plan) \(action.id)", port: first.port) == 200)
            _ = try await eventually("Meta is asked to write") {
                try await world.writes(to: target).first { $0.fault != nil }
            }
            first.process.kill()
            #expect(try await world.store.action(action.id)?.status == .executing)
            #expect(try await world.store.intents(action.id).map(\.state) == [.sent])

            let second = try await world.serve()
            defer { second.process.kill() }
            let record = try await eventually("the action is finished") {
                try await world.store.action(action.id).flatMap { $0.status.isFinal ? $0 : nil }
            }
            #expect(record.status == .done, "\(record.outcome ?? "")")
            #expect(try await world.writes(to: target).count == 1, "it was read back, not sent again")
            let again = try await world.dean(["approve", plan.rawValue, "--as", SeparateWorld.approver])
            #expect(again.code == 0 || again.code == 3)
            #expect(try await world.writes(to: target).count == 1)
        }
    }

    @Test func killedRightAfterTheAnswerToAClickItsWorkIsDoneAfterTheRestart() async throws {
        try await SeparateWorld.run { world in
            let (plan, actions) = try await world.plan()
            let action = try #require(actions.first { $0.action.steps.count == 1 && $0.action.before.count == 1 })
            let first = try await world.serve()
            #expect(try await world.click("approve_action", value: "\(plan) \(action.id)", port: first.port) == 200)
            first.process.kill()

            let second = try await world.serve()
            defer { second.process.kill() }
            let record = try await eventually("the action is finished") {
                try await world.store.action(action.id).flatMap { $0.status.isFinal ? $0 : nil }
            }
            #expect(record.status == .done, "\(record.outcome ?? "")")
            #expect(record.decision?.person == PersonID(SeparateWorld.approver))
            #expect(try await world.writes(to: action.action.target.id).count == 1)
        }
    }

    @Test func killedRightAfterTheAnswerToACommandItsRunIsMadeAfterTheRestart() async throws {
        try await SeparateWorld.run { world in
            let first = try await world.serve()
            #expect(try await world.command("run", port: first.port) == 200)
            first.process.kill()

            let second = try await world.serve()
            defer { second.process.kill() }
            let run = try await eventually("the run is over") {
                try await world.store.runs(world.account, limit: 5).first {
                    $0.trigger == .user && $0.status != .running && $0.status != .failed
                }
            }
            #expect(run.requestedBy == PersonID(SeparateWorld.approver))
            #expect(try await world.calls().allSatisfy { !$0.isWrite })
        }
    }

    @Test func aProcessThatIsAskedToEndDoesSoWithCodeZero() async throws {
        try await SeparateWorld.run { world in
            let served = try await world.serve()
            #expect(try await world.command("preview", port: served.port) == 200)
            served.process.signal(SIGTERM)
            let ended = await served.process.ended()
            #expect(ended.code == 0, "\(ended.output)")
            #expect(try await world.store.holders(now: SystemSources.clock.now).isEmpty)
        }
    }
}
