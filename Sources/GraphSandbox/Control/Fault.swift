import GraphModel

/// A misbehaviour to rehearse: what goes wrong, and for which requests.
struct Fault: Hashable, Sendable {
    /// What goes wrong.
    enum Mode: String, Hashable, Sendable, CaseIterable {
        /// The connection closes and the request has no effect.
        case dropBefore = "drop-before"
        /// The request takes effect and the connection closes without an answer.
        case dropAfter = "drop-after"
        /// Nothing but ``Fault/latency`` goes wrong.
        case delay
        /// An answer with this HTTP status and a page of a gateway; no effect.
        case status
        /// The request takes effect, and 200 with bytes that are no JSON comes back.
        case garbage
        /// The request takes effect, and its answer breaks off in the middle.
        case truncate
        /// An error of Graph's own form; no effect.
        case error
        /// An error of Graph's own form, although the request took effect.
        case errorAfter = "error-after"

        /// The first half of an upload's bytes arrives, then the connection closes.
        case cutUpload = "cut-upload"
        /// An upload is refused with ProcessingFailedError, and its container ends.
        case refuseUpload = "refuse-upload"
        /// An upload is answered with success, and its container ends.
        case loseUpload = "lose-upload"

        /// Whether the request is carried out all the same.
        var takesEffect: Bool {
            switch self {
            case .dropAfter, .delay, .garbage, .truncate, .errorAfter, .cutUpload, .refuseUpload, .loseUpload: true
            case .dropBefore, .status, .error: false
            }
        }

        /// Whether it harms nothing but uploads.
        var isOfUploads: Bool {
            switch self {
            case .cutUpload, .refuseUpload, .loseUpload: true
            case .dropBefore, .dropAfter, .delay, .status, .garbage, .truncate, .error, .errorAfter: false
            }
        }
    }

    let id: Int
    var mode: Mode
    /// A path with `*` for any text; nil for every Graph call.
    var path: String?
    /// The method, or nil for any.
    var method: String?
    /// How many matching requests pass unharmed first.
    var skip = 0
    /// How many are harmed then; nil for all.
    var count: Int? = 1
    /// Milliseconds to wait before anything else.
    var latency = 0
    /// The HTTP status of `status`, `error` and `error-after`.
    var status = 500
    var code = 2
    var subcode: Int?
    var message = "An unexpected error has occurred. Please retry your request later."
    /// The value of a `Retry-After` header.
    var retryAfter: Int?

    /// How many requests it has harmed.
    var hits = 0

    var isSpent: Bool { count.map { hits >= $0 } ?? false }

    var json: JSON {
        .object(present: [
            "id": .integer(id), "mode": .string(mode.rawValue), "path": path.map(JSON.string),
            "method": method.map(JSON.string), "skip": .integer(skip), "count": count.map(JSON.integer),
            "latency": .integer(latency), "status": .integer(status), "code": .integer(code),
            "subcode": subcode.map(JSON.integer), "message": .string(message),
            "retry_after": retryAfter.map(JSON.integer), "hits": .integer(hits),
        ])
    }
}

extension Fault {
    /// Reads what `POST /_sandbox/faults` was given.
    ///
    /// - Throws: A sentence that says what is wrong with it.
    init(id: Int, json: JSON) throws(ControlError) {
        guard let members = json.members else { throw ControlError("a fault is a JSON object") }
        let modes = Mode.allCases.map(\.rawValue).joined(separator: ", ")
        guard let mode = json["mode"]?.string.flatMap(Mode.init(rawValue:)) else {
            throw ControlError("mode must be one of \(modes)")
        }
        (self.id, self.mode) = (id, mode)
        if mode == .status { status = 503 } else if mode == .error || mode == .errorAfter { status = 400 }
        for member in members {
            switch member.name {
            case "mode": break
            case "path": path = try member.text()
            case "method": method = try member.text().uppercased()
            case "nth": skip = try member.number(in: 1...1_000_000) - 1
            case "skip": skip = try member.number(in: 0...1_000_000)
            case "count": count = member.value == .null ? nil : try member.number(in: 1...1_000_000)
            case "latency": latency = try member.number(in: 0...600_000)
            case "status": status = try member.number(in: 200...599)
            case "code": code = try member.number(in: -1_000_000...10_000_000)
            case "subcode": subcode = try member.number(in: 0...10_000_000)
            case "message": message = try member.text()
            case "retry_after": retryAfter = try member.number(in: 0...86_400)
            default: throw ControlError("a fault has no '\(member.name)'")
            }
        }
    }
}

/// A request to the controls that cannot be followed, with the sentence that says why.
struct ControlError: Error {
    let message: String
    init(_ message: String) { self.message = message }
}

extension JSON.Member {
    fileprivate func text() throws(ControlError) -> String {
        guard let text = value.string else { throw ControlError("\(name) must be a text") }
        return text
    }

    fileprivate func number(in range: ClosedRange<Int>) throws(ControlError) -> Int {
        guard let number = value.integer, range.contains(number) else {
            throw ControlError("\(name) must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}
