import ContentModel
import Diagnostics
import FoundationEssentials
import GraphModel

/// Everything about a schedule that its seed decides before it begins.
struct Scenario {
    /// One machine, and how the program is run on it.
    struct MachineSetup {
        var clock: WallClock
        /// When somebody sets its clock, and by how many seconds it moves.
        var clockJumps: [(at: Moment, by: Double)] = []
        /// From the end of one process to the beginning of the next.
        var interval: Duration
        /// How the program is called.
        var manner: Manner
        /// The longest time between two looks at state and calendar.
        var poll: Duration
        /// How long a sleep may last before the wall clock is looked at again.
        var longestNap: Duration?
        /// How old a commit is when this machine first sees it.
        var pullDelay: Duration
    }

    /// What somebody posts without us.
    struct HandPost {
        let at: Moment
        let account: AccountName
        /// The text of an entry that it looks like; `nil` for one of its own.
        var caption: String?
        var isStory = false
    }

    /// How the program is called.
    enum Manner: Hashable {
        /// `apply`
        case once
        /// `apply --wait`
        case waiting(Duration)
        /// `run`
        case forever
    }

    /// Whether state is shared through a remote, by several machines.
    var isShared = false
    var accounts: [AccountName: ContentModel.Account] = [:]
    var machines: [MachineSetup] = []
    var weather: Weather
    var calendar: CalendarHistory
    /// The changes that commits make, as they are counted.
    var edits: [Fault: Int] = [:]
    /// When somebody posts by hand.
    var handPosts: [HandPost] = []
    var platform = GraphModel.Configuration()
    /// The dice of what happens while it runs.
    var dice: Dice

    /// How far a machine's clock may be off, in seconds: recovery compares its own times with the platform's, and
    /// allows for five minutes.
    static let worstClock = 200.0

    /// - Parameter absent: faults that are left out; everything else stays as the seed has it.
    init(seed: UInt64, without absent: Set<Fault> = []) {
        var dice = Dice(seed: seed)
        var names: [AccountName] = []
        for number in 1...dice.number(1...3) {
            let name = AccountName("account\(number)")
            names.append(name)
            let isPage = dice.chance(0.4)
            accounts[name] = ContentModel.Account(
                name: name, platform: isPage ? .facebook : .instagram(dice.chance(0.6) ? .facebook : .instagram),
                id: isPage ? "10000000000000\(number)" : "1784140000000000\(number)", token: .environment("TOKEN"),
                api: nil,
                version: ContentModel.Account.defaultVersion,
                location: SourceLocation(file: "calendar/settings.yaml"))
        }
        let end = Moment.beginning + dice.span(1800...14_400)
        var weatherDice = dice.split()
        var calendarDice = dice.split()
        var writing = CalendarWriting(accounts: accounts, until: end)
        calendar = writing.calendar(scheduling: dice.chance(0.25) ? .runner : .native, &calendarDice)
        edits = writing.edits
        let hours = calendar.commits[0].publications.compactMap(\.dueDate).map { due in
            Moment(milliseconds: Int64(due.timeIntervalSince(Moment.beginning.date) * 1000))
        }
        weather = Weather(until: end, accounts: names, hours: hours, &weatherDice)
        isShared = dice.chance(0.5)
        let isCalm = weather.rates.isEmpty
        machines = (0..<(isShared ? dice.number(1...3) : 1)).map { _ in
            Self.machine(until: end, isCalm: isCalm, &dice)
        }
        platform = Self.platform(isCalm: weather.rates.isEmpty, &dice)
        if dice.chance(0.4) {
            for _ in 0..<dice.number(1...3) {
                let isAtAnHour = dice.chance(0.6) && !hours.isEmpty
                let moment =
                    isAtAnHour
                    ? dice.pick(hours) + .seconds(dice.number(0...60))
                    : Moment(milliseconds: Int64(dice.number(0...Int(end.milliseconds))))
                handPosts.append(HandPost(at: moment, account: dice.pick(names)))
            }
        }
        let hasTwins = dice.chance(0.3)
        self.dice = dice
        if hasTwins { postTwins(&dice) }
        excludeTheImpossible()
        for fault in absent { weather = weather.without(fault) }
    }

    private static func machine(until end: Moment, isCalm: Bool, _ dice: inout Dice) -> MachineSetup {
        var setup = MachineSetup(
            clock: WallClock(), interval: dice.span(60...1200),
            manner: dice.pick([.once, .waiting(dice.span(60...3600)), .forever]), poll: dice.span(60...900),
            pullDelay: dice.chance(0.5) ? .zero : dice.span(1...300))
        guard !isCalm, dice.chance(0.5) else { return setup }
        setup.clock.offset = Double(dice.number(-90...90))
        setup.clock.drift = Double(dice.number(-10...10)) / 10_000
        if dice.chance(0.3) {
            let moment = Moment(milliseconds: Int64(dice.number(0...Int(end.milliseconds))))
            setup.clockJumps = [(moment, Double(dice.number(-90...90)))]
            setup.longestNap = .seconds(30)
        }
        return setup
    }

