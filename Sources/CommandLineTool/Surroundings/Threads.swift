import Glibc
import Synchronization

/// Work that waits for disks and other processes: threads of its own leave those that tasks share to the tasks.
enum Threads {
    /// Applies `transform` to every element, so many at once; results keep the order of the elements.
    static func map<Element: Sendable, Output: Sendable>(
        _ elements: [Element], atOnce count: Int, _ transform: @escaping @Sendable (Element) -> Output
    ) async -> [Output] {
        guard !elements.isEmpty else { return [] }
        let line = Line<Output>(length: elements.count)
        return await withCheckedContinuation { continuation in
            for _ in 0..<min(count, elements.count) {
                start {
                    while let index = line.next() {
                        if let outputs = line.take(transform(elements[index]), at: index) {
                            continuation.resume(returning: outputs)
                        }
                    }
                }
            }
        }
    }

    /// Does something on a thread of its own, or on this one where the system gives none.
    ///
    /// By pthreads, for Foundation's `Thread` would bring all of Foundation into the program.
    private static func start(_ work: @escaping @Sendable () -> Void) {
        let context = Unmanaged.passRetained(Work(perform: work))
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().perform() }
                return nil
            }, context.toOpaque())
        guard code == 0 else { return context.takeRetainedValue().perform() }
        pthread_detach(thread)
    }

    private final class Work: Sendable {
        let perform: @Sendable () -> Void

        init(perform: @escaping @Sendable () -> Void) { self.perform = perform }
    }

    /// What is next, and what has come of the others.
    private final class Line<Output: Sendable>: Sendable {
        private struct State {
            var next = 0
            var outputs: [Int: Output] = [:]
        }

        private let length: Int
        private let state = Mutex(State())

        init(length: Int) { self.length = length }

        func next() -> Int? {
            state.withLock { state in
                guard state.next < length else { return nil }
                defer { state.next += 1 }
                return state.next
            }
        }

        /// All outputs in order, once the last has come.
        func take(_ output: Output, at index: Int) -> [Output]? {
            state.withLock { state in
                state.outputs[index] = output
                guard state.outputs.count == length else { return nil }
                return (0..<length).compactMap { state.outputs[$0] }
            }
        }
    }
}
