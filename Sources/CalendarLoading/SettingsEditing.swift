public import ContentModel
import Diagnostics
import YAML

/// Writes an account into the text of the settings, and leaves every other character as it is.
public struct SettingsEditing {
    /// What is written of an account.
    public struct Entry: Hashable, Sendable {
        /// The name in the settings.
        public var name: String
        /// `platform: …`, and the login where there are two.
        public var platform: Platform
        /// The account's or Page's id.
        public var id: String
        /// The reference to its token, such as `store:bakery`.
        public var token: String
        /// The base URL of another server than Meta's.
        public var api: String?

        /// An account as the settings should name it.
        public init(name: String, platform: Platform, id: String, token: String, api: String? = nil) {
            (self.name, self.platform, self.id, self.token, self.api) = (name, platform, id, token, api)
        }

        /// On one line.
        public var line: String {
            let platform =
                switch self.platform {
                case .instagram(let login): "platform: instagram, login: \(login.rawValue)"
                case .facebook: "platform: facebook"
                }
            let api = api.map { ", api: \"\($0)\"" } ?? ""
            return "\(name): {\(platform), id: \"\(id)\", token: \(token)\(api)}"
        }
    }

    private var scalars: [Unicode.Scalar]

    /// Puts an account into the settings, or gives the one of this name its new id and token.
    ///
    /// - Returns: The new text; nil where the settings are written in a way that this does not know.
    public static func putting(_ entry: Entry, into bytes: [UInt8]) -> [UInt8]? {
        guard let text = String(validating: bytes, as: UTF8.self),
            case .mapping(let pairs)? = parse(bytes).root?.content
        else { return nil }
        var editing = SettingsEditing(scalars: Array(text.unicodeScalars))
        guard let accounts = pairs.first(where: { $0.key.scalar?.text == "accounts" }) else {
            let end = editing.lineEnd
            editing.append("accounts:\(end)  \(entry.line)\(end)")
            return editing.bytes
        }
        guard editing.put(entry, into: accounts) else { return nil }
        return editing.bytes
    }

    /// The accounts that settings name, in the order they stand there; none where they cannot be read.
    public static func accountNames(in bytes: [UInt8]) -> [String] {
        guard case .mapping(let pairs)? = parse(bytes).root?.content,
            case .mapping(let accounts)? = pairs.first(where: { $0.key.scalar?.text == "accounts" })?.value.content
        else { return [] }
        return accounts.compactMap { $0.key.scalar?.text }
    }

    private var bytes: [UInt8] {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return Array(String(text).utf8)
    }

    private mutating func put(_ entry: Entry, into accounts: Node.Pair) -> Bool {
        switch accounts.value.content {
        case .scalar(let scalar) where scalar.value == .null:
            insert("\(lineEnd)  \(entry.line)", at: endOfLine(accounts.key.end.line))
            return true
        case .mapping(let pairs):
            if let known = pairs.first(where: { $0.key.scalar?.text == entry.name }) { return update(known, to: entry) }
            if character(at: accounts.value.mark) == "{" {
                insert("\(pairs.isEmpty ? "" : ", ")\(entry.line)", at: offset(accounts.value.end) - 1)
                return true
            }
            guard let first = pairs.first, let last = pairs.last else { return false }
            let indent = String(repeating: " ", count: first.key.mark.column - 1)
            insert("\(lineEnd)\(indent)\(entry.line)", at: endOfLine(Self.lastLine(of: last.value)))
            return true
        default: return false
        }
    }

    /// Replaces id and token where they stand, the later one first so that the earlier keeps its place.
    private mutating func update(_ known: Node.Pair, to entry: Entry) -> Bool {
        guard case .mapping(let fields) = known.value.content else { return false }
        func field(_ name: String) -> Node? { fields.first { $0.key.scalar?.text == name }?.value }
        guard let id = field("id"), let token = field("token"), id.scalar != nil, token.scalar != nil,
            id.mark.line == id.end.line, token.mark.line == token.end.line
        else { return false }
        let changes = [(id, "\"\(entry.id)\""), (token, entry.token)].sorted { $0.0.mark > $1.0.mark }
        for (node, text) in changes {
            scalars.replaceSubrange(offset(node.mark)..<offset(node.end), with: text.unicodeScalars)
        }
        return true
    }

    /// The line of the last thing written inside a node; a block's own end is where the next thing begins.
    private static func lastLine(of node: Node) -> Int {
        switch node.content {
        case .mapping(let pairs): pairs.last.map { max(lastLine(of: $0.value), $0.key.end.line) } ?? node.end.line
        case .sequence(let nodes): nodes.last.map(lastLine) ?? node.end.line
        case .scalar, .unreadable: node.end.line
        }
    }

    // MARK: Places in the text

    /// As the file ends its lines.
    private var lineEnd: String { scalars.contains("\r") ? "\r\n" : "\n" }