    private static func platform(isCalm: Bool, _ dice: inout Dice) -> GraphModel.Configuration {
        var platform = GraphModel.Configuration()
        platform.seed = dice.next()
        platform.videoProcessing = dice.span(1...120)
        platform.carouselProcessing = dice.chance(0.3) ? dice.span(1...30) : .zero
        platform.imageProcessing = dice.chance(0.3) ? dice.span(1...10) : .zero
        let second = dice.pick(GraphModel.Configuration.SecondPublish.allCases)
        let deduplicates = dice.chance(0.3)
        let isTight = dice.chance(0.1)
        let duplicates = dice.pick(GraphModel.Configuration.DuplicatePosts.allCases)
        let drafts = dice.pick(GraphModel.Configuration.DraftsInFeed.allCases)
        platform.scheduledAlbums = dice.pick(GraphModel.Configuration.ScheduledAlbums.allCases)
        platform.reelAnswer = dice.pick(GraphModel.Configuration.ReelAnswer.allCases)
        platform.byteCountName = dice.pick(GraphModel.Configuration.ByteCountName.allCases)
        platform.videoChunk = dice.pick([300, 1 << 20])
        guard !isCalm else { return platform }
        platform.secondPublish = second
        platform.secondFinish = second
        platform.publishAgain = second == .error ? .refused : .succeeds
        platform.duplicatePosts = duplicates
        platform.draftsInFeed = drafts
        platform.deduplicatesByURL = deduplicates
        if isTight { platform.publishesPerDay = 2 }
        return platform
    }

    /// Has somebody post pictures with the captions of entries, around the time at which those are due.
    ///
    /// Where containers cannot be asked, only before our request, and listed at once: of what appears after it nobody
    /// could tell whether it is ours.
    private mutating func postTwins(_ dice: inout Dice) {
        let isBefore = weather.has(.containersUnreadable)
        weather = weather.without(.listLags)
        for entry in calendar.commits[0].entries.values.sorted(by: { $0.lineage < $1.lineage }) {
            let isStory = entry.kind == .photoStory && !isBefore
            guard entry.kind == .post || entry.kind == .text || isStory, let due = entry.due, dice.chance(0.7) else {
                continue
            }
            // A story has no text: one that appears after our request cannot be told from ours.
            let latest = isBefore || isStory ? -212 : 30
            let seconds = due.timeIntervalSince(Moment.beginning.date) + Double(dice.number(-240...latest))
            let account = dice.pick(entry.accounts)
            // What people post on a Page here are words, which nobody takes for a picture or a story.
            guard (accounts[account]?.platform == .facebook) == (entry.kind == .text) else { continue }
            handPosts.append(
                HandPost(
                    at: max(.beginning, Moment(milliseconds: Int64(seconds * 1000))), account: account,
                    caption: entry.caption, isStory: isStory))
        }
    }

    /// Takes out combinations in which no client could keep the promise, because the platform itself posts twice or
    /// hides what it did.
    ///
    /// - `secondPublishMakesNew` with `requestDuplicated`: the network delivers one `media_publish` twice and the
    ///   platform makes a medium of each; the client sent it once.
    /// - `secondPublishMakesNew` with `effectAfterLoss`: the client is told that its request is lost, looks, finds that
    ///   nothing happened, and asks again; the first request takes effect after that look.
    /// - `twinPostedByHand` after our request, with `containersUnreadable`: somebody posts the same picture with the same
    ///   text in the same minute, our request is lost, and no container can be asked: the list shows one medium that can
    ///   be ours. The same story posted by hand cannot be told from ours even sooner, so none is.
    /// - `twinPostedByHand` with `listLags`: the same picture, posted by hand before our request, is not in the list that
    ///   is read before it, and is in the one that is read after it, where ours is not yet.
    /// - `secondPublishMakesNew` with `slowRequest` and `crash`: the machine dies with a request on its way and is back
    ///   before it arrives; nothing tells that it is on its way, and the same container is published once more.
    private mutating func excludeTheImpossible() {
        guard platform.secondPublish == .newMedia else { return }
        for fault in [Fault.requestDuplicated, .effectAfterLoss] { weather = weather.without(fault) }
        if weather.has(.crash) { weather = weather.without(.slowRequest) }
    }
}
