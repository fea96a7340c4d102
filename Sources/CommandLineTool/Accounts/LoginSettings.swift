import CalendarLoading
import ContentModel
import Diagnostics
import FileStore
import FoundationEssentials

/// The settings that a login begins with, and the account that it writes there.
///
/// A login may be the first thing that is done with a calendar: settings without accounts, and none at all, will do.
struct LoginSettings {
    /// What the settings say; empty where there are none yet.
    let settings: Settings
    /// What is published on the account, as far as the calendar can be read.
    let publications: [Publication]
    private let workspace: Workspace
    /// The text to begin with where there is no file.
    private let beginning: [UInt8]
    private static let longest = 16 << 20
    private static let folder = "calendar"

    /// - Throws: ``CommandFailure`` with what is wrong with the settings besides that they name no account.
    init(for name: AccountName, in workspace: Workspace, environment: [String: String]) async throws {
        self.workspace = workspace
        beginning = Array("version: 1\ntimezone: \(Starter.systemTimezone(environment))\n".utf8)
        let calendar = try await workspace.calendar()
        let bytes = try Self.present(in: workspace)
        publications = calendar.publications
        if let settings = calendar.settings {
            self.settings = settings
        } else if let settings = SettingsEditing.settings(
            named: name.text, addedTo: bytes ?? beginning, zones: workspace.zones)
        {
            self.settings = settings
        } else {
            // What is wrong with entries keeps nobody from logging in.
            let problems = calendar.diagnostics.filter {
                $0.severity == .error && $0.location?.file == CalendarLoader.settingsPath
            }
            throw CommandFailure(problems, status: .calendarErrors)
        }
    }

    /// Writes the account, or its new id and token.
    ///
    /// - Returns: what was done to the file, in a word; nil where nothing was to do.
    /// - Throws: ``CommandFailure`` with the line to write by hand: the token is stored by now.
    func write(_ entry: SettingsEditing.Entry) throws(CommandFailure) -> String? {
        let known = settings.accounts[AccountName(entry.name)]
        if let known, known.id == entry.id, "\(known.token)" == entry.token { return nil }
        let isThere: Bool
        do {
            let files = try workspace.files()
            try files.createFolder(Self.folder)
            let file = try files.durableFile(CalendarLoader.settingsPath)
            // Somebody may have edited it while the browser was open.
            let present = try file.bytes(limit: Self.longest)
            isThere = present != nil
            try file.replace(with: SettingsEditing.edited(present ?? beginning, with: entry, zones: workspace.zones))
        } catch let error as FileError {
            throw Self.failure(error.what, fix: "\(error.fix); then write it there", entry)
        } catch SettingsEditing.Obstacle.idTaken(let other) {
            throw Self.failure(
                "account \(other) of \(CalendarLoader.settingsPath) has the same id meanwhile",
                fix: "remove one, or write it there yourself", entry)
        } catch {
            throw Self.failure(
                "\(CalendarLoader.settingsPath) is written in a way that cannot be changed from here",
                fix: "write it there yourself", entry)
        }
        return !isThere ? "created" : known == nil ? "added" : "changed"
    }

    /// The text of the settings; nil where there is no file, or no folder that it could be in.
    private static func present(in workspace: Workspace) throws(FileError) -> [UInt8]? {
        let files = try workspace.files()
        guard try files.facts(of: folder) != nil else { return nil }
        return try files.durableFile(CalendarLoader.settingsPath).bytes(limit: longest)
    }

    private static func failure(_ what: String, fix: String, _ entry: SettingsEditing.Entry) -> CommandFailure {
        CommandFailure(
            what, why: "the token is stored, and the account is not in the settings yet",
            fix: "\(fix), below accounts: — \(entry.line)", status: .needsPerson)
    }
}
