import CGit2
import ObjectIDs

extension GitError {
    /// Reads this thread's last libgit2 message: call it at once, before any other call of libgit2's.
    init(call: String, code: Int32, object: ObjectID? = nil, isShallow: Bool = false) {
        let error = git_error_last()
        let message = error?.pointee.message.map { String(cString: $0) } ?? "no message"
        let kind = error.map { git_error_t(UInt32(bitPattern: $0.pointee.klass)) } ?? GIT_ERROR_NONE
        let named = object ?? Self.objectID(in: message)
        switch (code, kind) {
        case (GIT_ELOCKED.rawValue, _): self = .locked(file: Self.quoted(in: message) ?? message)
        case (GIT_ENOTFOUND.rawValue, GIT_ERROR_ODB),
            (_, GIT_ERROR_ODB) where message.hasPrefix("object not found"):
            self = .missingObject(named, isShallow: isShallow)
        case (GIT_EMISMATCH.rawValue, _), (_, GIT_ERROR_ZLIB), (_, GIT_ERROR_ODB), (_, GIT_ERROR_OBJECT),
            (_, GIT_ERROR_TREE):
            self = .corruptObject(named, detail: message)
        case (_, GIT_ERROR_CONFIG): self = .invalidConfiguration(detail: message)
        default: self = .library(call: call, code: Int(code), message: message)
        }
    }

    /// The first id that libgit2's words name: it tells ids nowhere else.
    private static func objectID(in message: String) -> ObjectID? {
        message.split { !$0.isHexDigit }.lazy.compactMap { ObjectID(hex: $0) }.first
    }

    /// The file that libgit2's words name, without the ending of its lock.
    private static func quoted(in message: String) -> String? {
        let parts = message.split(separator: "'", omittingEmptySubsequences: false)
        return parts.count >= 3 ? String(parts[1]) : nil
    }
}
