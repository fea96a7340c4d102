public import ContentModel
import Diagnostics
import Git
import MediaHeaders
public import ObjectIDs
public import Planning
import ScheduleLock

/// Earlier versions of entries, read from git: what the planner compares with.
///
/// Nothing here fails a plan: a version that cannot be read is an answer that says why.
public struct EntryHistory: Sendable {
    private let pool: RepositoryPool
    private let settings: Settings
    private let zones: ZoneClient
    private let opensMedia: Bool

    /// - Parameters:
    ///   - path: in the repository.
    ///   - settings: those of today, for accounts that a version's own commit does not describe.
    ///   - opensMedia: looks at media as they were, so that it is known what was made of them; else their names tell
    ///     pictures from videos, and they count as going out as they are.
    public init(ofRepositoryAt path: String, settings: Settings, zones: ZoneClient, opensMedia: Bool = false) {
        pool = RepositoryPool(path: path)
        self.opensMedia = opensMedia
        self.settings = settings
        self.zones = zones
    }

    /// An answer to each of `queries`.
    ///
    /// - Parameter head: the commit from which removed entries are looked for; `nil` before a first commit.
    public func answers(
        to queries: [HistoryQuery], head: CommitID?
    ) async -> [HistoryQuery: HistoryAnswer] {
        let last = LastVersions(of: queries.filter { $0.version == .last }, head: head, pool: pool)
        let answers = await mapInParallel(queries) { query in (query, answer(to: query, last: last)) }
        return Dictionary(answers, uniquingKeysWith: { first, _ in first })
    }

    /// The publications that the entry at `path` came to in the version `blob`; the reason where it cannot be told.
    ///
    /// - Parameters:
    ///   - commit: where the settings and media of that time are; `nil` takes today's settings and no media.
    ///   - media: the blobs of media that are known without the commit.
    public func entry(
        atBlob blob: BlobID, path: String, commit: CommitID?, media: [String: BlobID] = [:]
    ) -> Result<[Publication], HistoryGap> {
        do throws(CalendarSourceError) {
            let snapshot = try commit.map { commit throws(CalendarSourceError) in
                try CommitSnapshot(of: commit, in: pool)
            }
            let bytes = try content(of: blob)
            let source = Publication.Source(path: path, blob: blob)
            guard let draft = EntryDecoder().decode(bytes, of: source).draft else {
                return .failure(HistoryGap("that version of '\(path)' cannot be read"))
            }
            let context = EntryContext(
                settings: settings(in: snapshot), zones: zones, media: pastMedia(in: snapshot, known: media))
            return .success(EntryReading(draft, in: context, isLenient: true).publications)
        } catch {
            return .failure(HistoryGap(error.what))
        }
    }

    // MARK: - One answer

    private func answer(to query: HistoryQuery, last: LastVersions) -> HistoryAnswer {
        let media = Dictionary(query.media.map { ($0.path, $0.blob) }, uniquingKeysWith: { first, _ in first })
        switch query.version {
        case .published:
            return publication(
                of: query,
                in: entry(atBlob: query.source.blob, path: query.source.path, commit: query.commit, media: media))
        case .last:
            switch last.version(of: query.source.path) {
            case .success(let version):
                return publication(
                    of: query,
                    in: entry(atBlob: version.blob, path: query.source.path, commit: version.commit, media: media))
            case .failure(let gap): return .unavailable(gap.reason)
            }
        }
    }

    private func publication(
        of query: HistoryQuery, in found: Result<[Publication], HistoryGap>
    ) -> HistoryAnswer {
        switch found {
        case .failure(let gap): return .unavailable(gap.reason)
        case .success(let publications):
            let match = publications.first {
                $0.account.name == query.publication.account && $0.id.occurrence == query.publication.occurrence
            }
            guard var match else {
                return .unavailable("that version of '\(query.source.path)' has no \(query.publication)")
            }
            match.id = query.publication
            return .found(match)
        }
    }

