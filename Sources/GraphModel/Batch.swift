import FoundationEssentials

/// A batch some of whose parts are answered, and whose next waits for an image.
struct PendingBatch: Hashable, Sendable, Codable {
    let request: Request
    let parts: [JSON]
    let includesHeaders: Bool
    var answers: [JSON] = []
    /// What named parts answered, for those that refer to them.
    var bodies: [String: JSON] = [:]
    /// The parts that others refer to; their answers are left out unless they ask otherwise.
    let referred: [String]

    init(request: Request, parts: [JSON], includesHeaders: Bool) {
        self.request = request
        self.parts = parts
        self.includesHeaders = includesHeaders
        referred = Set(parts.flatMap { BatchReference.parts(in: $0.text()) }).sorted()
    }

    /// The part to be answered next.
    var next: JSON? { answers.count < parts.count ? parts[answers.count] : nil }

    /// Takes in what the next part answered.
    mutating func add(_ response: Response) {
        guard let part = next else { return }
        let name = part["name"]?.string
        if let name { bodies[name] = response.body }
        let omits = part["omit_response_on_success"]?.bool ?? true
        if response.status == 200, omits, let name, referred.contains(name) { return answers.append(.null) }
        let headers = response.headers.map { header -> JSON in
            ["name": .string(header.name), "value": .string(header.value)]
        }
        answers.append(
            .object(present: [
                "code": .integer(response.status), "headers": includesHeaders ? .array(headers) : nil,
                "body": .string(response.bodyText),
            ]))
    }

    /// The call that the next part describes; what it leaves out it takes from the batch's.
    func call(_ part: JSON) throws(GraphError) -> Request {
        let relative = try resolved(part["relative_url"]?.string ?? "")
        let halves = relative.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var parameters = Parameters(formEncoded: halves.count > 1 ? halves[1] : "")
        if let body = part["body"]?.string {
            parameters.append(contentsOf: Parameters(formEncoded: try resolved(body)))
        }
        let method = part["method"]?.string.flatMap { Request.Method(rawValue: $0.uppercased()) } ?? .get
        var call = Request(
            method, String(halves.first ?? ""), parameters, host: request.host, origin: request.origin)
        call.version = call.version ?? request.version
        call.token = part["access_token"]?.string ?? parameters["access_token"]?.text ?? request.effectiveToken
        // Files come with the batch, and its parts name them.
        for name in (part["attached_files"]?.string ?? "").split(separator: ",") {
            guard let file = request.files.first(where: { $0.name == PercentEncoding.trim(String(name)) }) else {
                throw .parameterInvalid("attached_files", why: "names the file \(name), which did not come")
            }
            call.files.append(AttachedFile(name: "source", byteCount: file.byteCount, medium: file.medium))
        }
        return call
    }

    /// References become values, encoded as all else in a URL or form.
    private func resolved(_ text: String) throws(GraphError) -> String {
        try BatchReference.resolve(text) { (reference) throws(GraphError) in
            guard let value = bodies[reference.part].flatMap({ reference.value(in: $0) }) else {
                throw .parameterInvalid("batch", why: "refers to \(reference.part), which has no such result")
            }
            return PercentEncoding.encode(value)
        }
    }
}

extension Platform {
    static let batchLimit = 50

    /// `POST /?batch=[…]`: up to 50 calls in one, each answered as if it had come alone.
    mutating func startBatch(_ request: Request, at now: Date) -> Outcome {
        guard !request.hasWrongProof else {
            return .answer(refusal(.proofWrong, version: nil, metered: nil, at: now))
        }
        guard let parts = request.parameters["batch"]?.structured.array else {
            let error = GraphError.parameterInvalid("batch", why: "must be an array.")
            return .answer(refusal(error, version: nil, metered: nil, at: now))
        }
        guard parts.count <= Self.batchLimit else {
            return .answer(refusal(.batchTooLong(parts.count), version: nil, metered: nil, at: now))
        }
        let includesHeaders = request.parameters["include_headers"]?.bool ?? true
        return run(PendingBatch(request: request, parts: parts, includesHeaders: includesHeaders), at: now)
    }

    mutating func resume(_ batch: PendingBatch, with response: Response, at now: Date) -> Outcome {
        var batch = batch
        batch.add(response)
        return run(batch, at: now)
    }

    private mutating func run(_ batch: PendingBatch, at now: Date) -> Outcome {
        var batch = batch
        while let part = batch.next {
            let outcome: Outcome
            do {
                outcome = perform(try batch.call(part), at: now)
            } catch {
                outcome = .answer(refusal(error, version: nil, metered: nil, at: now))
            }
            switch outcome {
            case .answer(let response): batch.add(response)
            case .fetch(let ticket):
                batches[ticket.id] = batch
                return .fetch(ticket)
            }
        }
        return .answer(Response(body: .array(batch.answers)))
    }
}
