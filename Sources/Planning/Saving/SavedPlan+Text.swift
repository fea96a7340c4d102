import FoundationEssentials
import ScheduleLock

extension SavedPlan {
    /// The format this program writes. A later one is refused: it may bind a plan to what this program does not know.
    public static let formatVersion = 1

    private struct Header: Codable {
        let calends_plan: Int?
    }

    private struct Document: Codable {
        let calends_plan: Int
        /// A checksum of the plan: one that was cut short or edited is told from one that was not.
        let digest: String
        let plan: SavedPlan
    }

    /// The file's content: JSON, the same for the same plan.
    public var text: String {
        let document = Document(calends_plan: Self.formatVersion, digest: digest, plan: self)
        return String(decoding: Self.encoded(document, .prettyPrinted), as: UTF8.self) + "\n"
    }

    private var digest: String { String(CRC32C.checksum(Self.encoded(self)), radix: 16) }

    private static func encoded(_ value: some Encodable, _ format: JSONEncoder.OutputFormatting = []) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, format]
        // Texts, numbers and lists of them: nothing here can fail to be written.
        return (try? encoder.encode(value)) ?? Data()
    }

    /// Reads what ``text`` wrote.
    public init(parsing bytes: [UInt8]) throws(SavedPlanError) {
        let (data, decoder) = (Data(bytes), JSONDecoder())
        guard let header = try? decoder.decode(Header.self, from: data) else {
            // A file that was cut short still says what it was.
            throw String(decoding: bytes.prefix(400), as: UTF8.self).contains("calends_plan") ? .damaged : .notAPlan
        }
        guard let version = header.calends_plan else { throw .notAPlan }
        guard version <= Self.formatVersion else { throw .newerFormat(version) }
        guard version == Self.formatVersion, let document = try? decoder.decode(Document.self, from: data),
            document.plan.digest == document.digest
        else { throw .damaged }
        self = document.plan
    }
}

/// Why a file cannot be applied as a plan.
public enum SavedPlanError: Error, Hashable, Sendable {
    case notAPlan
    case newerFormat(Int)
    case damaged

    /// What is wrong, why that matters, and what to do.
    public var words: (what: String, why: String, fix: String) {
        let again = "make it again: calends plan --out FILE"
        return switch self {
        case .notAPlan: ("this is not a saved plan", "calends plan --out FILE writes one", again)
        case .newerFormat(let version):
            (
                "it was saved by a newer calends (format \(version))",
                "this one reads format \(SavedPlan.formatVersion), and could miss what the plan is bound to",
                "upgrade calends, or make it again with this one"
            )
        case .damaged: ("it is damaged or was edited", "its digest does not match what it says", again)
        }
    }
}
