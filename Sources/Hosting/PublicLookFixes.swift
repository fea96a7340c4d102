/// What mends a public URL that does not show what it should.
struct PublicLookFixes {
    let setting: String
    let unreachable: String
    let forbidden: String
    let missing: String
    let stale: String

    init(_ place: PublicLook.Place) {
        switch place {
        case .publicBucket:
            setting = "hosting.public_url"
            unreachable = "look at hosting.public_url: it has to serve the bucket's objects"
            forbidden = "make the objects public, or remove hosting.public_url: URLs are then signed"
            missing = "let hosting.public_url name where the bucket's objects are served, without the prefix"
            stale = "empty the cache behind hosting.public_url, or remove the setting: URLs are then signed"
        case .signedBucket:
            setting = "hosting.endpoint"
            unreachable = "look at hosting.endpoint: signed URLs lead there"
            forbidden = "allow the access key s3:GetObject: signed URLs may do no more than their key"
            missing = "look at hosting.endpoint and hosting.addressing: signed URLs lead there"
            stale = "remove the object: it is uploaded again"
        case .folder(let path):
            setting = "hosting.public_url"
            unreachable = "look at hosting.public_url: it has to serve what is in \(path)"
            forbidden = "have what is in \(path) served at hosting.public_url to everybody"
            missing = "publish the folder \(path), or let hosting.public_url name where it is served"
            stale = "publish the folder \(path) as it is now"
        case .published:
            setting = "hosting.base"
            unreachable = "look at hosting.base"
            forbidden = "make the repository public, or use hosting of kind s3 or directory"
            missing = "push the commit, or correct hosting.base"
            stale = "let hosting.base name {commit}, and push"
        }
    }
}
