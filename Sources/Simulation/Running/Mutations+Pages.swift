import ContentModel
import FoundationEssentials
import Publishing

// What mutants do that concern Pages alone.

extension PlatformClient {
    var makingPostsAnew: PlatformClient {
        var client = self
        let ask = client.page
        client.page = { request async throws(Refusal) in
            guard case .publish(_, let content) = request, case .post(let post) = content else {
                return try await ask(request)
            }
            do throws(Refusal) {
                return try await ask(request)
            } catch {
                guard error.effect == .unknown else { throw error }
                var photos: [String] = []
                for photo in content.photos {
                    if case .made(let id, _) = try await ask(.uploadPhoto(photo)) { photos.append(id) }
                }
                guard case .made(let id, _) = try await ask(.createPost(post, photos: photos)) else { throw error }
                return try await ask(.publish(PageObject(id: id, kind: .post), content))
            }
        }
        return client
    }

    var changingWithoutLooking: PlatformClient {
        let memory = Memory()
        var client = self
        let ask = client.page
        client.page = { request async throws(Refusal) in
            if case .read(let object) = request, let hour = memory.hours[object.id] {
                return .state(.scheduled(for: hour))
            }
            let answer = try await ask(request)
            switch (request, answer) {
            case (.read(let object), .state(.scheduled(let hour))), (.schedule(let object, _, let hour), _):
                memory.hours[object.id] = hour
            default: break
            }
            return answer
        }
        return client
    }

    var losingOtherHours: PlatformClient {
        let memory = Memory()
        var client = self
        let ask = client.page
        client.page = { request async throws(Refusal) in
            if case .schedule(let object, _, let hour) = request, let former = memory.hours[object.id], former != hour {
                return .done()
            }
            let answer = try await ask(request)
            if case (.read(let object), .state(.scheduled(let hour))) = (request, answer) {
                memory.hours[object.id] = hour
            }
            return answer
        }
        return client
    }

    var leavingPosts: PlatformClient {
        var client = self
        let ask = client.page
        client.page = { request async throws(Refusal) in
            if case .delete = request { return .done() }
            return try await ask(request)
        }
        return client
    }
}
