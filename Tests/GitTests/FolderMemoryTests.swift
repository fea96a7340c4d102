import Foundation
import Glibc
import TestSupport
import Testing

@testable import Git

/// What is seen of a work tree is the same with what an earlier look remembers and without, whatever happened between.
@Suite struct FolderMemoryTests {
    /// A work tree of which looks are taken.
    private struct World {
        let repository: TemporaryGitRepository

        init() throws {
            repository = try TemporaryGitRepository()
            for name in ["a/1", "a/2", "a/b/1", "a/b/2", "a/c/1", "a/d/1", "a/d/2"] {
                try repository.write("\(name)\n", to: "calendar/\(name).yaml")
            }
            try repository.git("add", ".")
        }

        func path(_ name: String) -> String { "\(repository.path)/calendar/\(name)" }

        func rename(_ name: String, to other: String) throws {
            try FileManager.default.moveItem(atPath: path(name), toPath: path(other))
        }

        /// One look at every folder; as if time enough had gone by to trust what lies in the past.
        func looks(knowing memory: FolderMemory = FolderMemory()) throws -> [WorkTreeScan.Look?] {
            // What is done from here on is done in another tick, as after any look that is remembered.
            let made = Moment.now
            while Moment.now == made { usleep(500) }
            let later = Moment(seconds: made.seconds + 60, nanoseconds: 0)
            let scan = try #require(try WorkTreeScan(of: open(repository.path), begun: later))
            return try #require(scan.folders(below: "calendar")).map { scan.look(in: $0, knowing: memory) }
        }

        func memory() throws -> FolderMemory {
            try #require(FolderMemory(learntFrom: looks().compactMap(\.self)))
        }

        /// Holds both ways to look against each other.
        func expectSame(knowing memory: FolderMemory, _ words: String) throws {
            let (with, without) = (try looks(knowing: memory).map(Self.facts), try looks().map(Self.facts))
            #expect(with == without, "\(words)")
        }

        private static func facts(_ look: WorkTreeScan.Look?) -> String {
            look.map { "\($0.untouched) \($0.touched) \($0.strangers.sorted())" } ?? "the long way"
        }
    }

    /// What people, programs and git do to folders.
    private enum Event: CaseIterable {
        case write, writeInside, add, addToSubfolder, addHidden, remove, removeSubfolder, rename, moveFile, replaceFile
        case folderForFile, linkForFile, fileForFolder, linkForFolder, newFolder, emptyFolder, newRepository, attributes
        case moveFolder, swapFolders, copyFolder, formerTimes, track, trackAll, untrack, commit, ignore, pipe
    }

