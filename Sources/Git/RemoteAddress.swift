import CGit2

/// What the configuration says of a remote.
public struct RemoteAddress: Hashable, Sendable {
    /// The name it has, such as `origin`.
    public let name: String
    /// Where it is read from.
    public let fetchURL: RemoteURL
    /// Where it is written to, which may be elsewhere.
    public let pushURL: RemoteURL
    /// What the configuration says of which refs are kept where: `+refs/heads/*:refs/remotes/origin/*`.
    let fetchRefspecs: [String]
}

extension Repository {
    /// The remote that the configuration calls `name`, its URLs rewritten by `url.BASE.insteadOf`.
    ///
    /// - Throws: ``RemoteProblem/noSuchRemote(_:known:)``, ``RemoteProblem/unreadableURL(_:)``.
    public func remote(_ name: String) throws(GitError) -> RemoteAddress {
        var found: OpaquePointer?
        let code = git_remote_lookup(&found, pointer, name)
        if code == GIT_ENOTFOUND.rawValue || code == GIT_EINVALIDSPEC.rawValue {
            throw .remote(.noSuchRemote(name, known: try remoteNames()))
        }
        try check(code, "git_remote_lookup")
        guard let found else { throw .remote(.noSuchRemote(name, known: try remoteNames())) }
        let remote = Handle(found, freeing: git_remote_free)
        let folder = workTreePath ?? gitFolderPath
        let url = git_remote_url(remote.pointer).map { String(cString: $0) }
        let pushURL = git_remote_pushurl(remote.pointer).map { String(cString: $0) }
        var specs = git_strarray()
        try check(git_remote_get_fetch_refspecs(&specs, remote.pointer), "git_remote_get_fetch_refspecs")
        defer { git_strarray_dispose(&specs) }
        return RemoteAddress(
            name: name, fetchURL: try RemoteURL(url ?? "", relativeTo: folder),
            pushURL: try RemoteURL(pushURL ?? url ?? "", relativeTo: folder), fetchRefspecs: Self.texts(specs))
    }

    private func remoteNames() throws(GitError) -> [String] {
        var names = git_strarray()
        try check(git_remote_list(&names, pointer), "git_remote_list")
        defer { git_strarray_dispose(&names) }
        return Self.texts(names).sorted()
    }

    private static func texts(_ array: git_strarray) -> [String] {
        (0..<array.count).compactMap { array.strings[$0].map { String(cString: $0) } }
    }
}

extension RemoteAddress {
    /// Where git would keep what it fetched from `ref`; nil where the configuration does not say.
    public func trackingRef(of ref: String) -> String? {
        Library.start()
        for text in fetchRefspecs {
            var parsed: OpaquePointer?
            guard git_refspec_parse(&parsed, text, 1) == 0, let parsed else { continue }
            let spec = Handle(parsed, freeing: git_refspec_free)
            guard git_refspec_src_matches(spec.pointer, ref) == 1 else { continue }
            var name = git_buf()
            defer { git_buf_dispose(&name) }
            guard git_refspec_transform(&name, spec.pointer, ref) == 0, let text = name.ptr else { continue }
            return String(cString: text)
        }
        return nil
    }
}
