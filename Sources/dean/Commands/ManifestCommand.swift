import ArgumentParser
import DeanSlack
import Foundation

struct ManifestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manifest",
        abstract: "Print the Slack app manifest: api.slack.com/apps, Create New App, From a manifest."
    )

    @Option(help: "Where Slack reaches Dean (https://…); default: this host's name.")
    var url: String?

    @Flag(help: "Without addresses, for Socket Mode (SLACK_APP_TOKEN).")
    var socketMode = false

    @Option(help: "The app's name in Slack, at most 35 characters.")
    var name = "Dean"

    func run() async throws {
        if socketMode, url != nil { throw ValidationError("--socket-mode has no addresses; leave --url out") }
        let address = url ?? "https://\(ProcessInfo.processInfo.hostName)"
        do throws(SlackError) {
            print(try Self.json(name: name, url: socketMode ? nil : address), terminator: "")
        } catch {
            throw ValidationError("\(error)")
        }
    }

    static func json(name: String, url: String?) throws(SlackError) -> String {
        try AppManifest(name: name, baseURL: url).json()
    }
}
