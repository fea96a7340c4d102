import ContentModel
import Diagnostics
import FoundationEssentials
import HTTPServer

/// What came back from a dialog, in the address that the browser was sent to.
enum LoginAnswer {
    /// The code in an address, if it answers our question.
    ///
    /// - Parameters:
    ///   - text: the whole address, as a browser shows it or a server sees it.
    ///   - state: what was sent along.
    static func code(in text: String, answering state: String) throws(LoginProblem) -> String {
        // Either login ends the address with a fragment of its own (`#_`, `#_=_`).
        let halves = text.trimmed.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let query = halves[0].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let fields = query.count > 1 ? PercentCoding.fields(query[1]) : []
        func value(_ name: String) -> String? { fields.first { $0.name == name }?.value }
        if halves.count > 1, halves[1].contains("access_token=") { throw .tokensInAddress }
        guard value("state") == state else {
            throw value("code") == nil && value("error") == nil ? .noAnswer : .otherState
        }
        if let error = value("error") {
            let words = [value("error_description"), value("error_message"), value("error_reason"), error]
            let said = words.compactMap { $0 }.first { !$0.isEmpty } ?? error
            throw error == "access_denied" ? .refused(said) : .failed(said)
        }
        guard let code = value("code"), !code.isEmpty else { throw .noAnswer }
        return code
    }
}

/// Why a dialog brought no code.
enum LoginProblem: Error, Hashable {
    case refused(String)
    case failed(String)
    case otherState
    case noAnswer
    case tokensInAddress
    case timedOut

    /// In words, for the account that was to be logged in.
    func failure(of account: AccountName) -> CommandFailure {
        let login = "run calends auth login --account \(account)"
        return switch self {
        case .refused(let said):
            CommandFailure(
                "the login was refused: \(said)", why: "whoever opened the page chose not to allow it",
                fix: "\(login) again, and choose Allow", status: .needsPerson)
        case .failed(let said):
            CommandFailure(
                "the login failed: \(said)", why: "the page that was opened says so",
                fix: "look at the app's login settings, then \(login) again", status: .needsPerson)
        case .otherState:
            CommandFailure(
                "this answer belongs to another login",
                why: "its state is not the one that was sent, so it may be forged",
                fix: "\(login) again, and finish in the page it names", status: .needsPerson)
        case .noAnswer:
            CommandFailure(
                "this address holds no answer of a login", why: "there is neither a code nor an error in it",
                fix: "paste the whole address of the page that the login leads to", status: .needsPerson)
        case .tokensInAddress:
            CommandFailure(
                "the login brought tokens in the address, where others may read them",
                why: "the app's configuration asks for response_type token",
                fix: "set the configuration to code, remove the app from the account, and log in again",
                status: .needsPerson)
        case .timedOut:
            CommandFailure(
                "nobody finished the login", why: "it was waited for ten minutes",
                fix: "\(login) again, or with --paste where the browser is on another machine",
                status: .needsPerson)
        }
    }
}
