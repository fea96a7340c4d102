import GraphModel
import HTTPServer

/// The dialogs in which somebody lets an app act for an account, as the sites of both logins have them.
///
/// `/oauth/authorize` is Instagram's and `/dialog/oauth`, with or without a version, Facebook's; either may begin with
/// its site's name. Opening the address shows who can grant what; sending the form leads back to the app.
struct Dialogs {
    let world: World

    private static let sites: Set<String> = ["www.instagram.com", "api.instagram.com", "www.facebook.com"]

    /// The login whose dialog is at a path; nil where there is none.
    static func login(at components: [String]) -> Login? {
        var path = components[...]
        if let site = path.first, sites.contains(site) { path.removeFirst() }
        if path == ["oauth", "authorize"] { return .instagram }
        if path.count == 3, path.first?.first == "v" { path.removeFirst() }
        return path == ["dialog", "oauth"] ? .facebook : nil
    }

    /// The dialog, or where it leads; nil for a method that it does not know.
    func answer(_ request: ServerRequest, of login: Login) async -> ServerResponse? {
        var parameters = Parameters()
        for field in request.query { parameters.append(field.name, .text(field.value)) }
        let asked: AuthorizationRequest
        do throws(AuthorizationProblem) {
            asked = try await world.authorization(login, parameters)
        } catch {
            return Pages.dialog(DialogPage.problem(error), of: login, status: 400)
        }
        switch request.method {
        case "GET", "HEAD":
            let page = DialogPage(request: asked, candidates: await world.candidates(for: login))
            return Pages.dialog(page.html(sentTo: request.target), of: login)
        case "POST":
            // Another site's page must not grant in somebody's name.
            guard request.header("Sec-Fetch-Site") != "cross-site" else {
                return .text("the dialog is not for other sites\n", status: 403)
            }
            return await decide(asked, PercentCoding.fields(String(decoding: request.body, as: UTF8.self)))
        default: return nil
        }
    }

    private func decide(_ asked: AuthorizationRequest, _ fields: [ServerRequest.Field]) async -> ServerResponse {
        func values(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }
        let address: String?
        if values("answer") == ["grant"] {
            let (by, scopes, pages) = (values("by").first ?? "", Set(values("scope")), Set(values("page")))
            do {
                address = try await world.changePlatform { platform, now in
                    platform.grantedRedirect(of: asked, by: by, scopes: scopes, pages: pages, at: now)
                }
            } catch {
                return .text("the sandbox could not write its data: \(error)\n", status: 500)
            }
        } else {
            address = asked.refusedRedirect
        }
        guard let address else {
            return .text("choose who grants it: go back, and choose one\n", status: 400)
        }
        return ServerResponse(
            status: 302,
            headers: [
                .init("Location", address), .init("Cache-Control", "no-store"),
                .init("Referrer-Policy", "no-referrer"),
            ], body: .bytes([]))
    }
}
