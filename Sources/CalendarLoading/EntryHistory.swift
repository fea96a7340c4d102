public import ContentModel
import Diagnostics
import Git
import MediaHeaders
public import ObjectIDs
public import Planning
import ScheduleLock
import Synchronization

/// Earlier versions of entries, read from git: what the planner compares with.
///
/// Nothing here fails a plan: a version that cannot be read is an answer that says why.
public struct EntryHistory: Sendable {
    private let pool: RepositoryPool
    private let settings: Settings
    private let settingsBlob: BlobID?
    private let zones: ZoneClient
    private let opensMedia: Bool
    private let known = PastSettings()

    /// - Parameters:
    ///   - path: in the repository.
    ///   - settings: those of today, for accounts that a version's own commit does not describe.
    ///   - settingsBlob: the content that they were read from; most commits have the same.
    ///   - opensMedia: looks at media as they were, so that it is known what was made of them; else their names tell
    ///     pictures from videos, and they count as going out as they are.
    public init(
        ofRepositoryAt path: String, settings: Settings, from settingsBlob: BlobID? = nil, zones: ZoneClient,
        opensMedia: Bool = false
    ) {
        self.init(
            in: RepositoryPool(path: path), settings: settings, from: settingsBlob, zones: zones, opensMedia: opensMedia
        )
    }

    init(
        in pool: RepositoryPool, settings: Settings, from settingsBlob: BlobID?, zones: ZoneClient,
        opensMedia: Bool = false
    ) {
        self.pool = pool
        self.opensMedia = opensMedia
        (self.settings, self.settingsBlob) = (settings, settingsBlob)
        self.zones = zones
    }

    /// An answer to each of `queries`.
    ///
    /// - Parameter head: the commit from which removed entries are looked for; `nil` before a first commit.
    public func answers(to queries: [HistoryQuery], head: CommitID?) async -> [HistoryQuery: HistoryAnswer] {
        var departures = Departures(from: head)
        try? departures.find(queries.filter { $0.version == .last }, in: pool)
        return await answers(to: queries, departures)
    }

    /// - Parameter departures: of all entries whose last version is asked for.
    func answers(
        to queries: [HistoryQuery], _ departures: Departures
    ) async -> [HistoryQuery: HistoryAnswer] {
        let answers = await mapInParallel(queries) { query in (query, answer(to: query, departures)) }
        return Dictionary(answers, uniquingKeysWith: { first, _ in first })
    }

    /// The publications that the entry at `path` came to in the version `blob`; the reason where it cannot be told.
    ///
    /// - Parameters:
    ///   - commit: where the settings and media of that time are; without it, or where it is not in this clone since
    ///     history was rewritten or cut off, today's settings count, and no media but those that are given.
    ///   - media: the blobs of media that are known without the commit.
    public func entry(
        atBlob blob: BlobID, path: String, commit: CommitID?, media: [MediaPath: BlobID] = [:]
    ) -> Result<[Publication], HistoryGap> {
        do throws(CalendarSourceError) {
            let snapshot = try commit.flatMap { commit throws(CalendarSourceError) in try self.snapshot(of: commit) }
            if opensMedia, commit != nil, snapshot == nil {
                return .failure(HistoryGap("the commit it was published from is not in this clone"))
            }
            let bytes = try content(of: blob)
            let source = Publication.Source(path: path, blob: blob)
            guard let draft = EntryDecoder().decode(bytes, of: source).draft else {
                return .failure(HistoryGap("that version of '\(path)' cannot be read"))
            }
            let context = EntryContext(
                settings: settings(in: snapshot), zones: zones, media: pastMedia(in: snapshot, known: media))
            return .success(EntryReading(draft, of: source, in: context, isLenient: true).publications)
        } catch {
            return .failure(HistoryGap(error.what))
        }
    }

    // MARK: - One answer

    private func answer(to query: HistoryQuery, _ departures: Departures) -> HistoryAnswer {
        let media = Dictionary(
            query.media.map { (MediaPath(known: $0.path), $0.blob) }, uniquingKeysWith: { first, _ in first })
        switch query.version {
        case .published:
            return publication(
                of: query,
                in: entry(atBlob: query.source.blob, path: query.source.path, commit: query.commit, media: media))
        case .last:
            let path = query.source.path
            guard let departure = departures[query] else { return .unavailable(departures.gap.reason) }
            return publication(
                of: query, in: entry(atBlob: departure.blob, path: path, commit: departure.last, media: media))
        }
    }

