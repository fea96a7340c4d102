public import Foundation

/// Looks for the sandbox's tokens and app secrets in what tests make the product write.
///
/// Every ``TemporaryDirectory`` is searched before it is removed, so whatever of settings, lockfiles, journals, plans,
/// caches, logs and outputs a test run leaves there must be free of them; where calends worked, also what git keeps.
public enum SecretSearch {
    /// What the sandbox's tokens begin with; 40 letters and digits follow.
    private static let beginnings = ["IGAA", "EAA"]
    private static let length = 40
    /// The apps' secrets, and the key of the stores that tests make.
    private static let others = [
        "sandbox-app-secret", "sandbox-instagram-secret", String(repeating: "5c", count: 32),
    ]
    /// Where the sandbox itself keeps them, as the platform that it stands in for.
    private static let platform = "sandbox.json"

    /// Whether a secret stands in a text.
    public static func isSecret(in text: String) -> Bool { isSecret(in: Data(text.utf8)) }

    /// Whether a secret stands in some bytes.
    public static func isSecret(in bytes: Data) -> Bool {
        others.contains { bytes.range(of: Data($0.utf8)) != nil } || beginnings.contains { isToken($0, in: bytes) }
    }

    /// A word of its own: what is encrypted is written in base64, where anything may come by chance.
    private static func isToken(_ beginning: String, in bytes: Data) -> Bool {
        let word = Data(beginning.utf8)
        var rest = bytes[...]
        while let found = rest.range(of: word) {
            let letters = rest[found.upperBound...].prefix(length)
            let (before, after) = (bytes[..<found.lowerBound].suffix(3), bytes[letters.endIndex...].first)
            if letters.count == length, letters.allSatisfy(isAlphanumeric), after.map(isBase64) != true,
                before.last.map(isBase64) != true || before.first == UInt8(ascii: "%")
            {
                return true
            }
            rest = rest[found.upperBound...]
        }
        return false
    }

    /// The files below a folder that hold a secret, and the git repositories with an object that does.
    public static func places(below folder: String) -> [String] {
        guard let paths = FileManager.default.subpaths(atPath: folder) else { return [] }
        let files = paths.filter { path in
            let whole = folder + "/" + path
            var facts = stat()
            // Pipes and sockets would be waited for.
            guard !path.hasSuffix(platform), lstat(whole, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG,
                let bytes = try? Data(contentsOf: URL(filePath: whole))
            else { return false }
            return isSecret(in: bytes)
        }
        // Objects are compressed. Where no calendar is, calends did not write any.
        guard paths.contains(where: { $0.hasSuffix("calendar/settings.yaml") || $0.hasSuffix("journal.git") }) else {
            return files
        }
        let repositories = paths.filter { path in
            path.hasSuffix("/objects") && paths.contains(path.dropLast("objects".count) + "HEAD")
        }
        return files + repositories.filter { isSecret(in: objects(ofRepository: "\(folder)/\($0)/..")) }
    }

    /// Every object of a repository, whole: loose ones and those in packs.
    private static func objects(ofRepository path: String) -> Data {
        let git = Process()
        git.executableURL = URL(filePath: "/usr/bin/env")
        git.arguments = ["git", "--git-dir", path, "cat-file", "--batch-all-objects", "--batch", "--unordered"]
        git.environment = TemporaryGitRepository.isolation
        let pipe = Pipe()
        git.standardOutput = pipe
        git.standardError = FileHandle.nullDevice
        guard (try? git.run()) != nil else { return Data() }
        let bytes = (try? pipe.fileHandleForReading.readToEnd()) ?? nil
        git.waitUntilExit()
        return bytes ?? Data()
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    private static func isBase64(_ byte: UInt8) -> Bool { isAlphanumeric(byte) || byte == UInt8(ascii: "+") }
}
