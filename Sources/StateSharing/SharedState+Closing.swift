public import Publishing

extension SharedState {
    /// Brings everything to the remote and gives every account back, at the end of a run.
    ///
    /// - Throws: ``Publishing/StateFailure`` when records could not be brought there; what they record stays in the
    ///   journal, where the next run finds it.
    public func close() async throws(StateFailure) {
        do throws(StateFailure) {
            try await flush()
        } catch {
            await release(wanted)
            throw error
        }
        await release(wanted)
    }
}
