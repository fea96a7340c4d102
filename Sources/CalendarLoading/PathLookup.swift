import ContentModel
import Diagnostics

/// Finds out why a path leads nowhere, and which path was probably meant.
struct PathLookup {
    /// What a name in a folder is.
    enum Kind: Hashable {
        case file, folder, link
    }

    /// The names in a folder (`""` is the root), or `nil` where there is no such folder.
    let children: (_ folder: String) -> [String: Kind]?

    /// Why `path` is no readable file of the repository.
    func problem(with path: String) -> MediaProblem {
        var actual = ""
        var isExact = true
        var differsInCaseOnly = true
        let parts = path.split(separator: "/").map(String.init)
        for (index, part) in parts.enumerated() {
            guard let names = children(actual) else { return .missing(nearest: nil) }
            guard let name = match(part, in: names) else { return .missing(nearest: nil) }
            if name != part { isExact = false }
            if name.lowercased() != part.lowercased() { differsInCaseOnly = false }
            actual += (actual.isEmpty ? "" : "/") + name
            let isLast = index == parts.count - 1
            switch names[name] {
            case .link?: return isExact ? .symbolicLink : .missing(nearest: nil)
            case .folder? where isLast: return isExact ? .isFolder : .missing(nearest: nil)
            case .file? where !isLast: return .missing(nearest: nil)
            default: break
            }
        }
        // It was there when its folder was listed.
        if isExact { return .missing(nearest: nil) }
        return differsInCaseOnly ? .caseDiffers(actual: actual) : .missing(nearest: actual)
    }

    private func match(_ part: String, in names: [String: Kind]) -> String? {
        if names[part] != nil { return part }
        let sorted = names.keys.sorted()
        return sorted.first { $0.lowercased() == part.lowercased() } ?? Suggestion.nearest(to: part, among: sorted)
    }
}

extension PathLookup {
    /// A lookup in a list of files, each with whether it is a link.
    init(files: [(path: String, isLink: Bool)]) {
        var folders: [String: [String: Kind]] = ["": [:]]
        for file in files {
            var folder = ""
            let parts = file.path.split(separator: "/").map(String.init)
            for part in parts.dropLast() {
                folders[folder, default: [:]][part] = .folder
                folder += (folder.isEmpty ? "" : "/") + part
            }
            guard let name = parts.last else { continue }
            folders[folder, default: [:]][name] = file.isLink ? .link : .file
        }
        let found = folders
        children = { found[$0] }
    }
}
