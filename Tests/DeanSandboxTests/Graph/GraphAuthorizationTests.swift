import DeanDomain
import DeanSandbox
import Foundation
import Testing

/// Tokens, proofs, versions, and what the log keeps of them.
@Suite struct GraphAuthorizationTests {
    @Test func aTokenIsTakenFromHeaderOrParameter() async throws {
        try await GraphFixture.with { graph async throws in
            #expect(try await graph.get("me").status == 200)
            #expect(try await graph.get("me", ["access_token": "sandbox-token"], token: nil).status == 200)
            let missing = try await graph.get("me", token: nil)
            #expect((missing.status, missing.code) == (401, 190))
            #expect(try await graph.get("me", token: "wrong").code == 190)
        }
    }

    @Test func aProofIsCheckedWhereItIsGiven() async throws {
        // HMAC-SHA256 of "sandbox-token" with "sandbox-secret", made with Python's hmac.
        let proof = "c6208da06586686d043faadcb9b2c10245787c54801d6e95226f5e35bb67bdbc"
        try await GraphFixture.with { graph async throws in
            #expect(try await graph.get("me", ["appsecret_proof": proof]).status == 200)
            #expect(try await graph.get("me", ["appsecret_proof": "00" + proof.dropFirst(2)]).code == 100)
        }
        var strict = GraphConfiguration()
        strict.requiresProof = true
        try await GraphFixture.with(configuration: strict) { graph async throws in
            #expect(try await graph.get("me").code == 100)
            #expect(try await graph.get("me", ["appsecret_proof": proof]).status == 200)
        }
    }

    @Test(arguments: [("v24.0", 2635), ("v19.0", 2635), ("v25.0", nil), ("v26.0", nil), ("v27.0", nil)])
    func versionsBeforeV25AreRefused(_ version: String, _ code: Int64?) async throws {
        try await GraphFixture.with { graph async throws in
            #expect(try await graph.send("GET", "me/", version: version).code == code)
        }
    }

    @Test func theLogHoldsNoTokenAndSaysWhereItStood() async throws {
        try await GraphFixture.with { graph async throws in
            _ = try await graph.get("act_1001", ["fields": "name", "access_token": "sandbox-token"], token: nil)
            _ = try await graph.post("act_1001/campaigns", ["name": "x", "access_token": "sandbox-token"], token: nil)
            _ = try await graph.get("me", ["fields": "id"])
            _ = try await graph.post(
                "debug_token",
                ["method": "get", "input_token": "sandbox-token"],
                token: "880000000000001|sandbox-secret"
            )
            let requests = graph.server.requests
            #expect(requests.map(\.hasTokenInURL) == [true, false, false, false])
            #expect(requests.map(\.path) == ["/act_1001", "/act_1001/campaigns", "/me", "/debug_token"])
            #expect(!requests.contains { "\($0)".contains("sandbox-token") || "\($0)".contains("sandbox-secret") })
            let page = try await graph.send("GET", "/_sandbox/log", token: nil)
            #expect(page.status == 200)
            #expect(!page.text.contains("sandbox-token"))
            #expect(page.json["requests"]?.items?.count == 4)
        }
    }

    @Test func aTokenCanBeInspected() async throws {
        try await GraphFixture.with { graph async throws in
            let good = try await graph.get("debug_token", ["input_token": "sandbox-token"])
            #expect(good.json["data"]?["is_valid"]?.flag == true)
            #expect(good.json["data"]?["scopes"]?.items?.contains("ads_management") == true)
            let bad = try await graph.get("debug_token", ["input_token": "other"])
            #expect(bad.json["data"]?["is_valid"]?.flag == false)
            let app = "880000000000001|sandbox-secret"
            let byApp = try await graph.post(
                "debug_token",
                ["method": "get", "input_token": "sandbox-token"],
                token: app
            )
            #expect(byApp.json["data"]?["is_valid"]?.flag == true)
            #expect(try await graph.get("me", token: app).code == 190)
            let permissions = try await graph.get("me/permissions")
            #expect(permissions.rows.allSatisfy { $0["status"]?.text == "granted" })
        }
    }
}
