import ContentModel
public import ObjectIDs
public import Publishing
import URLText

extension HostingClient {
    /// Media that is public already, such as the raw files of a public git host.
    ///
    /// - Parameter base: what stands before a file's path; `{commit}` in it is replaced by `commit`, so that what is
    ///   fetched is what was planned.
    public static func publicURL(base: String, commit: CommitID?) -> HostingClient {
        HostingClient { file, tag async throws(Refusal) in
            if base.contains("{commit}"), commit == nil {
                throw Refusal(
                    remedy: .person, effect: .none, message: "\(file.path) is not public: nothing is committed",
                    fix: "commit and push it: hosting.base names the commit")
            }
            let prefix = base.replacing("{commit}", with: commit.map(\.description) ?? "")
            // Meta advises ASCII.
            return "\(prefix.withoutFinalSlashes)/\(PercentEncoding.path(file.path))?v=\(tag)"
        }
    }
}
