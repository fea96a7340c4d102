import CGit2

/// One object of libgit2's, freed exactly once.
struct Handle: ~Copyable {
    let pointer: OpaquePointer
    private let free: (OpaquePointer?) -> Void

    init(_ pointer: OpaquePointer, freeing free: @escaping (OpaquePointer?) -> Void) {
        (self.pointer, self.free) = (pointer, free)
    }

    deinit { free(pointer) }
}

/// Texts as the array of C strings that libgit2 takes.
struct StringArray: ~Copyable {
    private let texts: UnsafeMutableBufferPointer<UnsafeMutablePointer<CChar>?>

    init(_ paths: [RepositoryPath]) throws(GitError) {
        var strings: [[CChar]] = []
        for path in paths { strings.append(try path.cString()) }
        texts = .allocate(capacity: strings.count)
        for (place, string) in strings.enumerated() {
            let copy = UnsafeMutablePointer<CChar>.allocate(capacity: string.count)
            copy.initialize(from: string, count: string.count)
            texts.initializeElement(at: place, to: copy)
        }
    }

    /// Valid as long as this owner lives.
    var strarray: git_strarray { git_strarray(strings: texts.baseAddress, count: texts.count) }

    deinit {
        for text in texts { text?.deallocate() }
        texts.deallocate()
    }
}
