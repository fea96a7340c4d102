import ContentModel
import Diagnostics
import Publishing

extension CommandFailure {
    /// Why a decision is not recorded, in words.
    init(_ error: SettlementError) {
        switch error {
        case .nothingToAccept(let id):
            self.init(
                "\(id) has nothing to accept", why: "calends plan shows no conflict of it that accepting would end",
                fix:
                    "look at calends show \(id); what differs on the platform, calends plan --refresh tells, and how to "
                    + "accept it",
                status: .usage)
        case .mediumNotNamed(let id):
            self.init(
                "it is not said which medium \(id) is", why: "the run that published it could not tell",
                fix:
                    "look at the account, then name it: calends accept \(id) --media MEDIA_ID, or none if it is not there",
                status: .usage)
        case .mediumNotAsked(let id):
            self.init(
                "--media says nothing about \(id)", why: "its medium is known", fix: "leave --media out",
                status: .usage)
        case .notAMediaID(let text):
            self.init(
                "'\(text)' is no media id", why: "the platform's ids are digits",
                fix: "copy the id, which is not the code in a link", status: .usage)
        case .mediumIsOlder(let media):
            self.init(
                "medium \(media) was on the account before publishing was asked for",
                why: "it cannot be what was published then", fix: "name one that appeared since", status: .usage)
        case .mediumTaken(let media, let holder):
            self.init(
                "medium \(media) is \(holder)", why: "one medium is one publication", fix: "name another",
                status: .usage)
        case .otherInFlight(_, let other):
            self.init(
                "\(other) is in flight", why: "what it is on the platform is not known yet",
                fix: "let calends apply find out, then try again", status: .tryLater)
        case .isPublished(let id, let media):
            self.init(
                "\(id) is published, as medium \(media)", why: "forgetting takes nothing from the platform",
                fix: "if it was deleted by hand, say so: calends forget \(id) --media \(media)", status: .usage)
        case .notItsMedium(let id, let media):
            self.init(
                "medium \(media) is not \(id)", why: "the lockfile names another, or none",
                fix: "look at calends show \(id)", status: .usage)
        case .waitsAtFacebook(let id):
            self.init(
                "\(id) waits at Facebook", why: "Facebook would publish it at its hour all the same",
                fix: "remove its entry, or write draft: true; the next calends apply takes it back",
                status: .needsPerson)
        case .stranded(let id):
            self.init(
                "\(id) waits at Facebook, and the settings no longer have account \(id.account)",
                why: "Facebook would publish it at its hour all the same, and nothing can take it back",
                fix:
                    "give the settings account \(id.account) back, and remove the entry or write draft: true; the next calends apply takes "
                    + "it back, and the account may go", status: .needsPerson)
        case .inDoubt(let id):
            self.init(
                "it is not known what became of \(id)", why: "a request was sent, and its answer was not recorded",
                fix: "let calends apply find out, then try again", status: .tryLater)
        case .alreadyForgotten(let id):
            self.init(
                "\(id) is let go already", why: "the lockfile says that it never goes out, or is gone",
                fix: "nothing is left to do", status: .usage)
        case .hasNoVersion(let id):
            self.init(
                "no entry says what \(id) is", why: "a record names the version of the entry it is about",
                fix: "correct the entry first, or remove it", status: .calendarErrors)
        }
    }
}
