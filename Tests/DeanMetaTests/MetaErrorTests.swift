import DeanDomain
import Testing

@testable import DeanMeta

@Suite struct MetaErrorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let code: Int
        let subcode: Int?
        let transient: Bool
        let kind: MetaError.Kind

        init(_ code: Int, _ subcode: Int? = nil, transient: Bool = false, is kind: MetaError.Kind) {
            self.code = code
            self.subcode = subcode
            self.transient = transient
            self.kind = kind
        }

        var testDescription: String { "\(code)/\(subcode ?? 0) \(kind.rawValue)" }
    }

    static let throttles = [4, 17, 32, 341, 613, 80_000, 80_004, 80_014].map { Case($0, is: .throttled) }
    static let tokens = [458, 459, 460, 463, 464, 467, 492].map { Case(190, $0, is: .token) } + [Case(102, is: .token)]
    static let permissions = [10, 200, 250, 299, 294, 368].map { Case($0, is: .permission) }
    static let budgets = [1_885_272, 1_885_621, 1_885_650, 2_446_307, 1_487_901].map { Case(100, $0, is: .budget) }
    static let lifecycles = [1_487_056, 1_487_566, 1_885_088, 2_490_427].map { Case(100, $0, is: .lifecycle) }
    static let rest = [
        Case(1, is: .transient), Case(2, is: .transient), Case(99, transient: true, is: .transient),
        Case(-2, 2_490_547, is: .transient),
        Case(100, 1_487_534, is: .tooMuchData), Case(100, 1_504_018, is: .tooMuchData),
        Case(2, 1_504_038, is: .tooMuchData),
        Case(-3, 1_504_045, is: .tooMuchData), Case(4, 1_504_022, is: .throttled), Case(4, 1_504_039, is: .throttled),
        Case(613, 1_487_632, is: .throttled), Case(4, transient: true, is: .throttled), Case(100, 33, is: .gone),
        Case(100, is: .invalid), Case(100, 4_834_005, is: .invalid), Case(100, 3_858_079, is: .invalid),
        Case(2635, is: .version),
        Case(190, is: .token), Case(79_999, is: .other), Case(80_015, is: .other), Case(9, is: .other),
    ]

    @Test(arguments: throttles + tokens + permissions + budgets + lifecycles + rest)
    func codesDecideTheKind(_ example: Case) {
        let kind = MetaError.kind(code: example.code, subcode: example.subcode, isTransient: example.transient)
        #expect(kind == example.kind)
    }

    @Test(arguments: MetaError.Kind.allCases)
    func onlyWhatMayHaveBeenAppliedIsUnknown(_ kind: MetaError.Kind) {
        let write = MetaError(kind, doing: "creating an ad", message: "no", mayHaveChanged: true)
        let mayBeApplied: Set<MetaError.Kind> = [.transient, .unreadable, .connection, .timeout]
        #expect((write.disposition == .unknown) == mayBeApplied.contains(kind))
        let read = MetaError(kind, doing: "reading ads", message: "no")
        #expect(read.disposition != .unknown)
    }

    @Test(arguments: MetaError.Kind.allCases)
    func everyKindHasASentenceThatNamesTheTrace(_ kind: MetaError.Kind) {
        let error = MetaError(kind, doing: "reading ads", message: "no", code: 1, trace: "AbC")
        #expect(error.sentence.hasSuffix("(Meta's trace AbC)"))
        #expect(error.sentence.count > 40)
    }

    @Test func anExpiredTokenSaysSoAndWhatToDo() {
        let error = MetaError(.token, doing: "reading ads", message: "x", code: 190, subcode: 463)
        #expect(error.sentence.hasPrefix("Meta refused the token (190/463): it has expired. Make a new one"))
    }

    @Test func errorDataIsReadAsAnObjectAndAsAString() throws {
        let inner = #"{"blame_field_specs":[["daily_budget"],["targeting","geo_locations"]]}"#
        let quoted = inner.replacing("\"", with: "\\\"")
        for data in [inner, "\"" + quoted + "\""] {
            let json = try parsed(#"{"error":{"message":"no","code":100,"error_data":\#(data)}}"#)
            let error = try #require(MetaError(answer: json, doing: "x", httpStatus: 400, mayHaveChanged: true))
            #expect(error.blamed == ["daily_budget", "targeting.geo_locations"])
        }
    }

    @Test func errorDataThatIsNoJSONIsIgnored() throws {
        let json = try parsed(#"{"error":{"message":"no","code":"100","error_subcode":"33","error_data":"oops"}}"#)
        let error = try #require(MetaError(answer: json, doing: "x", httpStatus: 400, mayHaveChanged: false))
        #expect(error.kind == .gone)
        #expect(error.blamed.isEmpty)
    }
}
