// A runner of its own process, for tests of the state that runners share: it appends to the journal or records in the
// lockfile of the calendar at ROOT, again whenever another runner was first, and prints what it did.
//
//     state-runner ROOT append NAME COUNT    COUNT links "NAME N", each on top of the chain as it is then
//     state-runner ROOT links                the chain, a link a line
//     state-runner ROOT record NAME          a publication "NAME@bakery" into the lockfile; prints what that then holds

import ContentModel
import GitState
import ObjectIDs
import ScheduleLock
import StateSharing

let arguments = CommandLine.arguments

func end(_ text: String) -> Never { fatalError(text) }

do throws(RemoteFailure) {
    guard arguments.count >= 3 else { end("usage: state-runner ROOT append|links|record …") }
    let root = arguments[1]
    let state = try GitState(
        of: root, settings: StateSettings(remote: "origin", branch: "calends-state"), folder: "\(root)/.calends")
    switch arguments[2] {
    case "append":
        guard arguments.count == 5, let count = Int(arguments[4]) else { end("append NAME COUNT") }
        var (last, rejections): (CommitID?, Int) = (nil, 0)
        for number in 0..<count {
            let bytes = Array("\(arguments[3]) \(number)\n".utf8)
            while true {
                let tail = try await state.journal.fetch(last)
                last = tail.links.last?.id ?? (tail.isContinuation ? last : nil)
                guard case .appended(let id) = try await state.journal.append(bytes, last) else {
                    rejections += 1
                    continue
                }
                last = id
                break
            }
        }
        print("appended \(count), rejected \(rejections)")
    case "links":
        for link in try await state.journal.fetch(nil).links {
            print(String(decoding: link.bytes, as: UTF8.self), terminator: "")
        }
    case "record":
        guard arguments.count == 4, let id = PublicationID("\(arguments[3])@bakery"),
            let blob = BlobID(hex: String(repeating: "a", count: 40))
        else { end("record NAME") }
        let medium = PublishedPublication(
            mediaID: "1\(arguments[3].utf8.map(String.init).joined())",
            publishedAt: Timestamp(secondsSince1970: 1_793_606_400), permalink: nil)
        let record = LockRecord(
            phase: .published(medium),
            source: Publication.Source(path: "calendar/\(arguments[3]).yaml", blob: blob), commit: nil, media: [])
        for id in try await state.lockfile.commit(Lockfile(records: [id: record])).records.keys.sorted() { print(id) }
    default: end("unknown command \(arguments[2])")
    }
} catch {
    print("\(error.kind): \(error.message) — \(error.fix)")
}
