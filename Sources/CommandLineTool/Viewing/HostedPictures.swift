import CalendarLoading
import ContentModel
import Cryptography
import FileStore
import Hosting
import MediaHeaders
import ObjectIDs

/// Where anybody can see a picture already, as far as that is certain without asking a network.
struct HostedPictures {
    private let hosting: HostingSettings?
    private let commit: CommitID?
    private let files: FileRoot?
    private let folder: FileRoot?

    init(_ calendar: LoadedCalendar, in workspace: Workspace) {
        hosting = calendar.settings?.hosting
        commit = calendar.isDirty ? nil : calendar.commit
        files = try? workspace.files()
        folder =
            if case .directory(let path, _, _) = hosting { try? FileRoot("\(workspace.root)/\(path)") } else { nil }
    }

    /// `nil` for a picture that is not public yet, or only by an address that ends.
    func url(of file: MediaFile) -> String? {
        switch hosting {
        case .url(let base):
            guard let commit else { return base.contains("{commit}") ? nil : joined(base, file.path) }
            return joined(base.replacing("{commit}", with: commit.description), file.path)
        case .directory(_, let publicURL, _):
            guard let folder, let name = name(of: file), (try? folder.facts(of: name)) != nil else { return nil }
            return joined(publicURL, name)
        case .s3, nil: return nil
        }
    }

    /// What the file of the work tree is called where it is hosted.
    private func name(of file: MediaFile) -> String? {
        guard let open = try? files?.open(file.path),
            let format = try? MediaFacts(size: open.size, read: { try open.read(at: $0, count: $1) }).format,
            let digest = try? SHA256.digest(of: open)
        else { return nil }
        return PublicFile(
            path: open.path, size: open.size, sha256: digest, contentType: format.contentType,
            fileExtension: format.fileExtension
        ).name
    }

    private func joined(_ base: String, _ path: String) -> String {
        "\(base.withoutFinalSlashes)/\(path.percentEncodedPath)"
    }
}
