import Foundation

/// Slack's old verification token, which still comes with every request and is a credential of the app.
///
/// Dean verifies signatures; the token is cut out of a body before the body is stored.
enum VerificationToken {
    static func removed(from body: String) -> String {
        var body = body
        for pattern in [
            #"(?<=^|&)token=[^&]*"#,  // a form's field
            #"(?<=%22token%22%3A%22)[^%&]*"#,  // in the JSON inside a form
            #"(?<="token":")[^"]*"#, #"(?<="token": ")[^"]*"#,  // in JSON
        ] {
            body = body.replacingOccurrences(of: pattern, with: "", options: .regularExpression)
        }
        return body
    }
}
