import ContentModel
import Diagnostics
import FileStore

/// Finds the secrets that the settings only refer to.
struct Secrets: Sendable {
    let environment: [String: String]
    /// Where relative paths of `file:` start.
    let root: String

    /// The secret behind `reference`, without white space around it; nothing of it is ever in an error.
    ///
    /// - Parameter purpose: what it is for, such as `the token of account bakery`.
    func secret(_ reference: SecretReference, for purpose: String, at location: SourceLocation?) throws(Diagnostic)
        -> String
    {
        switch reference {
        case .environment(let name):
            let text = Self.trimmed(environment[name] ?? "")
            guard text.isEmpty else { return text }
            throw Diagnostic(
                location, "\(purpose) is missing: \(reference)",
                why: "the environment has no \(name)", fix: "export \(name), or set it as a secret of the CI job")
        case .file(let path):
            let text = try contents(of: path, purpose, location)
            guard text.isEmpty else { return text }
            throw Diagnostic(
                location, "\(purpose) is missing: \(reference)", why: "the file is empty",
                fix: "write the secret into it")
        case .store(let name):
            throw Diagnostic(
                location, "\(purpose) is missing: \(reference)", why: "this calends keeps no secrets of its own",
                fix: "write env:NAME or file:PATH instead of store:\(name)")
        }
    }

    private func contents(
        of path: String, _ purpose: String, _ location: SourceLocation?
    ) throws(Diagnostic) -> String {
        do throws(FileError) {
            // Secrets lie outside of the repository: the file is named by the person who runs this.
            let whole = path.hasPrefix("/") ? path : root + "/" + path
            let folder = whole.lastIndex(of: "/").map { whole[..<$0] } ?? ""
            let name = String(whole.split(separator: "/").last ?? "")
            let bytes = try FileRoot(folder.isEmpty ? "/" : String(folder)).bytes(of: name, limit: 64 << 10)
            return Self.trimmed(String(decoding: bytes, as: UTF8.self))
        } catch {
            throw Diagnostic(location, "\(purpose) is missing: \(error.what)", why: error.why, fix: error.fix)
        }
    }

    private static func trimmed(_ text: String) -> String {
        var rest = text[...].drop(while: \.isWhitespace)
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
