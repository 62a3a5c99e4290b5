import Crypto
import DeanDomain
import Foundation

/// Meta's `appsecret_proof`: it shows that the caller knows the app's secret, without being any use as a token.
enum SecretProof {
    static func make(secret: Secret, token: Secret) -> String {
        let key = SymmetricKey(data: Data(secret.reveal().utf8))
        let code = HMAC<SHA256>.authenticationCode(for: Data(token.reveal().utf8), using: key)
        return code.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}
