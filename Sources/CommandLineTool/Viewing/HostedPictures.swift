import CalendarLoading
import ContentModel
import FileStore
import Hosting
import ObjectIDs

/// Where anybody can see a picture already, as far as that is certain without asking a network.
struct HostedPictures {
    private let hosting: HostingSettings?
    private let commit: CommitID?
    private let folder: FileRoot?

    init(_ calendar: LoadedCalendar, in workspace: Workspace) {
        hosting = calendar.settings?.hosting
        commit = calendar.isDirty ? nil : calendar.commit
        folder =
            if case .directory(let path, _) = hosting { try? FileRoot("\(workspace.root)/\(path)") } else { nil }
    }

    /// `nil` for a picture that is not public yet, or only by an address that ends.
    func url(of file: MediaFile) -> String? {
        switch hosting {
        case .url(let base):
            guard let commit else { return base.contains("{commit}") ? nil : joined(base, file.path) }
            return joined(base.replacing("{commit}", with: commit.description), file.path)
        case .directory(_, let publicURL):
            guard let dot = file.path.lastIndex(of: "."), !file.path[dot...].contains("/") else { return nil }
            let name = "\(file.blob)\(file.path[dot...].lowercased())"
            guard let folder, (try? folder.facts(of: name)) != nil else { return nil }
            return joined(publicURL, name)
        case .s3, nil: return nil
        }
    }

    private func joined(_ base: String, _ path: String) -> String {
        "\(base.withoutFinalSlashes)/\(path.percentEncodedPath)"
    }
}
