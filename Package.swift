// swift-tools-version: 6.2
import PackageDescription

/// The compiler holds the walls between targets; see Documentation.docc/Development.md.
let house: [SwiftSetting] = [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
    .treatAllWarnings(as: .error),
]

let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioFoundation = Target.Dependency.product(name: "NIOFoundationCompat", package: "swift-nio")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")

let package = Package(
    name: "dean",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "dean", targets: ["dean"])],
    dependencies: [
        .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
    ],
    targets: [
        // Values and rules. No I/O.
        .target(name: "DeanDomain", swiftSettings: house),
        .target(name: "DeanAnalysis", dependencies: ["DeanDomain"], swiftSettings: house),
        .target(
            name: "DeanForecast",
            dependencies: ["DeanDomain", "DeanAnalysis", "DeanBoost"],
            swiftSettings: house
        ),
        .target(name: "DeanScore", dependencies: ["DeanAnalysis", "DeanForecast"], swiftSettings: house),
        .target(name: "DeanDecision", dependencies: ["DeanDomain", "DeanAnalysis", crypto], swiftSettings: house),

        // The leaves: one outside thing each.
        .systemLibrary(name: "CXGBoost", providers: [.apt(["libxgboost-dev"])]),
        .target(name: "DeanBoost", dependencies: ["DeanDomain", "CXGBoost"], swiftSettings: house),
        .target(name: "DeanStore", dependencies: ["DeanDomain"], swiftSettings: house),
        .target(
            name: "DeanStoreSQLite",
            dependencies: [
                "DeanDomain", "DeanStore", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: house
        ),
        .target(
            name: "DeanMeta",
            dependencies: ["DeanDomain", asyncHTTPClient, crypto, logging, nioCore, nioHTTP1, nioFoundation],
            swiftSettings: house
        ),
        .target(
            name: "DeanSlack",
            dependencies: ["DeanDomain", asyncHTTPClient, crypto, logging, nioCore, nioHTTP1, nioFoundation],
            swiftSettings: house
        ),

        // The bot, and the process around it.
        .target(
            name: "DeanBot",
            dependencies: [
                "DeanDomain", "DeanAnalysis", "DeanBoost", "DeanDecision", "DeanStore", "DeanMeta", "DeanSlack", crypto,
                logging, lifecycle,
            ],
            swiftSettings: house
        ),
        .target(
            name: "DeanServer",
            dependencies: [
                "DeanDomain", "DeanBot", "DeanStore", "DeanSlack", hummingbird, httpTypes, nioCore, crypto, logging,
            ],
            swiftSettings: house
        ),
        .target(
            name: "DeanSandbox",
            dependencies: [
                "DeanDomain", hummingbird, httpTypes, nioCore, nioPosix, nioFoundation, crypto, logging, lifecycle,
                asyncHTTPClient,
            ],
            resources: [.embedInCode("Resources/slack.html")],
            swiftSettings: house
        ),
        .executableTarget(
            name: "dean",
            dependencies: [
                "DeanDomain", "DeanAnalysis", "DeanDecision", "DeanScore", "DeanStore", "DeanStoreSQLite", "DeanMeta",
                "DeanSlack", "DeanBot", "DeanServer", "DeanSandbox", asyncHTTPClient, hummingbird, nioCore, crypto,
                logging,
                lifecycle,
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"), "Yams",
            ],
            swiftSettings: house
        ),
        .executableTarget(
            name: "dean-benchmarks",
            dependencies: [
                "DeanDomain", "DeanAnalysis", "DeanForecast", "DeanScore", "DeanDecision", "DeanStore",
                "DeanStoreSQLite", "DeanMeta", "DeanSlack", "DeanBot", "DeanSandbox", asyncHTTPClient, hummingbird,
                httpTypes, nioCore, nioPosix, nioHTTP1, crypto, logging,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Sources/DeanBenchmarks",
            exclude: ["Peers"],
            swiftSettings: house
        ),

        .testTarget(name: "DeanDomainTests", dependencies: ["DeanDomain"], swiftSettings: house),
        .testTarget(name: "DeanAnalysisTests", dependencies: ["DeanDomain", "DeanAnalysis"], swiftSettings: house),
        .testTarget(name: "DeanBoostTests", dependencies: ["DeanDomain", "DeanBoost"], swiftSettings: house),
        .testTarget(
            name: "DeanForecastTests",
            dependencies: ["DeanDomain", "DeanAnalysis", "DeanBoost", "DeanForecast"],
            exclude: ["Scripts"],
            swiftSettings: house
        ),
        .testTarget(
            name: "DeanScoreTests",
            dependencies: ["DeanDomain", "DeanAnalysis", "DeanScore"],
            swiftSettings: house
        ),
        .testTarget(
            name: "DeanDecisionTests",
            dependencies: ["DeanDomain", "DeanAnalysis", "DeanDecision"],
            swiftSettings: house
        ),
        .testTarget(
            name: "DeanStoreTests",
            dependencies: ["DeanDomain", "DeanStore", "DeanStoreSQLite"],
            swiftSettings: house
        ),
        .testTarget(
            name: "DeanMetaTests",
            dependencies: ["DeanDomain", "DeanMeta", "DeanSandbox", asyncHTTPClient, nioCore, nioHTTP1, logging],
            swiftSettings: house
        ),
        .testTarget(
            name: "DeanSlackTests",
            dependencies: ["DeanDomain", "DeanSlack", "DeanSandbox", asyncHTTPClient, nioCore, nioHTTP1, logging],
            swiftSettings: house
        ),
        .testTarget(
            name: "DeanSandboxTests",
            dependencies: ["DeanDomain", "DeanSandbox", asyncHTTPClient, nioCore, logging],
            exclude: ["Scripts"],
            swiftSettings: house
        ),
        .testTarget(
            name: "DeanBotTests",
            dependencies: [
                "DeanDomain", "DeanAnalysis", "DeanBoost", "DeanDecision", "DeanStore", "DeanStoreSQLite", "DeanMeta",
                "DeanSlack", "DeanBot", "DeanServer", "DeanSandbox", asyncHTTPClient, nioCore, logging, lifecycle,
            ],
            exclude: ["Golden", "Scripts"],
            swiftSettings: house
        ),
        .testTarget(
            name: "DeanCommandTests",
            dependencies: [
                "DeanDomain", "DeanSlack", "DeanStore", "DeanStoreSQLite", "dean", asyncHTTPClient, nioCore, nioHTTP1,
                logging, "Yams",
            ],
            swiftSettings: house
        ),
    ]
)
