import Testing

@testable import S3

@Suite struct S3BucketTests {
    static let urls: [(endpoint: String, name: String, addressing: S3Bucket.Addressing?, url: String, region: String)] =
        [
            (
                "https://s3.eu-central-1.amazonaws.com", "media", nil,
                "https://media.s3.eu-central-1.amazonaws.com/k/a.jpg", "eu-central-1"
            ),
            (
                "https://s3.dualstack.eu-west-3.amazonaws.com/", "media", .path,
                "https://s3.dualstack.eu-west-3.amazonaws.com/media/k/a.jpg", "eu-west-3"
            ),
            (
                "https://s3.amazonaws.com", "media.example", nil, "https://s3.amazonaws.com/media.example/k/a.jpg",
                "us-east-1"
            ),
            (
                "https://id.r2.cloudflarestorage.com", "media", nil,
                "https://id.r2.cloudflarestorage.com/media/k/a.jpg", "auto"
            ),
            (
                "https://s3.us-west-004.backblazeb2.com", "media", nil,
                "https://s3.us-west-004.backblazeb2.com/media/k/a.jpg", "us-west-004"
            ),
            ("HTTP://LocalHost:9000", "media", nil, "http://localhost:9000/media/k/a.jpg", "us-east-1"),
            ("https://ceph.example:443/store/", "media", nil, "https://ceph.example/store/media/k/a.jpg", "us-east-1"),
            ("https://ceph.example", "media", .virtual, "https://media.ceph.example/k/a.jpg", "us-east-1"),
        ]

    @Test("Addresses objects as the endpoint wants it, and guesses its region", arguments: urls)
    func url(endpoint: String, name: String, addressing: S3Bucket.Addressing?, url: String, region: String) throws {
        let bucket = try #require(S3Bucket(endpoint: endpoint, name: name, addressing: addressing))
        #expect(bucket.url(of: "k/a.jpg") == url)
        #expect(bucket.likelyRegion == region)
    }

    @Test("What is no endpoint is none", arguments: ["", "s3.example", "ftp://s3.example", "https://", "https://a@b"])
    func none(endpoint: String) {
        #expect(S3Bucket(endpoint: endpoint, name: "media") == nil)
    }

    @Test("A file goes in the same parts each time, of which there are never more than S3 takes")
    func parts() {
        #expect(MultipartUpload.partSize(for: 17 << 20) == 16 << 20)
        #expect(MultipartUpload.partSize(for: 300 << 20) == 16 << 20)
        for size in [1 << 30, 1 << 40, 5 << 40] {
            let part = MultipartUpload.partSize(for: size)
            #expect(part.isMultiple(of: 1 << 20))
            #expect((size + part - 1) / part <= 10_000)
        }
    }
}
