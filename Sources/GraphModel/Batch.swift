import FoundationEssentials

/// A batch some of whose parts are answered, and whose next waits for an image.
struct PendingBatch: Hashable, Sendable, Codable {
    let request: Request
    let parts: [JSON]
    let includesHeaders: Bool
    var answers: [JSON] = []
}

extension Platform {
    static let batchLimit = 50

    /// `POST /?batch=[…]`: up to 50 calls in one, each answered as if it had come alone.
    mutating func startBatch(_ request: Request, at now: Date) -> Outcome {
        guard let parts = request.parameters["batch"]?.structured.array else {
            let error = GraphError.parameterInvalid("batch", why: "must be an array.")
            return .answer(refusal(error, version: nil, account: nil, at: now))
        }
        guard parts.count <= Self.batchLimit else {
            return .answer(refusal(.batchTooLong(parts.count), version: nil, account: nil, at: now))
        }
        let includesHeaders = request.parameters["include_headers"]?.bool ?? true
        return run(PendingBatch(request: request, parts: parts, includesHeaders: includesHeaders), at: now)
    }

    mutating func resume(_ batch: PendingBatch, with response: Response, at now: Date) -> Outcome {
        var batch = batch
        batch.answers.append(answer(response, in: batch))
        return run(batch, at: now)
    }

    private mutating func run(_ batch: PendingBatch, at now: Date) -> Outcome {
        var batch = batch
        while batch.answers.count < batch.parts.count {
            switch perform(request(of: batch.parts[batch.answers.count], in: batch), at: now) {
            case .answer(let response): batch.answers.append(answer(response, in: batch))
            case .fetch(let ticket):
                batches[ticket.id] = batch
                return .fetch(ticket)
            }
        }
        return .answer(Response(body: .array(batch.answers)))
    }

    /// The call that one part describes; what it leaves out it takes from the batch's.
    private func request(of part: JSON, in batch: PendingBatch) -> Request {
        let relative = part["relative_url"]?.string ?? ""
        let halves = relative.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var parameters = Parameters(formEncoded: halves.count > 1 ? halves[1] : "")
        if let body = part["body"]?.string { parameters.append(contentsOf: Parameters(formEncoded: body)) }
        let method = part["method"]?.string.flatMap { Request.Method(rawValue: $0.uppercased()) } ?? .get
        var request = Request(
            method, String(halves.first ?? ""), parameters, host: batch.request.host, origin: batch.request.origin)
        request.version = request.version ?? batch.request.version
        request.token =
            part["access_token"]?.string ?? parameters["access_token"]?.text ?? batch.request.effectiveToken
        return request
    }

    private func answer(_ response: Response, in batch: PendingBatch) -> JSON {
        let headers = response.headers.map { header -> JSON in
            ["name": .string(header.name), "value": .string(header.value)]
        }
        return .object(present: [
            "code": .integer(response.status), "headers": batch.includesHeaders ? .array(headers) : nil,
            "body": .string(response.bodyText),
        ])
    }
}
