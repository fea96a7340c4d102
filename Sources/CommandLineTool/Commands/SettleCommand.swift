import CalendarLoading
import ContentModel
import Diagnostics
import FoundationEssentials
import LocalState
import Planning
import Publishing
import ScheduleLock
import Views

/// `calends accept ID` and `calends forget ID`: what a person decides, and no run can.
struct SettleCommand {
    let invocation: Invocation

    func run() async throws -> ExitStatus {
        let workspace = try Workspace(for: invocation)
        try workspace.requireRepository()
        let calendar = try await workspace.calendar()
        let making = try PlanMaking(calendar, in: workspace, selection: invocation.selection)
        let keeper = try await keeper(workspace, calendar.settings)
        return try await keeper.whileAttending {
            let first = try await making.plan(keeper.client.read(), now: Date())
            let publication = try publication(in: first, making)
            try await hold(publication.account, keeper.client)
            // Nobody else changes it from here on, and nothing is decided by what was seen before.
            let planned = try await making.plan(keeper.client.read(), now: Date())
            let settlement = try settlement(of: publication, in: planned)
            if settlement.namesPresentVersion, !invocation.has(.sandbox), let settings = calendar.settings {
                try Brakes(invocation: invocation, settings: settings).checkCommitted(calendar)
            }
            let renames = Settlement.renamesMakingRoom(
                for: publication, in: planned.plan, lockfile: planned.lockfile)
            for (renamed, record) in renames { try await keeper.client.record(renamed, record) }
            try await write(settlement, to: keeper.client)
            let console = invocation.console
            if invocation.format == "json" {
                console.write(SettlementJSON.value(settlement).text)
            } else {
                console.write(SettlementText.line(settlement, style: console.style) + "\n")
            }
            if case .isRenamed(let former) = settlement.decision,
                making.calendar.publications.contains(where: { $0.id == former })
            {
                invocation.tell(
                    "What the entry of \(former) says now is a publication of its own; calends plan shows it.")
            }
            guard !invocation.has(.sandbox) else { return .done }
            let verb = invocation.command == .accept ? "Accept" : "Forget"
            let layout = calendar.settings.map { LockfileLayout($0) } ?? .file
            return await keeper.conclude(
                ResultCommit(invocation: invocation, workspace: workspace, layout: layout), .decision(verb))
        }
    }

    private func keeper(_ workspace: Workspace, _ settings: Settings?) async throws -> StateKeeper {
        guard !invocation.has(.sandbox), let settings else {
            return .local(try StateOpening.open(workspace.files(), at: .sandbox))
        }
        return try await .open(for: invocation, workspace, settings)
    }

    private func hold(_ account: AccountName, _ state: StateClient) async throws {
        guard try await !state.acquire([account]).contains(account) else { return }
        let holder = try await state.read().holders[account] ?? "another runner"
        throw StateFailure(
            .heldByAnother, message: "account \(account) is held by \(holder)",
            fix: "wait until it has ended, or stop it, and try again")
    }

    private func settlement(
        of publication: PublicationID, in planned: PlannedCalendar
    ) throws(CommandFailure) -> Settlement {
        let media = invocation.value(of: .media)
        do throws(SettlementError) {
            return invocation.command == .accept
                ? try .accepting(
                    publication, as: media, in: planned.plan, lockfile: planned.lockfile, journal: planned.journal)
                : try .forgetting(
                    publication, deleted: media, in: planned.plan, lockfile: planned.lockfile, journal: planned.journal)
        } catch {
            throw CommandFailure(error)
        }
    }

    /// The record comes first: after a crash in between, the same command does the rest.
    private func write(_ settlement: Settlement, to state: StateClient) async throws {
        if let record = settlement.record { try await state.record(settlement.publication, record) }
        guard let journalID = settlement.journalID else { return }
        try await state.append(JournalEvent(publication: journalID, at: Timestamp(Date()), step: settlement.step))
    }

    /// The publication that the operand names: by its id, by the one it had when it was begun, or by its entry where
    /// that has no other.
    private func publication(in planned: PlannedCalendar, _ making: PlanMaking) throws(CommandFailure) -> PublicationID
    {
        let name = invocation.arguments.operands.first ?? ""
        let begun = planned.plan.actions.first { $0.journalID.description == name && $0.journalID != $0.publication }
        let known =
            PublicationStatus.all(
                of: planned.plan, desired: making.calendar.publications, lockfile: planned.lockfile,
                journal: planned.journal
            ).map(\.publication) + making.calendar.publications.map(\.id)
        if let exact = known.first(where: { $0.description == name }) ?? begun?.publication { return exact }
        let named = Set(known.filter { $0.entry.text == name }).sorted()
        guard let only = named.first else { throw CommandFailure(nothingCalled: name, among: known) }
        guard named.count == 1 else {
            throw CommandFailure(
                "'\(name)' is \(named.count) publications", why: "each is decided about by itself",
                fix: "name one of them, such as \(only)", status: .usage)
        }
        return only
    }
}
