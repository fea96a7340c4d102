import Diagnostics
import FileStore
import Publishing
import ScheduleLock

/// The files below a repository that keep local state.
struct StateFiles: Sendable {
    private let root: FileRoot
    private let paths: StatePaths
    private let files: [StateDisk.File: DurableFile]
    private let lockfile: LockfilePlace
    private let layout: LockfileLayout

    /// Opens them for a run that holds the lock: what crashes left half-written is cleared away.
    init(in root: FileRoot, at paths: StatePaths, layout: LockfileLayout) throws(FileError) {
        (self.root, self.paths, self.layout) = (root, paths, layout)
        lockfile = LockfilePlace(in: root, at: paths.lockfile)
        try lockfile.removeLeftovers()
        var files: [StateDisk.File: DurableFile] = [:]
        for file in StateDisk.File.allCases where file != .lockfile {
            let opened = try root.durableFile(paths.path(of: file))
            try opened.removeLeftovers()
            files[file] = opened
        }
        self.files = files
    }

    func append(_ bytes: [UInt8], to file: StateDisk.File, afterSound length: Int) throws(StateFailure) {
        do throws(FileError) {
            try files[file]?.append(bytes, afterSound: length)
        } catch {
            throw StateFailure(message: error.what, fix: error.fix)
        }
    }

    func replace(_ file: StateDisk.File, with bytes: [UInt8]) throws(StateFailure) {
        do throws(FileError) {
            guard file != .lockfile else { return try lockfile.replace(with: bytes, as: layout) }
            try files[file]?.replace(with: bytes)
        } catch {
            throw StateFailure(message: error.what, fix: error.fix)
        }
    }

    var disk: StateDisk {
        StateDisk(
            read: { file async throws(Diagnostic) in
                file == .lockfile ? try lockfile.bytes() : try StateSnapshot.bytes(of: paths.path(of: file), in: root)
            },
            append: { file, bytes, sound async throws(StateFailure) in
                try append(bytes, to: file, afterSound: sound)
            },
            replace: { file, bytes async throws(StateFailure) in try replace(file, with: bytes) })
    }
}

extension StatePaths {
    /// Where a file is, from the repository's root.
    func path(of file: StateDisk.File) -> String {
        switch file {
        case .journal: journal
        case .lockfile: lockfile
        case .memory: memory
        }
    }
}
