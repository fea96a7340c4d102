import ContentModel
import Diagnostics

/// Finds out why a path leads nowhere, and which path was probably meant.
struct PathLookup {
    /// What a name in a folder is.
    enum Kind: Hashable {
        case file, folder, link
    }

    /// What is in each folder, by the folder's path; the root's is empty.
    private var folders: [MediaPath: [MediaPath: Kind]] = [MediaPath(known: ""): [:]]

    /// A lookup in a list of files, each with whether it is a link.
    init(files: [(path: String, isLink: Bool)]) {
        for file in files {
            var folder = ""
            let parts = Self.parts(of: file.path)
            for part in parts.dropLast() {
                folders[MediaPath(known: folder), default: [:]][MediaPath(known: part)] = .folder
                folder += (folder.isEmpty ? "" : "/") + part
            }
            guard let name = parts.last else { continue }
            folders[MediaPath(known: folder), default: [:]][MediaPath(known: name)] = file.isLink ? .link : .file
        }
    }

    private static func parts(of path: String) -> [String] {
        path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
    }

    /// How far a name is from the one that is there.
    private enum Distance: Comparable {
        case none, spelling, letterCase, more
    }

    /// Why `path` is no readable file of the repository.
    func problem(with path: String) -> MediaProblem {
        var actual = ""
        var distance = Distance.none
        let parts = Self.parts(of: path)
        for (index, part) in parts.enumerated() {
            guard let names = folders[MediaPath(known: actual)], let (name, kind, away) = match(part, in: names) else {
                return .missing(nearest: nil)
            }
            distance = max(distance, away)
            actual += (actual.isEmpty ? "" : "/") + name
            let isLast = index == parts.count - 1
            switch kind {
            case .link: return distance == .none ? .symbolicLink : .missing(nearest: nil)
            case .folder where isLast: return distance == .none ? .isFolder : .missing(nearest: nil)
            case .file where !isLast: return .missing(nearest: nil)
            default: break
            }
        }
        return switch distance {
        // It was there when its folder was listed.
        case .none: .missing(nearest: nil)
        case .spelling: .spelledOtherwise(actual: actual)
        case .letterCase: .caseDiffers(actual: actual)
        case .more: .missing(nearest: actual)
        }
    }

    private func match(_ part: String, in names: [MediaPath: Kind]) -> (String, Kind, Distance)? {
        if let kind = names[MediaPath(known: part)] { return (part, kind, .none) }
        let sorted = names.sorted { $0.key < $1.key }
        func first(_ distance: Distance, where isMeant: (String) -> Bool) -> (String, Kind, Distance)? {
            sorted.first { isMeant($0.key.text) }.map { ($0.key.text, $0.value, distance) }
        }
        // Strings are equal where Unicode calls them equivalent, whatever their bytes are.
        if let other = first(.spelling, where: { $0 == part }) { return other }
        if let other = first(.letterCase, where: { $0.lowercased() == part.lowercased() }) { return other }
        guard let near = Suggestion.nearest(to: part, among: sorted.map(\.key.text)) else { return nil }
        return first(.more) { $0 == near }
    }
}
