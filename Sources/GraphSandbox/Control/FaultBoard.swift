import GraphModel
import Synchronization

/// The faults in force.
final class FaultBoard: Sendable {
    private let state = Mutex(State())

    private struct State {
        var faults: [Fault] = []
        var lastID = 0
        /// Matching requests seen, by fault.
        var seen: [Int: Int] = [:]
    }

    var all: [Fault] { state.withLock { $0.faults } }

    func add(_ json: JSON) throws(ControlError) -> Fault {
        let result = state.withLock { state -> Result<Fault, ControlError> in
            do throws(ControlError) {
                let fault = try Fault(id: state.lastID + 1, json: json)
                state.lastID += 1
                state.faults.append(fault)
                return .success(fault)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    func clear() {
        state.withLock { ($0.faults, $0.seen) = ([], [:]) }
    }

    /// The first fault that harms this request, which counts against it.
    func strike(method: String, path: String, isGraphCall: Bool, isUpload: Bool = false) -> Fault? {
        state.withLock { state in
            for (index, fault) in state.faults.enumerated() where !fault.isSpent {
                guard fault.method.map({ $0 == method }) ?? true,
                    fault.path.map({ path.matches(glob: $0) }) ?? isGraphCall, isUpload || !fault.mode.isOfUploads
                else { continue }
                state.seen[fault.id, default: 0] += 1
                guard state.seen[fault.id, default: 0] > fault.skip else { continue }
                state.faults[index].hits += 1
                return state.faults[index]
            }
            return nil
        }
    }
}

extension String {
    /// Whether the whole text fits a pattern in which `*` stands for any text.
    func matches(glob pattern: String) -> Bool {
        let (text, pattern) = (Array(utf8), Array(pattern.utf8))
        let star = UInt8(ascii: "*")
        var (position, place) = (0, 0)
        var retry: (place: Int, position: Int)?
        while position < text.count {
            if place < pattern.count, pattern[place] == star {
                retry = (place, position)
                place += 1
            } else if place < pattern.count, pattern[place] == text[position] {
                (position, place) = (position + 1, place + 1)
            } else if let last = retry {
                // Let the last star stand for one byte more.
                (place, position) = (last.place + 1, last.position + 1)
                retry = (last.place, last.position + 1)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == star }
    }
}
