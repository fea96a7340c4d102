import ContentModel
import Foundation
import ScheduleLock
import TestSupport

@testable import Publishing

/// A Page as far as these tests need it: what was made, who sees it, and answers that get lost.
struct ModelPage {
    struct Thing {
        var kind: PageObject.Kind
        var look: MediaLook?
        var caption: String?
        var hour: Date?
        var publishedAt: Date?
        var isDeleted = false
        var madeAt: Date

        var isLive: Bool { publishedAt != nil && !isDeleted }
    }

    var things: [String: Thing] = [:]
    var dice: SeededGenerator
    /// How many of a hundred requests go wrong.
    var trouble: Int
    /// What the public saw at once, at most.
    private(set) var mostLive = 0
    private var made = 0

    init(seed: UInt64, trouble: Int) {
        dice = SeededGenerator(seed: seed)
        self.trouble = trouble
    }

    var live: [String] { things.filter { $0.value.isLive }.map(\.key).sorted() }
    var scheduled: [String] { things.filter { $0.value.hour != nil && !$0.value.isDeleted }.map(\.key).sorted() }

    /// Facebook's own scheduler.
    mutating func tick(to now: Date) {
        for (id, thing) in things {
            guard let hour = thing.hour, hour <= now, !thing.isDeleted else { continue }
            things[id]?.hour = nil
            things[id]?.publishedAt = hour
        }
        mostLive = max(mostLive, live.count)
    }

    mutating func percent() -> Int { Int(dice.next() % 100) }

    /// The answer to a request, or what became of it.
    mutating func answer(_ request: PageRequest, at now: Date) -> FlowEvent {
        tick(to: now)
        let isTroubled = percent() < trouble
        let mishap = percent()
        if isTroubled, mishap < 30 { return .refused(Fixture.refusal(.backOff, .unknown)) }
        if isTroubled, mishap < 50 { return .refused(Fixture.refusal(.backOff)) }
        let answer = perform(request, at: now)
        mostLive = max(mostLive, live.count)
        // Done, and nobody hears of it.
        return isTroubled ? .refused(Fixture.refusal(.backOff, .unknown)) : answer
    }

    private mutating func perform(_ request: PageRequest, at now: Date) -> FlowEvent {
        switch request {
        case .uploadPhoto: return make(.photo, nil, at: now)
        case .beginUpload(_, let kind):
            return make(kind == .video ? .upload : kind, nil, at: now, url: "https://rupload")
        case .send: return .page(.sent)
        case .createPost(let post, _): return make(.post, .post(post), at: now)
        case .createVideo(let post, _): return make(.video, .post(post), at: now)
        case .read(let object): return read(object)
        case .publish(let object, let content):
            guard let thing = things[object.id], !thing.isDeleted else { return Self.missing }
            if thing.publishedAt == nil { things[object.id]?.publishedAt = now }
            things[object.id]?.look = MediaLook(of: .page(content))
            things[object.id]?.hour = nil
            return .page(.done())
        case .schedule(let object, let content, let hour):
            guard let thing = things[object.id], !thing.isDeleted else { return Self.missing }
            guard thing.publishedAt == nil, hour.timeIntervalSince(now) >= 600 else {
                return .refused(Fixture.refusal(.fixContent))
            }
            things[object.id]?.look = MediaLook(of: .page(content))
            things[object.id]?.hour = hour
            return .page(.done())
        case .edit(let object, let content):
            guard things[object.id].map({ !$0.isDeleted }) ?? false else { return Self.missing }
            things[object.id]?.caption = content.text
            return .page(.done())
        case .delete(let object):
            guard things[object.id].map({ !$0.isDeleted }) ?? false else { return Self.missing }
            things[object.id]?.isDeleted = true
            return .page(.done())
        case .list(let list): return .page(.listed(listed(list)))
        }
    }

    private static let missing = FlowEvent.refused(Fixture.refusal(.backOff, isUnreadable: true))

    private mutating func make(
        _ kind: PageObject.Kind, _ content: PageContent?, at now: Date, url: String? = nil
    ) -> FlowEvent {
        made += 1
        let id = kind == .post ? "1_\(made)" : "\(made)"
        things[id] = Thing(
            kind: kind, look: content.map { MediaLook(of: .page($0)) }, caption: content?.text, madeAt: now)
        return .page(.made(id: id, uploadURL: url))
    }

    private func read(_ object: PageObject) -> FlowEvent {
        guard let thing = things[object.id], !thing.isDeleted else { return Self.missing }
        if let at = thing.publishedAt { return .page(.state(.published(at: at))) }
        return .page(.state(thing.hour.map { .scheduled(for: $0) } ?? .unpublished))
    }

    private func listed(_ list: PageList) -> [ListedMedium] {
        things.sorted { $0.key < $1.key }.compactMap { id, thing in
            guard !thing.isDeleted, let look = thing.look else { return nil }
            let time: Date?
            switch list {
            case .posts: time = look.surface == .feed ? thing.publishedAt : nil
            case .stories: time = look.surface == .stories ? thing.publishedAt : nil
            case .scheduled: time = thing.hour
            case .unpublished: time = thing.publishedAt == nil && thing.hour == nil ? thing.madeAt : nil
            }
            return time.map {
                ListedMedium(
                    id: id, timestamp: $0, caption: thing.caption, kind: look.kind, childCount: look.childCount)
            }
        }
    }
}
