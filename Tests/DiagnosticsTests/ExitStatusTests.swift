import Diagnostics
import Testing

@Suite struct ExitStatusTests {
    @Test func aPersonIsCalledBeforeARetry() {
        #expect(ExitStatus.tryLater.combined(with: .needsPerson) == .needsPerson)
        #expect(ExitStatus.needsPerson.combined(with: .done) == .needsPerson)
        #expect(ExitStatus.calendarErrors.combined(with: .tryLater) == .calendarErrors)
    }
}
