public import Foundation

/// Looks for the sandbox's tokens and app secrets in what tests make the product write.
///
/// Every ``TemporaryDirectory`` is searched before it is removed, so whatever of settings, lockfiles, journals, plans,
/// caches and logs a test run leaves there must be free of them.
public enum SecretSearch {
    /// What the sandbox's tokens begin with; 40 letters and digits follow.
    private static let beginnings = ["IGAA", "EAA"]
    private static let length = 40
    private static let appSecrets = ["sandbox-app-secret", "sandbox-instagram-secret"]
    /// Where the sandbox itself keeps them, as the platform that it stands in for.
    private static let platform = "sandbox.json"

    /// Whether a secret stands in a text.
    public static func isSecret(in text: String) -> Bool { isSecret(in: Data(text.utf8)) }

    /// Whether a secret stands in some bytes.
    public static func isSecret(in bytes: Data) -> Bool {
        appSecrets.contains { bytes.range(of: Data($0.utf8)) != nil } || beginnings.contains { isToken($0, in: bytes) }
    }

    private static func isToken(_ beginning: String, in bytes: Data) -> Bool {
        let word = Data(beginning.utf8)
        var rest = bytes[...]
        while let found = rest.range(of: word) {
            let letters = rest[found.upperBound...].prefix(length)
            if letters.count == length, letters.allSatisfy(isAlphanumeric) { return true }
            rest = rest[found.upperBound...]
        }
        return false
    }

    /// The files below a folder that hold a secret.
    public static func places(below folder: String) -> [String] {
        guard let paths = FileManager.default.subpaths(atPath: folder) else { return [] }
        return paths.filter { path in
            let whole = folder + "/" + path
            var facts = stat()
            // Pipes and sockets would be waited for.
            guard !path.hasSuffix(platform), lstat(whole, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG,
                let bytes = try? Data(contentsOf: URL(filePath: whole))
            else { return false }
            return isSecret(in: bytes)
        }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
