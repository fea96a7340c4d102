import CGit2
import ObjectIDs

/// A remote behind a server that speaks git's smart protocol, used on the thread of one call.
struct SmartRemote: ~Copyable {
    private let repository: Repository
    private let call: RemoteCall
    private let callbacks: RemoteCallbacks

    /// How often a push is tried again when the server says that another one holds the ref, which has not moved.
    private static let busyTries = 5

    init(_ call: RemoteCall, _ repositoryPath: String) throws(GitError) {
        repository = try Repository(openingAt: repositoryPath)
        self.call = call
        callbacks = RemoteCallbacks(call)
    }

    func position(of ref: String) throws(GitError) -> CommitID? {
        let remote = try connect(GIT_DIRECTION_FETCH)
        return try advertised(ref, by: remote)
    }

    func fetch(_ ref: String) throws(GitError) -> CommitID? {
        let remote = try connect(GIT_DIRECTION_FETCH)
        guard let found = try advertised(ref, by: remote) else { return nil }
        if try repository.contains(found.object) { return found }
        var options = git_fetch_options()
        try check(git_fetch_options_init(&options, UInt32(GIT_FETCH_OPTIONS_VERSION)), "git_fetch_options_init")
        callbacks.install(in: &options.callbacks)
        options.proxy_opts.type = GIT_PROXY_AUTO
        options.follow_redirects = GIT_REMOTE_REDIRECT_NONE
        options.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE
        options.update_fetchhead = 0
        let specs = try StringArray([RepositoryPath("+\(ref)")])
        var array = specs.strarray
        let code = git_remote_download(remote.pointer, &array, &options)
        if code < 0 { throw shallowAware(failure(code, "git_remote_download")) }
        // A server that sends no pack is not believed.
        guard try repository.contains(found.object) else {
            throw .remote(
                .unreachable(url: "\(call.url)", detail: "it did not send \(found)", mayHaveHappened: false))
        }
        return found
    }

    /// Pushes with the position that the server itself advertised in the same connection: it is what libgit2 sends as
    /// the old value, which the server compares under the ref's lock. So when it is not the expected one, nothing may be
    /// sent.
    func push(_ push: Push) throws(GitError) -> Remote.PushOutcome {
        var tries = 0
        while true {
            let remote = try connect(GIT_DIRECTION_PUSH)
            guard try advertised(push.ref, by: remote) == push.expected else { return .rejected }
            do throws(GitError) {
                try send(push, over: remote)
                return .accepted
            } catch .remote(.pushRefused(let url, let ref, let words, let rule)) {
                // A ref that moved is told from a rule of the server's by looking: the words differ between servers.
                let now = try position(of: push.ref)
                if now == push.commit, now != push.expected { return .accepted }
                if now != push.expected { return .rejected }
                call.endSending()
                guard ServerWords.isBusy(words) else {
                    throw .remote(.pushRefused(url: url, ref: ref, words: words, rule: rule))
                }
                tries += 1
                guard tries < Self.busyTries else { throw .remote(.busy(url: url, ref: ref, words: words)) }
                Pause.take(attempt: tries)
            }
        }
    }

    private func send(_ push: Push, over remote: borrowing Handle) throws(GitError) {
        var options = git_push_options()
        try check(git_push_options_init(&options, UInt32(GIT_PUSH_OPTIONS_VERSION)), "git_push_options_init")
        callbacks.install(in: &options.callbacks)
        options.proxy_opts.type = GIT_PROXY_AUTO
        options.follow_redirects = GIT_REMOTE_REDIRECT_NONE
        // libgit2 1.5 pushes refs and no bare ids; without a source the ref is removed.
        let source = push.commit.map { "refs/calends/outgoing/\($0)-\(UInt32.random(in: 0...UInt32.max))" } ?? ""
        if let commit = push.commit { try repository.remember(commit, as: source) }
        defer { if push.commit != nil { repository.forget(source) } }
        let spec = "\(push.isReplacing && push.commit != nil ? "+" : "")\(source):\(push.ref)"
        let specs = try StringArray([RepositoryPath(spec)])
        var array = specs.strarray
        call.see { sight in
            (sight.verdict, sight.words) = (nil, [])
        }
        try call.beginSending()
        let code = git_remote_upload(remote.pointer, &array, &options)
        let (verdict, words) = call.see { ($0.verdict, $0.words) }
        if code < 0 {
            let error = failure(code, "git_remote_upload")
            let text = git_error_last()?.pointee.message.map { String(cString: $0) } ?? ""
            // libgit2's own refusal, before it sends anything.
            if code == GIT_ENONFASTFORWARD.rawValue {
                throw .remote(
                    .pushRefused(url: "\(call.url)", ref: push.ref, words: "non-fast-forward", rule: .fastForwardOnly))
            }
            // The server answered, and what it answered is no: it could not even store the objects.
            if text.contains("unpacking the sent packfile failed") {
                throw refusal(of: push, verdict: text, words: words)
            }
            throw shallowAware(error)
        }
        switch verdict {
        case "": return
        case let verdict?: throw refusal(of: push, verdict: verdict, words: words)
        case nil:
            // An answer that does not mention the ref says nothing of it.
            throw .remote(
                .unreachable(url: "\(call.url)", detail: "the server did not say what it did", mayHaveHappened: true))
        }
    }

