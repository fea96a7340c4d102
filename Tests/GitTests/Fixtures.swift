import ObjectIDs
import Testing

@testable import Git

/// Keeps the configuration of whoever runs the tests away from libgit2: touch it before opening a repository.
let isolated: Void = {
    do {
        try Library.readConfiguration(onlyIn: "/nonexistent")
    } catch {
        Issue.record(error)
    }
}()

func open(_ path: String) throws(GitError) -> Repository {
    _ = isolated
    return try Repository(discoveringFrom: path)
}

/// What `body` throws, if it is a `GitError`.
func thrown(_ body: () throws -> Void) -> GitError? {
    do {
        try body()
    } catch let error as GitError {
        return error
    } catch {
        Issue.record(error)
    }
    return nil
}

extension TypedObjectID {
    init(_ hex: String) throws {
        self.init(try #require(ObjectID(hex: hex)))
    }
}
