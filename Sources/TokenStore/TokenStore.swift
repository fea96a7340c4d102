import Cryptography
public import FileStore
import Synchronization

/// Tokens in one encrypted file, which may be committed or kept by a CI system; `docs/tokens.md` describes its format.
///
/// Several processes may use one: each change is made to the file as it is at that moment, under a lock.
public final class TokenStore: Sendable {
    private let file: DurableFile
    private let lockPath: String
    private let root: FileRoot
    private let key: @Sendable () throws(StoreError) -> StoreKey?
    private let memory = Mutex(Memory())

    private struct Memory {
        /// What was read last, and when, so that a thousand accounts do not read a thousand times.
        var known: (at: ContinuousClock.Instant, bytes: [UInt8]?, tokens: [String: StoredToken])?
        /// Making a key from a passphrase takes a second.
        var made: (salt: [UInt8], key: [UInt8])?
    }

    /// The store at a path below `root`; the file need not exist.
    ///
    /// - Parameters:
    ///   - lockPath: a file below `root` that is locked while the store is changed.
    ///   - key: asked once something must be decrypted; nil where nothing opens the store.
    public convenience init(
        in root: FileRoot, at path: String, lockPath: String,
        key: @escaping @Sendable () throws(StoreError) -> StoreKey?
    ) throws(StoreError) {
        let file: DurableFile
        do throws(FileError) { file = try root.durableFile(path) } catch { throw .file(error) }
        self.init(file, in: root, lockPath: lockPath, key: key)
    }

    /// - Parameter file: below `root`.
    init(
        _ file: DurableFile, in root: FileRoot, lockPath: String,
        key: @escaping @Sendable () throws(StoreError) -> StoreKey?
    ) {
        self.file = file
        self.root = root
        self.lockPath = lockPath
        self.key = key
    }

    /// All tokens by name; none where there is no file.
    public func tokens() throws(StoreError) -> [String: StoredToken] {
        try memory.withLock { memory throws(StoreError) in try tokens(&memory, atMost: .seconds(1)) }
    }

    /// Changes the tokens, and returns when they are on the disk.
    public func update(_ change: (inout [String: StoredToken]) -> Void) throws(StoreError) {
        let lock: FileLock
        do throws(FileError) {
            try createLockFolder()
            lock = try root.lock(lockPath, timeout: .seconds(30))
        } catch {
            throw .file(error)
        }
        defer { withExtendedLifetime(lock) {} }
        try memory.withLock { memory throws(StoreError) in
            var tokens = try tokens(&memory, atMost: .zero)
            change(&tokens)
            let (making, key) = try keyForWriting(&memory)
            let nonce: [UInt8]
            do throws(CryptographyError) { nonce = try RandomBytes.make(count: SecretBox.nonceLength) } catch {
                throw .system(error.message)
            }
            guard let bytes = try? StoreText.bytes(tokens, making: making, key: key, nonce: nonce) else {
                throw .system("the tokens cannot be put into words")
            }
            do throws(FileError) {
                // Under the lock nobody else is in the middle of it: what lies about is of processes that died.
                try file.removeLeftovers()
                try file.replace(with: bytes, privately: true)
            } catch {
                throw .file(error)
            }
            memory.known = (.now, bytes, tokens)
        }
    }

    /// Runs `renewal` with the tokens as they are now, while no other process renews any, and once a file of the store's
    /// size was written beside it: platforms may end the old token with the request that makes the new one, which must
    /// then be kept.
    ///
    /// - Throws: a ``StoreError`` where the store cannot be used or others renew for longer than a minute, and what
    ///   `renewal` throws.
    public func whileAlone<Value>(
        _ renewal: (_ tokens: [String: StoredToken]) async throws -> Value
    ) async throws -> Value {
        let lock = try await renewalLock()
        defer { withExtendedLifetime(lock) {} }
        let tokens = try memory.withLock { (memory) throws(StoreError) -> [String: StoredToken] in
            let tokens = try self.tokens(&memory, atMost: .zero)
            try prove(memory.known?.bytes?.count ?? 0)
            return tokens
        }
        return try await renewal(tokens)
    }

    /// Shows that the store opens and can be written, before somebody goes to lengths for a token.
    ///
    /// One that does not exist is not made: it would belong to this key, with nothing in it.
    public func proveWritable() throws(StoreError) {
        try memory.withLock { (memory) throws(StoreError) in
            _ = try tokens(&memory, atMost: .zero)
            let size = memory.known?.bytes?.count
            if size == nil, try key() == nil { throw StoreError.keyMissing(isPassphraseWanted: nil) }
            try prove(size ?? 0)
        }
    }

