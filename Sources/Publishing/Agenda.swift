public import ContentModel
public import FoundationEssentials

/// What is to be done, as the calendar and the state tell it at one moment, and what it is done with.
public struct Agenda: Sendable {
    /// What can be begun now; what was begun already is named again for as long as it is wanted.
    public var work: [Work]
    /// The next moment at which there is more to begin; `nil` when nothing is planned.
    public var next: Date?
    /// One client for each account that has work.
    public var platforms: [AccountName: PlatformClient]
    /// Where media become public.
    public var hosting: HostingClient
    /// When nothing goes out.
    public var quiet: [Range<Date>]
    /// Between two publications of one account that are both late; zero for none.
    public var minimumGap: Duration
    /// The most that is published at once.
    public var mostPublishes: Int
    /// The most that is deleted at once.
    public var mostDeletes: Int

    /// An agenda of these parts.
    public init(
        work: [Work], next: Date?, platforms: [AccountName: PlatformClient], hosting: HostingClient,
        quiet: [Range<Date>] = [], minimumGap: Duration = .zero, mostPublishes: Int = .max,
        mostDeletes: Int = .max
    ) {
        self.work = work
        self.next = next
        self.platforms = platforms
        self.hosting = hosting
        self.quiet = quiet
        self.minimumGap = minimumGap
        self.mostPublishes = mostPublishes
        self.mostDeletes = mostDeletes
    }
}
