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
        let workspace = try Workspace(around: invocation.directory)
        try workspace.requireRepository()
        let calendar = try await workspace.calendar()
        let making = try PlanMaking(calendar, in: workspace, accounts: invocation.accountNames)
        let isRehearsal = invocation.has(.sandbox)
        let state = try StateOpening.open(try workspace.files(), at: isRehearsal ? .sandbox : .real)
        let before = await state.lockfile
        let planned = try await making.plan(before, bytes: before.bytes, await state.journal, now: Date())
        let settlement = try settlement(of: publication(in: planned, making), in: planned)
        if settlement.namesPresentVersion, !isRehearsal, let settings = calendar.settings {
            try Brakes(invocation: invocation, settings: settings).checkCommitted(calendar)
        }
        try await write(settlement, to: state)
        let console = invocation.console
        if invocation.format == "json" {
            console.write(SettlementJSON.value(settlement).text)
        } else {
            console.write(SettlementText.line(settlement, style: console.style) + "\n")
        }
        guard !isRehearsal else { return .done }
        let verb = invocation.command == .accept ? "Accept" : "Forget"
        return ResultCommit(invocation: invocation, workspace: workspace)
            .commit(await state.lockfile, as: .decision(verb))
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
    private func write(_ settlement: Settlement, to state: LocalState) async throws {
        try await state.record(settlement.record, of: settlement.publication)
        guard let journalID = settlement.journalID else { return }
        try await state.append(JournalEvent(publication: journalID, at: Timestamp(Date()), step: .settled))
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