    private func refusal(of push: Push, verdict: String, words: [UInt8]) -> GitError {
        let said = ServerWords(verdict: verdict, beside: words)
        return .remote(.pushRefused(url: "\(call.url)", ref: push.ref, words: said.text, rule: said.rule))
    }

    /// The walk for what both sides have stumbles over the edge of a shallow clone.
    private func shallowAware(_ error: GitError) -> GitError {
        guard case .missingObject(let id, _) = error else { return error }
        return .missingObject(id, isShallow: repository.isShallow)
    }

    private func connect(_ direction: git_direction) throws(GitError) -> Handle {
        var options = git_remote_create_options()
        try check(
            git_remote_create_options_init(&options, UInt32(GIT_REMOTE_CREATE_OPTIONS_VERSION)),
            "git_remote_create_options_init")
        options.repository = repository.pointer
        options.flags =
            GIT_REMOTE_CREATE_SKIP_INSTEADOF.rawValue | GIT_REMOTE_CREATE_SKIP_DEFAULT_FETCHSPEC.rawValue
        var made: OpaquePointer?
        try check(git_remote_create_with_opts(&made, call.url.text, &options), "git_remote_create_with_opts")
        guard let made else { throw .library(call: "git_remote_create_with_opts", code: 0, message: "it made nothing") }
        let remote = Handle(made, freeing: git_remote_free)
        var connecting = git_remote_connect_options()
        try check(
            git_remote_connect_options_init(&connecting, UInt32(GIT_REMOTE_CONNECT_OPTIONS_VERSION)),
            "git_remote_connect_options_init")
        callbacks.beginConnection()
        callbacks.install(in: &connecting.callbacks)
        connecting.proxy_opts.type = GIT_PROXY_AUTO
        // libgit2 1.5 would give the credentials to whatever host it is sent on to. Over https the certificate tells who
        // that is, before anything is asked for; over http nothing does, so there only the same host may follow.
        connecting.follow_redirects =
            call.url.transport == .http(isEncrypted: true) ? GIT_REMOTE_REDIRECT_INITIAL : GIT_REMOTE_REDIRECT_NONE
        Library.trustAuthorities()
        let code = git_remote_connect_ext(remote.pointer, direction, &connecting)
        try check(code, "git_remote_connect_ext")
        guard call.noteProgress() else { throw .remote(.cancelled(url: "\(call.url)", mayHaveHappened: false)) }
        return remote
    }

    private func advertised(_ ref: String, by remote: borrowing Handle) throws(GitError) -> CommitID? {
        var heads: UnsafeMutablePointer<UnsafePointer<git_remote_head>?>?
        var count = 0
        try check(git_remote_ls(&heads, &count, remote.pointer), "git_remote_ls")
        for place in 0..<count {
            guard let head = heads?[place]?.pointee, let name = head.name, String(cString: name) == ref else {
                continue
            }
            return CommitID(ObjectID(head.oid))
        }
        return nil
    }

    private func check(_ code: Int32, _ name: String) throws(GitError) {
        guard code < 0 else { return }
        throw failure(code, name)
    }

    private func failure(_ code: Int32, _ name: String) -> GitError {
        GitError(remoteCall: name, code: code, callbacks: callbacks)
    }
}