    private func content(of blob: BlobID) throws(CalendarSourceError) -> [UInt8] {
        try pool.withRepository { repository throws(GitError) in
            try repository.content(of: blob, limit: CalendarSource.largestCalendarFile)
        }
    }

    /// The settings of the time, with accounts that only today's describe added.
    private func settings(in snapshot: CommitSnapshot?) -> Settings {
        guard let snapshot, let file = try? snapshot.file(at: CalendarLoader.settingsPath),
            let bytes = try? content(of: file.blob)
        else { return settings }
        var past = SettingsReading(bytes, file: CalendarLoader.settingsPath, zones: zones).settings
        past.accounts.merge(settings.accounts) { past, _ in past }
        return past
    }

    /// Media of the past were judged then; where they are opened again, and gone by now, their names must do.
    private func pastMedia(in snapshot: CommitSnapshot?, known: [String: BlobID]) -> MediaClient {
        MediaClient { path in
            let recorded = known[path] ?? (try? snapshot?.file(at: path))??.blob
            guard let blob = recorded else { return .failure(.missing(nearest: nil)) }
            if opensMedia, case .success(let facts)? = snapshot?.facts(path: path, blob: blob) {
                return .success(InspectedMedia(blob: blob, facts: facts))
            }
            return .success(InspectedMedia(blob: blob, facts: MediaFacts(guessedFromNameOf: path)))
        }
    }
}

/// Why a version of an entry cannot be told; completes "… because".
public struct HistoryGap: Error, Hashable, Sendable {
    /// What is in the way.
    public let reason: String

    init(_ reason: String) { self.reason = reason }
}

/// The newest versions of entries that have left the calendar: one walk through history for all of them.
private struct LastVersions: Sendable {
    private var versions: [String: CalendarVersion] = [:]
    private var gap = HistoryGap("history does not show the entry")

    /// A version of a file, and the commit that has it.
    struct CalendarVersion: Sendable {
        var blob: BlobID
        var commit: CommitID
    }

    init(of queries: [HistoryQuery], head: CommitID?, pool: RepositoryPool) {
        guard !queries.isEmpty, let head else { return }
        let paths = Set(queries.map(\.source.path)).sorted()
        do throws(CalendarSourceError) {
            versions = try pool.withRepository { repository throws(GitError) in
                try Self.find(paths, from: head, in: repository)
            }
        } catch {
            gap = HistoryGap(error.what)
        }
    }

    func version(of path: String) -> Result<CalendarVersion, HistoryGap> {
        versions[path].map { .success($0) } ?? .failure(gap)
    }

    private static func find(
        _ paths: [String], from start: CommitID, in repository: borrowing Repository
    ) throws(GitError) -> [String: CalendarVersion] {
        var versions: [String: CalendarVersion] = [:]
        func note(_ path: String, at commit: CommitID) throws(GitError) -> Bool {
            let tree = try repository.tree(of: commit)
            guard let file = try repository.file(at: RepositoryPath(path), in: tree) else { return false }
            versions[path] = CalendarVersion(blob: file.blob, commit: commit)
            return true
        }
        var gone: [String] = []
        for path in paths where try !note(path, at: start) { gone.append(path) }
        guard !gone.isEmpty else { return versions }
        let deletions = try repository.lastChange(of: gone.map { RepositoryPath($0) }, at: start)
        for path in gone {
            guard let deletion = deletions[RepositoryPath(path)] else { continue }
            for parent in deletion.commit.parents where try note(path, at: parent) { break }
        }
        return versions
    }
}

extension MediaFacts {
    /// Enough to tell a picture from a video.
    fileprivate init(guessedFromNameOf path: String) {
        let name = path.lowercased()
        if [".mp4", ".mov", ".m4v"].contains(where: name.hasSuffix) {
            self.init(format: .mp4, byteCount: 0, content: .video(VideoFacts()))
        } else {
            self.init(format: .jpeg, byteCount: 0, content: .image(ImageFacts(size: PixelSize(width: 1, height: 1))))
        }
    }
}
