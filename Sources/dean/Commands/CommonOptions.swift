import ArgumentParser
import DeanDomain
import Foundation

/// What every command that works with Dean's configuration takes.
struct CommonOptions: ParsableArguments {
    @Option(help: "A section of settings.yaml: production, sandbox, or your own.")
    var profile: String?

    @Option(help: "The directory of settings.yaml, rules.yaml and goals.yaml; default: DEAN_CONFIG, manifests/config.")
    var config: String?

    /// The configuration for `subcommand`; every problem at once on standard error and exit code 64.
    ///
    /// What the command needs and lacks ends it; what it merely does worse without is said and passed over.
    func load(for subcommand: Subcommand? = nil, environment: [String: String]? = nil) throws -> DeanConfiguration {
        let configuration: DeanConfiguration
        do {
            configuration = try DeanConfiguration.load(
                overrides: ConfigurationOverrides(profile: profile, directory: config),
                environment: environment ?? ProcessInfo.processInfo.environment,
                workingDirectory: FileManager.default.currentDirectoryPath
            )
        } catch {
            printError("\(error)")
            throw DeanExit.usage
        }
        let missing = subcommand.map { configuration.requirements(for: $0) } ?? []
        for requirement in missing { printError("dean: \(requirement)") }
        if missing.contains(where: \.blocks) { throw DeanExit.usage }
        return configuration
    }
}