    /// Waits between tries without holding a thread: whoever has the lock waits for a server.
    private func renewalLock() async throws -> FileLock {
        let deadline = ContinuousClock.now + .seconds(60)
        while true {
            do throws(FileError) {
                try createLockFolder()
                return try root.lock(lockPath + "-renewal", timeout: .zero)
            } catch {
                guard case .locked = error, ContinuousClock.now < deadline else { throw StoreError.file(error) }
            }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    /// Shows that as many bytes can be written where the store is.
    private func prove(_ size: Int) throws(StoreError) {
        do throws(FileError) { try file.proveRoom(for: size + 4096) } catch { throw .file(error) }
    }

    private func createLockFolder() throws(FileError) {
        if let slash = lockPath.lastIndex(of: "/") { try root.createFolder(String(lockPath[..<slash])) }
    }

    /// What the store at a path says of its tokens to everybody; nothing where there is no file.
    public static func outlooks(in root: FileRoot, at path: String) throws(StoreError) -> [TokenOutlook] {
        let bytes: [UInt8]?
        do throws(FileError) { bytes = try root.durableFile(path).bytes(limit: StoreText.longest) } catch {
            throw .file(error)
        }
        return try bytes.map { bytes throws(StoreError) in try StoreText(bytes).outlooks } ?? []
    }

    /// Whether the store at a path opens with a passphrase, and with no key; nil where there is none that can be read.
    public static func wantsPassphrase(in root: FileRoot, at path: String) -> Bool? {
        let bytes = (try? root.durableFile(path).bytes(limit: StoreText.longest)) ?? nil
        return bytes.flatMap { try? StoreText($0) }.map { $0.making != .raw }
    }

    private func tokens(_ memory: inout Memory, atMost age: Duration) throws(StoreError) -> [String: StoredToken] {
        if let known = memory.known, ContinuousClock.now - known.at < age { return known.tokens }
        let bytes: [UInt8]?
        do throws(FileError) { bytes = try file.bytes(limit: StoreText.longest) } catch { throw .file(error) }
        if let known = memory.known, known.bytes == bytes {
            memory.known?.at = .now
            return known.tokens
        }
        var tokens: [String: StoredToken] = [:]
        if let bytes {
            let text = try StoreText(bytes)
            tokens = try text.tokens(with: try key(for: text.making, &memory))
        }
        memory.known = (.now, bytes, tokens)
        return tokens
    }

    private func key(for making: StoreText.Making, _ memory: inout Memory) throws(StoreError) -> [UInt8] {
        switch (making, try key()) {
        case (_, nil): throw .keyMissing(isPassphraseWanted: making != .raw)
        case (.raw, .raw(let bytes)?): return bytes
        case (.raw, .passphrase?): throw .otherKeyKind(isPassphraseWanted: false)
        case (.argon2id, .raw?): throw .otherKeyKind(isPassphraseWanted: true)
        case (.argon2id(let passes, let cost, let salt), .passphrase(let words)?):
            if let made = memory.made, made.salt == salt { return made.key }
            do throws(CryptographyError) {
                let key = try PassphraseKey.derive(
                    from: Array(words.utf8), salt: salt, operations: passes, memory: cost)
                memory.made = (salt, key)
                return key
            } catch {
                throw .system(error.message)
            }
        }
    }

    /// A file that exists keeps how its key is made; a new one follows what was given.
    private func keyForWriting(_ memory: inout Memory) throws(StoreError) -> (StoreText.Making, [UInt8]) {
        if let bytes = memory.known?.bytes {
            let making = try StoreText(bytes).making
            return (making, try key(for: making, &memory))
        }
        switch try key() {
        case nil: throw .keyMissing(isPassphraseWanted: nil)
        case .raw(let bytes)?: return (.raw, bytes)
        case .passphrase?:
            let salt: [UInt8]
            do throws(CryptographyError) { salt = try RandomBytes.make(count: PassphraseKey.saltLength) } catch {
                throw .system(error.message)
            }
            let making = StoreText.Making.argon2id(
                passes: PassphraseKey.operations, memory: PassphraseKey.memory, salt: salt)
            return (making, try key(for: making, &memory))
        }
    }
}
