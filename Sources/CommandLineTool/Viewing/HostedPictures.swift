import CalendarLoading
import ContentModel
import FileStore
import Hosting
import ObjectIDs
import URLText

/// Where anybody can see a picture already, as far as that is certain without asking a network.
struct HostedPictures {
    private let hosting: HostingSettings?
    private let commit: CommitID?
    private let folder: FileRoot?
    private let content: MediaContent?

    init(_ calendar: LoadedCalendar, in workspace: Workspace) {
        hosting = calendar.settings?.hosting
        commit = calendar.isDirty ? nil : calendar.commit
        folder =
            if case .directory(let path, _, _) = hosting { try? FileRoot("\(workspace.root)/\(path)") } else { nil }
        content = folder == nil ? nil : try? MediaContent(of: workspace)
    }

    /// `nil` for a picture that is not public yet, or only by an address that ends.
    func url(of file: MediaFile) -> String? {
        switch hosting {
        case .url(let base):
            guard let commit else { return base.contains("{commit}") ? nil : joined(base, file.path) }
            return joined(base.replacing("{commit}", with: commit.description), file.path)
        case .directory(_, let publicURL, _):
            // What is not prepared is not hosted either, and a view prepares nothing.
            guard let folder, let content, content.isPrepared(file), let hosted = try? content.publicFileNow(of: file),
                (try? folder.facts(of: hosted.name)) != nil
            else { return nil }
            return joined(publicURL, hosted.name)
        case .s3, nil: return nil
        }
    }

    private func joined(_ base: String, _ path: String) -> String {
        "\(base.withoutFinalSlashes)/\(PercentEncoding.path(path))"
    }
}
