public import FileStore

/// Why a store cannot be used.
public enum StoreError: Error, Hashable, Sendable {
    /// The text is no key.
    case keyUnreadable
    /// The store is locked, and neither key nor passphrase was given; what opens it, where it exists already.
    case keyMissing(isPassphraseWanted: Bool?)
    /// The store was made with a passphrase, and a key was given, or the other way round.
    case otherKeyKind(isPassphraseWanted: Bool)
    /// The key is not the store's.
    case keyWrong
    /// The file is not what was written: by accident, as its checksum tells.
    case damaged(line: Int?, String)
    /// The file was changed by somebody who took care that the checksum fits.
    case changed
    /// A later version wrote it.
    case newer(version: Int)
    /// The file could not be read or written.
    case file(FileError)
    /// The system cannot encrypt, or has too little memory.
    case system(String)

    /// What is wrong, in a few words.
    public var what: String {
        switch self {
        case .keyUnreadable: "CALENDS_KEY is no key"
        case .keyMissing: "the token store is locked"
        case .otherKeyKind(let isPassphraseWanted):
            "the token store opens with a \(isPassphraseWanted ? "passphrase" : "key")"
        case .keyWrong: "the key or passphrase is not the token store's"
        case .damaged(let line, let what):
            "the token store is damaged" + (line.map { " in line \($0)" } ?? "") + ": \(what)"
        case .changed: "the token store was changed by something other than calends"
        case .newer(let version): "the token store has version \(version)"
        case .file(let error): error.what
        case .system(let reason): reason
        }
    }

    private static func variable(_ isPassphraseWanted: Bool) -> String {
        isPassphraseWanted ? "CALENDS_PASSPHRASE" : "CALENDS_KEY"
    }

    /// Why that matters.
    public var why: String {
        switch self {
        case .keyUnreadable: "a key is 64 hexadecimal digits, or 32 bytes in base64"
        case .keyMissing(nil): "it is encrypted, and neither CALENDS_KEY nor CALENDS_PASSPHRASE is set"
        case .keyMissing(let isPassphraseWanted?):
            "it is encrypted, and \(Self.variable(isPassphraseWanted)) is not set"
        case .otherKeyKind: "that is what it was made with"
        case .keyWrong: "its check value is that of another"
        case .damaged: "parts of it are not what calends wrote"
        case .changed: "key and checksum fit, and still it does not decrypt: somebody edited it"
        case .newer: "this program reads version \(StoreText.version)"
        case .file(.locked): "a token that two write at once may be lost"
        case .file(let error): error.why
        case .system: "without it the store cannot be opened or written"
        }
    }

    /// What to do about it.
    public var fix: String {
        switch self {
        case .keyUnreadable: "make one with: openssl rand -hex 32; words go into CALENDS_PASSPHRASE"
        case .keyMissing(let isPassphraseWanted):
            "set \(isPassphraseWanted == nil ? "one of them" : "it"), as a secret of the CI job or from a password manager"
        case .otherKeyKind(let isPassphraseWanted): "set \(Self.variable(isPassphraseWanted))"
        case .keyWrong: "set the one it was made with; if that is lost, remove the file and log in again"
        case .damaged, .changed: "restore the file, from git or a backup, or remove it and log in again"
        case .newer: "use a newer calends"
        case .file(let error): error.fix
        case .system: "try on another machine, or free some memory"
        }
    }
}