    private mutating func append(_ text: String) {
        if let last = scalars.last, last != "\n" { scalars.append("\n") }
        scalars += text.unicodeScalars
    }

    private mutating func insert(_ text: String, at offset: Int) {
        scalars.insert(contentsOf: text.unicodeScalars, at: offset)
    }

    private func character(at mark: Mark) -> Unicode.Scalar? {
        let place = offset(mark)
        return scalars.indices.contains(place) ? scalars[place] : nil
    }

    private func offset(_ mark: Mark) -> Int { startOfLine(mark.line) + mark.column - 1 }

    private func startOfLine(_ number: Int) -> Int {
        var line = 1
        // A byte order mark is no column.
        var place = scalars.first == "\u{FEFF}" ? 1 : 0
        while line < number, place < scalars.count {
            if scalars[place] == "\n"
                || (scalars[place] == "\r" && (place + 1 == scalars.count || scalars[place + 1] != "\n"))
            {
                line += 1
            }
            place += 1
        }
        return place
    }

    private func endOfLine(_ number: Int) -> Int {
        var place = startOfLine(number)
        while place < scalars.count, scalars[place] != "\n", scalars[place] != "\r" { place += 1 }
        return place
    }
}

extension SettingsEditing {
    /// Why an account is not written.
    public enum Obstacle: Error, Hashable, Sendable {
        /// Another account of the settings has its id.
        case idTaken(by: AccountName)
        /// The settings are written in a way that cannot be changed from here.
        case unknownLayout
    }

    /// The settings with an account put in, which can be read as well as before, and say of everything else what they said.
    ///
    /// The new text is read as a whole before anybody sees it: a value that is replaced may be one that an alias repeats.
    public static func edited(_ bytes: [UInt8], with entry: Entry, zones: ZoneClient) throws(Obstacle) -> [UInt8] {
        let before = SettingsReading(bytes, file: CalendarLoader.settingsPath, zones: zones)
        let name = AccountName(entry.name)
        let other = before.settings.accounts.values.filter { $0.id == entry.id && $0.name != name }.map(\.name).min()
        if let other { throw .idTaken(by: other) }
        guard let edited = putting(entry, into: bytes), holds(entry, in: edited, zones: zones) else {
            throw .unknownLayout
        }
        let after = SettingsReading(edited, file: CalendarLoader.settingsPath, zones: zones)
        let known = Set(before.diagnostics.map(\.message))
        guard !after.diagnostics.contains(where: { $0.severity == .error && !known.contains($0.message) }),
            after.settings.besides(name) == before.settings.besides(name)
        else { throw .unknownLayout }
        return edited
    }

    /// Whether the settings in `bytes` can be read, and name this account with this id and token.
    public static func holds(_ entry: Entry, in bytes: [UInt8], zones: ZoneClient) -> Bool {
        let account = SettingsReading(bytes, file: CalendarLoader.settingsPath, zones: zones)
            .settings.accounts[AccountName(entry.name)]
        return account?.id == entry.id && account?.token.description == entry.token
            && (entry.api == nil || account?.api == entry.api)
    }

    /// The settings in `bytes` where nothing is wrong with them but that they do not have an account `name` yet, which
    /// other parts of them may name already.
    ///
    /// - Returns: The settings without that account; nil where anything else is wrong.
    public static func settings(named name: String, addedTo bytes: [UInt8], zones: ZoneClient) -> Settings? {
        let entry = Entry(name: name, platform: .facebook, id: "1000000000000001", token: "store:a")
        guard let edited = putting(entry, into: bytes) else { return nil }
        let reading = SettingsReading(edited, file: CalendarLoader.settingsPath, zones: zones)
        var settings = reading.settings
        guard !reading.diagnostics.containsError, settings.accounts.removeValue(forKey: AccountName(name)) != nil else {
            return nil
        }
        return settings
    }

    /// Whether an account of the settings can have this base URL, so that nobody logs in before they refuse it.
    public static func takesAPI(_ url: String, zones: ZoneClient) -> Bool {
        let entry = Entry(name: "a", platform: .facebook, id: "1", token: "store:a", api: url)
        return holds(entry, in: Array("version: 1\naccounts:\n  \(entry.line)\n".utf8), zones: zones)
    }
}

extension Settings {
    /// What they say of everything but one account, wherever in the text.
    fileprivate func besides(_ name: AccountName) -> Settings {
        let nowhere = SourceLocation(file: CalendarLoader.settingsPath)
        var rest = self
        rest.accounts[name] = nil
        rest.accounts = rest.accounts.mapValues {
            Account(
                name: $0.name, platform: $0.platform, id: $0.id, token: $0.token, api: $0.api, version: $0.version,
                location: nowhere)
        }
        rest.defaults.accounts.removeAll { $0 == name }
        (rest.safety.publishesLocation, rest.safety.deletesLocation) = (nil, nil)
        rest.safety.quiet = rest.safety.quiet.map { QuietWindow(from: $0.from, to: $0.to, location: nowhere) }
        return rest
    }
}