    private static func happen(_ event: Event, in world: World, _ number: Int) throws {
        let (files, repository) = (FileManager.default, world.repository)
        func write(_ name: String) throws { try repository.write("\(number)\n", to: "calendar/\(name)") }
        switch event {
        case .write: try write("a/1.yaml")
        case .writeInside:
            let file = try FileHandle(forWritingTo: URL(fileURLWithPath: world.path("a/b/1.yaml")))
            try file.seekToEnd()
            try file.write(contentsOf: Data("#".utf8))
            try file.close()
        case .add: try write("a/new-\(number).yaml")
        case .addToSubfolder: try write("a/b/new-\(number).yaml")
        case .addHidden: try write("a/.hidden-\(number)")
        case .remove: try files.removeItem(atPath: world.path("a/2.yaml"))
        case .removeSubfolder: try files.removeItem(atPath: world.path("a/d"))
        case .rename: try world.rename("a/b/2.yaml", to: "a/b/2-\(number).yaml")
        case .moveFile: try world.rename("a/b/1.yaml", to: "a/c/1-\(number).yaml")
        case .replaceFile:
            try write("replacement")
            try files.removeItem(atPath: world.path("a/c/1.yaml"))
            try world.rename("replacement", to: "a/c/1.yaml")
        case .folderForFile:
            try files.removeItem(atPath: world.path("a/1.yaml"))
            try write("a/1.yaml/inside.yaml")
        case .linkForFile:
            try world.rename("a/1.yaml", to: "elsewhere-\(number)")
            try files.createSymbolicLink(
                atPath: world.path("a/1.yaml"), withDestinationPath: "../elsewhere-\(number)")
        case .fileForFolder:
            try world.rename("a/c", to: "gone-\(number)")
            try write("a/c")
        case .linkForFolder:
            try world.rename("a/b", to: "moved-\(number)")
            try files.createSymbolicLink(atPath: world.path("a/b"), withDestinationPath: "../moved-\(number)")
        case .newFolder: try write("a/n\(number)/new.yaml")
        case .emptyFolder:
            try files.createDirectory(atPath: world.path("a/e\(number)"), withIntermediateDirectories: true)
        case .newRepository: try repository.git("init", "--quiet", "calendar/a/r\(number)")
        case .attributes: try write("a/.gitattributes")
        case .moveFolder: try world.rename("a/d", to: "a/d-\(number)")
        case .swapFolders:
            try world.rename("a/b", to: "swap")
            try world.rename("a/d", to: "a/b")
            try world.rename("swap", to: "a/d")
        case .copyFolder:
            // With the times of the former files and folder, and another name in it.
            let copy = Process()
            copy.executableURL = URL(fileURLWithPath: "/bin/cp")
            copy.arguments = ["-a", world.path("a/b"), world.path("copy")]
            try copy.run()
            copy.waitUntilExit()
            try write("copy/new.yaml")
            try files.removeItem(atPath: world.path("a/b"))
            try world.rename("copy", to: "a/b")
        case .formerTimes:
            let former = try files.attributesOfItem(atPath: world.path("a"))[.modificationDate]
            try write("a/late-\(number).yaml")
            try files.setAttributes([.modificationDate: try #require(former)], ofItemAtPath: world.path("a"))
        case .track:
            try write("a/b/tracked-\(number).yaml")
            try repository.git("add", "calendar/a/b")
        case .trackAll: try repository.git("add", "--all")
        case .untrack: try repository.git("rm", "--cached", "--quiet", "calendar/a/d/2.yaml")
        case .commit: try repository.commit()
        case .ignore: try repository.write("new-*\n", to: ".gitignore")
        case .pipe: mkfifo(world.path("a/d/pipe-\(number)"), 0o600)
        }
    }

    @Test("Each event is seen after a look that is remembered", arguments: Event.allCases)
    private func afterwards(event: Event) throws {
        let world = try World()
        let memory = try world.memory()
        try world.expectSame(knowing: memory, "untouched")
        try Self.happen(event, in: world, 1)
        try world.expectSame(knowing: memory, "after \(event)")
        // What is remembered from then on is as true.
        let later = FolderMemory(learntFrom: try world.looks(knowing: memory).compactMap(\.self)) ?? memory
        try world.expectSame(knowing: later, "remembered after \(event)")
    }

    @Test("Nothing is missed, whatever happens in turn", arguments: 0..<3)
    func chain(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let world = try World()
        var memory = FolderMemory()
        var events: [Event] = []
        for number in 0..<12 {
            let event = try #require(Event.allCases.randomElement(using: &generator))
            // What an earlier event took away cannot be taken again.
            guard (try? Self.happen(event, in: world, number)) != nil else { continue }
            events.append(event)
            try world.expectSame(knowing: memory, "\(events)")
            if let learnt = FolderMemory(learntFrom: try world.looks(knowing: memory).compactMap(\.self)) {
                memory = learnt
            }
        }
        #expect(events.count > 3)
    }

    @Test("What is tracked now, and was not, is told by the index alone")
    func tracking() throws {
        let world = try World()
        try world.repository.write("new\n", to: "calendar/a/b/new.yaml")
        let memory = try world.memory()
        func strangers() throws -> [String] { try world.looks(knowing: memory).flatMap { $0?.strangers ?? ["?"] } }
        #expect(try strangers() == ["calendar/a/b/new.yaml"])
        try world.repository.git("add", "calendar")
        #expect(try strangers() == [])
        try world.repository.git("rm", "--cached", "--quiet", "calendar/a/b/1.yaml")
        #expect(try strangers() == ["calendar/a/b/1.yaml"])
    }

    @Test("A folder that is known is not listed; one with another stamp is")
    func use() throws {
        let world = try World()
        let memory = try world.memory()
        #expect(try world.looks(knowing: memory).allSatisfy { $0?.listing?.isNew == false })
        #expect(FolderMemory(learntFrom: try world.looks(knowing: memory).compactMap(\.self)) == nil)
        // A lie shows that it is believed, which is why it rests on stamps alone.
        try world.repository.write("new\n", to: "calendar/a/b/new.yaml")
        let scan = try #require(try WorkTreeScan(of: open(world.repository.path)))
        let folder = try #require(scan.folders(below: "calendar")?.first { $0.path == "calendar/a/b" })
        #expect(scan.look(in: folder, knowing: memory)?.strangers == ["calendar/a/b/new.yaml"])
        var lie = FolderMemory()
        let opened = Glibc.open(world.path("a/b"), O_RDONLY)
        defer { close(opened) }
        lie.add(try #require(FolderStamp(of: opened)), FolderCounts(files: 2, folders: 0))
        #expect(scan.look(in: folder, knowing: lie)?.strangers == [])
    }

    @Test("What was changed just now, will be changed, or has no fine times is not remembered")
    func lasting() throws {
        let listed = Moment(seconds: 1_000, nanoseconds: 5)
        func isLasting(_ modified: (Int64, Int64), _ changed: (Int64, Int64)) -> Bool {
            FolderStamp(
                device: 1, inode: 2, modified: Moment(seconds: modified.0, nanoseconds: modified.1),
                changed: Moment(seconds: changed.0, nanoseconds: changed.1)
            ).isLasting(since: listed)
        }
        let table: [((Int64, Int64), (Int64, Int64), Bool)] = [
            ((900, 1), (900, 1), true), ((998, 4), (998, 4), true), ((998, 5), (998, 4), false),
            ((998, 4), (998, 5), false), ((999, 1), (900, 1), false), ((900, 1), (1_000, 5), false),
            // A clock that was set back.
            ((2_000, 1), (900, 1), false), ((900, 1), (2_000, 1), false),
            // Whole seconds.
            ((900, 0), (900, 0), false), ((900, 0), (900, 1), true),
            ((.max, 1), (900, 1), false), ((.min, 1), (.min, 1), true),
        ]
        for (modified, changed, expected) in table {
            #expect(isLasting(modified, changed) == expected, "\(modified), \(changed)")
        }
        // The folders of a work tree that was made a moment ago.
        let world = try World()
        let scan = try #require(try WorkTreeScan(of: open(world.repository.path)))
        let looks = try #require(scan.folders(below: "calendar")).map { scan.look(in: $0) }
        #expect(looks.allSatisfy { $0 != nil && $0?.listing == nil })
        #expect(FolderMemory(learntFrom: looks.compactMap(\.self)) == nil)
    }

    @Test("What is kept in part or damaged is nothing")
    func damage() throws {
        let memory = try World().memory()
        let kept = memory.kept
        #expect(FolderMemory(kept: kept) == memory)
        for count in [0, 17, 18, 40, 58, 100, kept.count - 64, kept.count - 1] {
            #expect(FolderMemory(kept: Array(kept.prefix(count))) == FolderMemory(), "\(count)")
        }
        for place in kept.indices {
            var damaged = kept
            damaged[place] ^= 0x10
            #expect(FolderMemory(kept: damaged) == FolderMemory(), "\(place)")
        }
        #expect(FolderMemory(kept: FolderMemory().kept) == FolderMemory())
    }

    @Test("A repository that was moved is known; its copy is not, and is seen as it is")
    func otherPlaces() throws {
        let world = try World()
        let memory = try world.memory()
        let copy = try World()
        try copy.repository.write("new\n", to: "calendar/a/new.yaml")
        try copy.expectSame(knowing: memory, "another work tree's memory")
        #expect(try copy.looks(knowing: memory).allSatisfy { $0?.listing?.isNew == true })
        let moved = try TemporaryGitRepository(adopting: world.repository.directory, folder: "moved")
        try FileManager.default.moveItem(atPath: world.repository.path, toPath: moved.path)
        let scan = try #require(try WorkTreeScan(of: open(moved.path)))
        let looks = try #require(scan.folders(below: "calendar")).map { scan.look(in: $0, knowing: memory) }
        #expect(looks.allSatisfy { $0?.listing?.isNew == false && $0?.strangers == [] })
    }
}