    private func publication(
        of query: HistoryQuery, in found: Result<[Publication], HistoryGap>
    ) -> HistoryAnswer {
        switch found {
        case .failure(let gap): return .unavailable(gap.reason)
        case .success(let publications):
            let name = query.publication.account
            let those = publications.filter { $0.id.occurrence == query.publication.occurrence }
            // The settings may have given the account another name since, or several.
            let names = [name] + query.formerIDs.map(\.account)
            let match =
                names.lazy.compactMap { name in those.first { $0.account.name == name } }.first
                ?? settings.accounts[name].flatMap { present in those.first { $0.account.id == present.id } }
            guard var match else {
                return .unavailable("that version of '\(query.source.path)' has no \(query.publication)")
            }
            match.id = query.publication
            return .found(match)
        }
    }

    /// - Throws: words that complete "… because".
    private func content(of blob: BlobID) throws(CalendarSourceError) -> [UInt8] {
        try pool.withRepository { repository throws(GitError) -> Result<[UInt8], CalendarSourceError> in
            do throws(GitError) {
                return .success(try repository.content(of: blob, limit: CalendarSource.largestCalendarFile))
            } catch {
                guard case .missingObject = error else { throw error }
                let what =
                    if repository.isShallow {
                        "this clone is shallow and has not that version (git fetch --unshallow brings it)"
                    } else if try repository.isPartial {
                        "this clone is partial and has not fetched that version (git cat-file -p \(blob) does)"
                    } else {
                        "no commit here has that version any more (git object \(blob)), as after history was rewritten"
                    }
                return .failure(CalendarSourceError(what: what, why: error.why, fix: error.fix))
            }
        }.get()
    }

    /// `nil` where this clone has not the commit.
    private func snapshot(of commit: CommitID) throws(CalendarSourceError) -> CommitSnapshot? {
        let isHere = try pool.withRepository { repository throws(GitError) in try repository.contains(commit.object) }
        return isHere ? try CommitSnapshot(of: commit, in: pool) : nil
    }

    /// The settings of the time, with accounts that only today's describe added.
    private func settings(in snapshot: CommitSnapshot?) -> Settings {
        guard let snapshot, let file = try? snapshot.file(at: CalendarLoader.settingsPath) else { return settings }
        if file.blob == settingsBlob { return settings }
        return known.settings(at: file.blob) {
            guard let bytes = try? content(of: file.blob) else { return settings }
            var past = SettingsReading(bytes, file: CalendarLoader.settingsPath, zones: zones).settings
            past.accounts.merge(settings.accounts) { past, _ in past }
            return past
        }
    }

    /// Media of the past were judged then; where they are opened again, and gone by now, their names must do.
    private func pastMedia(in snapshot: CommitSnapshot?, known: [MediaPath: BlobID]) -> MediaClient {
        MediaClient { path in
            let recorded = known[path] ?? (try? snapshot?.file(at: path.text))??.blob
            guard let blob = recorded else { return .failure(.missing(nearest: nil)) }
            if opensMedia, case .success(let facts)? = snapshot?.facts(path: path.text, blob: blob) {
                return .success(InspectedMedia(blob: blob, facts: facts))
            }
            return .success(InspectedMedia(blob: blob, facts: MediaFacts(guessedFromNameOf: path.text)))
        }
    }
}

/// Settings of earlier commits, each read once: most commits have the same ones.
private final class PastSettings: Sendable {
    private let byBlob = Mutex<[BlobID: Settings]>([:])

    func settings(at blob: BlobID, _ read: () -> Settings) -> Settings {
        byBlob.withLock { known in
            // Who comes while another one reads waits for that.
            let settings = known[blob] ?? read()
            known[blob] = settings
            return settings
        }
    }
}

/// Why a version of an entry cannot be told; completes "… because".
public struct HistoryGap: Error, Hashable, Sendable {
    /// What is in the way.
    public let reason: String
    /// A command that brings what this clone lacks, where one would.
    let fix: String?

    init(_ reason: String, fix: String? = nil) { (self.reason, self.fix) = (reason, fix) }
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
