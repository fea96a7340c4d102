import CGit2
import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#endif

extension Repository {
    /// Whether git certainly records files byte for byte: no configuration and no attributes ask for anything else.
    ///
    /// Attributes in folders below the top are not looked for.
    public func addsFilesAsTheyAre() throws(GitError) -> Bool {
        guard let top = workTreePath else { return false }
        let environment = ProcessInfo.processInfo.environment
        let home = environment["HOME"] ?? ""
        let configured = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? "\(home)/.config"
        // They may say anything; in practice there are none.
        let others = ["\(commonFolderPath)/info/attributes", "\(configured)/git/attributes", "/etc/gitattributes"]
        guard !others.contains(where: { access($0, F_OK) == 0 }) else { return false }
        if let own = try? Data(contentsOf: URL(fileURLWithPath: "\(top)/.gitattributes")) {
            let words = ["text", "crlf", "eol", "filter", "ident", "encoding", "[attr]"]
            let text = String(decoding: own, as: UTF8.self)
            guard !words.contains(where: { text.contains($0) }) else { return false }
        }
        let snapshot = try handle("git_repository_config_snapshot", freeing: git_config_free) {
            git_repository_config_snapshot(&$0, pointer)
        }
        var text: UnsafePointer<CChar>?
        let names = ["core.autocrlf", "core.attributesfile", "core.ignorecase", "core.precomposeunicode"]
        for name in names where git_config_get_string(&text, snapshot.pointer, name) == 0 {
            guard let text, ["false", "no", "off", "0"].contains(String(cString: text)) else { return false }
        }
        return true
    }
}
