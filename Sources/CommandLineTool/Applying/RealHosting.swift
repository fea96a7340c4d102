import ContentModel
import Diagnostics
import FileStore
import Hosting
import ObjectIDs
import Publishing

/// The hosting that the settings name.
struct RealHosting {
    let settings: Settings
    /// The commit whose media are hosted; `nil` for a work tree.
    let commit: CommitID?
    let workspace: Workspace

    /// - Throws: a finding when there is none, or one that this version does not know.
    func client() throws -> HostingClient {
        switch settings.hosting {
        case .url(let base): return .publicURL(base: base, commit: commit)
        case .directory(let path, let publicURL):
            try workspace.files().createFolder(path)
            let content = try MediaContent(of: workspace)
            return .directory(try FileRoot("\(workspace.root)/\(path)"), publicURL: publicURL) { file throws(Refusal) in
                try content.bytes(of: file)
            }
        case .s3:
            throw CommandFailure(
                "hosting: kind s3 cannot be used yet", why: "this calends hosts in a directory or at public URLs",
                fix: "write kind: directory or kind: url", status: .calendarErrors)
        case nil:
            throw CommandFailure(
                "hosting is missing in calendar/settings.yaml", why: "Meta fetches media from public URLs",
                fix: "write hosting: with kind: directory or kind: url", status: .calendarErrors)
        }
    }
}
