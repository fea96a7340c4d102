// swift-tools-version: 6.2
import PackageDescription

// The package is the architecture diagram: a target may only import what stands above it, and lists all it imports.
let package = Package(
    name: "calends",
    products: [
        .executable(name: "calends", targets: ["calends"]),
        .executable(name: "calends-media", targets: ["calends-media"]),
        .library(name: "MetaGraph", targets: ["MetaGraph"]),
    ],
    targets: [
        // Pure: values in, values out. No C, clock, files or network.
        .target(name: "Redaction"),  // secrets taken out of what is shown
        .target(name: "Diagnostics", dependencies: ["Redaction"]),  // locations, messages, exit status
        .target(name: "ObjectIDs"),  // the names git gives to objects
        .target(name: "TimeZones"),  // wall times, zone rules from TZif bytes, and how they meet
        .target(name: "MediaHeaders"),  // format, size and streams of a medium, read from its first bytes
        .target(name: "URLText"),  // how text is written in URLs
        .target(name: "Forms"),  // what values in files may look like, as data
        .target(name: "Markup"),  // HTML in which every text is escaped
        // What is asked of the media worker and what it answers, as values and lines.
        .target(name: "MediaWork", dependencies: ["MediaHeaders"]),
        .target(name: "GraphModel"),  // the platform's rules as one model
        // Settings, entries, publications, and every rule about them.
        .target(
            name: "ContentModel", dependencies: ["Diagnostics", "ObjectIDs", "TimeZones", "MediaHeaders", "MediaWork"]),
        // What has been published and what is in flight: values, text formats, merge.
        .target(name: "ScheduleLock", dependencies: ["Diagnostics", "ObjectIDs", "TimeZones", "ContentModel"]),
        // Desired state, lockfile, journal and history -> plan.
        .target(name: "Planning", dependencies: ["Diagnostics", "ObjectIDs", "ContentModel", "ScheduleLock"]),
        // Flows as state machines, the applier that performs them, and the clients it performs them with.
        .target(name: "Publishing", dependencies: ["ObjectIDs", "ContentModel", "ScheduleLock", "Planning"]),
        // State that several runners share: leases, the journal's chain, and the lockfile that follows it.
        .target(
            name: "StateSharing",
            dependencies: ["Diagnostics", "ObjectIDs", "ContentModel", "ScheduleLock", "Publishing"]),
        // Plans, states and runs as text for people and as JSON for programs.
        .target(
            name: "Views",
            dependencies: [
                "Diagnostics", "ObjectIDs", "TimeZones", "Forms", "Markup", "ContentModel", "ScheduleLock", "Planning",
                "Publishing",
            ]),

        // Edges: each owns one C library or one part of the system, and knows nothing of the domain.
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "CGit2", pkgConfig: "libgit2", providers: [.apt(["libgit2-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CMicroHTTPD", pkgConfig: "libmicrohttpd", providers: [.apt(["libmicrohttpd-dev"])]),
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(name: "CGetopt"),  // getopt_long, which Swift's Glibc module leaves out
        .target(name: "YAML", dependencies: ["Diagnostics", "Forms", "CYAML"]),
        .systemLibrary(name: "CFileSystem"),  // statfs, which Swift's Glibc module leaves out
        .target(name: "Git", dependencies: ["ObjectIDs", "CFileSystem", "CGit2"]),
        .target(name: "HTTP", dependencies: ["Redaction", "CCurl"]),
        .target(name: "HTTPServer", dependencies: ["CMicroHTTPD"]),
        .systemLibrary(name: "CRename"),  // renameat2, which Swift's Glibc module leaves out
        .target(name: "FileStore", dependencies: ["CRename"]),  // atomic replace, append, locks, files below a root
        .target(name: "Cryptography", dependencies: ["FileStore", "CSodium"]),
        .systemLibrary(name: "CSpawn"),  // parts of posix_spawn that Swift's Glibc module leaves out
        .target(name: "ChildProcess", dependencies: ["CSpawn"]),  // a program beside this one, asked line by line

        .target(name: "TokenStore", dependencies: ["Cryptography", "FileStore"]),  // tokens in one encrypted file

        // Joined: what turns edges and pure values into the product.
        // Typed Graph API client, a product of its own.
        .target(name: "MetaGraph", dependencies: ["URLText", "HTTP", "Cryptography"]),
        .target(name: "GraphPublishing", dependencies: ["ContentModel", "ScheduleLock", "Publishing", "MetaGraph"]),
        // One bucket of any store that speaks S3's protocol.
        .target(name: "S3", dependencies: ["URLText", "HTTP", "FileStore", "Cryptography"]),
        .target(
            name: "GraphSandbox",
            dependencies: [
                "MediaHeaders", "Markup", "Redaction", "GraphModel", "HTTP", "HTTPServer", "FileStore", "Cryptography",
            ]),
        // Media inspected and prepared by the worker; what came of it is kept.
        .target(
            name: "MediaPreparation",
            dependencies: [
                "ObjectIDs", "MediaHeaders", "MediaWork", "ContentModel", "FileStore", "Cryptography", "ChildProcess",
            ]),
        .target(
            name: "Hosting",
            dependencies: [
                "URLText", "ObjectIDs", "ContentModel", "Publishing", "FileStore", "HTTP", "Cryptography", "S3",
            ]),
        .target(
            name: "LocalState",
            dependencies: ["Diagnostics", "ContentModel", "ScheduleLock", "Planning", "Publishing", "FileStore"]),
        // Leases, journal and lockfile through a git remote.
        .target(
            name: "GitState",
            dependencies: [
                "Diagnostics", "ObjectIDs", "ContentModel", "ScheduleLock", "StateSharing", "Git", "LocalState",
            ]),
        .target(
            name: "CalendarLoading",
            dependencies: [
                "Diagnostics", "Forms", "ObjectIDs", "TimeZones", "MediaHeaders", "ContentModel", "ScheduleLock",
                "Planning",
                "YAML", "Git", "FileStore", "Cryptography",
            ]),
        .target(
            name: "CommandLineTool",
            dependencies: [
                "URLText", "Diagnostics", "Forms", "ObjectIDs", "TimeZones", "MediaHeaders", "GraphModel",
                "ContentModel",
                "ScheduleLock",
                "Planning", "Publishing", "Views", "CGetopt", "Git", "HTTP", "HTTPServer", "FileStore", "Cryptography",
                "MetaGraph", "GraphPublishing", "GraphSandbox", "S3", "Hosting", "LocalState", "GitState",
                "StateSharing", "CalendarLoading", "MediaPreparation",
                "TokenStore", "Redaction", "CConfinement",
            ]),
        .executableTarget(name: "calends", dependencies: ["CommandLineTool"]),

        // The media worker: a process of its own, so that nothing else links a codec or meets a hostile file.
        .systemLibrary(name: "CVips", providers: [.apt(["libvips-dev"])]),
        .systemLibrary(
            name: "CFFmpeg", pkgConfig: "libavformat",
            providers: [
                .apt(["libavcodec-dev", "libavfilter-dev", "libavformat-dev", "libswresample-dev", "libswscale-dev"])
            ]),
        .systemLibrary(name: "CConfinement"),  // seccomp and Landlock, whose macros Swift cannot read
        // Pictures, decoded and made anew.
        .target(name: "MediaKit", dependencies: ["MediaHeaders", "MediaWork", "CVips"]),
        .target(name: "VideoKit", dependencies: ["MediaWork", "CFFmpeg"]),  // videos, likewise
        .target(
            name: "MediaWorker", dependencies: ["MediaHeaders", "MediaWork", "MediaKit", "VideoKit", "CConfinement"]),
        .executableTarget(name: "calends-media", dependencies: ["MediaWorker"]),

        // Proof: the product's own code among seeded faults. Nothing of the product stands on it.
        .target(
            name: "Simulation",
            dependencies: [
                "Diagnostics", "ObjectIDs", "GraphModel", "ContentModel", "ScheduleLock", "Planning", "Publishing",
                "StateSharing", "LocalState", "HTTP", "MetaGraph", "GraphPublishing",
            ]),
        .executableTarget(name: "calends-simulate", dependencies: ["Simulation"]),

        // Tests: each lists what it tests; what that stands on comes with it.
        .target(
            name: "TestSupport", dependencies: ["ObjectIDs"], path: "Tests/TestSupport", exclude: ["Servers"]),
        .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"]),
        .testTarget(name: "ObjectIDsTests", dependencies: ["ObjectIDs"]),
        .testTarget(name: "RedactionTests", dependencies: ["Redaction"]),
        .testTarget(name: "TimeZonesTests", dependencies: ["TimeZones", "TestSupport"]),
        .testTarget(
            name: "MediaHeadersTests", dependencies: ["MediaHeaders", "TestSupport"], exclude: ["Fixtures"]),
        .testTarget(name: "GraphModelTests", dependencies: ["GraphModel"]),
        .testTarget(name: "ContentModelTests", dependencies: ["ContentModel", "TestSupport"]),
        .testTarget(name: "ScheduleLockTests", dependencies: ["ScheduleLock", "TestSupport"]),
        .testTarget(name: "PlanningTests", dependencies: ["Planning", "TestSupport"]),
        .testTarget(name: "PublishingTests", dependencies: ["Publishing", "TestSupport"]),
        .testTarget(name: "StateSharingTests", dependencies: ["StateSharing", "TestSupport"]),
        .testTarget(name: "ViewsTests", dependencies: ["Views", "TestSupport"], exclude: ["Snapshots"]),
        .testTarget(
            name: "VideoKitTests", dependencies: ["MediaWork", "VideoKit", "CFFmpeg", "MediaHeaders", "TestSupport"],
            exclude: ["Fixtures"]),
        .testTarget(name: "YAMLTests", dependencies: ["Diagnostics", "Forms", "YAML", "TestSupport"]),
        .testTarget(name: "GitTests", dependencies: ["Git", "TestSupport"]),
        .testTarget(name: "HTTPTests", dependencies: ["HTTP", "HTTPServer", "TestSupport"]),
        .testTarget(name: "HTTPServerTests", dependencies: ["HTTPServer"]),
        .testTarget(name: "FileStoreTests", dependencies: ["FileStore"]),
        .testTarget(name: "TokenStoreTests", dependencies: ["TokenStore", "TestSupport"]),
        .testTarget(name: "CryptographyTests", dependencies: ["Cryptography", "TestSupport"]),
        .testTarget(name: "S3Tests", dependencies: ["S3", "TestSupport"]),
        .testTarget(name: "MetaGraphTests", dependencies: ["MetaGraph", "TestSupport"]),
        .testTarget(
            name: "GraphPublishingTests", dependencies: ["GraphPublishing", "GraphSandbox", "Hosting", "TestSupport"],
            exclude: ["Snapshots"]),
        .testTarget(name: "GraphSandboxTests", dependencies: ["Markup", "GraphSandbox"], exclude: ["Fixtures"]),
        .testTarget(name: "MediaKitTests", dependencies: ["MediaKit"]),
        .testTarget(  // runs the worker itself
            name: "MediaPreparationTests",
            dependencies: [
                "ChildProcess", "ContentModel", "FileStore", "GraphSandbox", "MediaHeaders", "MediaWork",
                "MediaPreparation", "CVips", "TestSupport", "calends-media",
            ], exclude: ["Fixtures"]),
        .executableTarget(  // hosting in a process of its own
            name: "hosting-runner",
            dependencies: [
                "Diagnostics", "ObjectIDs", "MediaHeaders", "ContentModel", "Publishing", "HTTP", "FileStore",
                "Cryptography", "S3", "Hosting",
            ],
            path: "Tests/HostingRunner"),
        .testTarget(name: "HostingTests", dependencies: ["Hosting", "TestSupport"]),
        .testTarget(name: "LocalStateTests", dependencies: ["LocalState", "TestSupport"]),
        .executableTarget(  // a runner of a process of its own
            name: "state-runner",
            dependencies: ["ObjectIDs", "ContentModel", "ScheduleLock", "StateSharing", "GitState"],
            path: "Tests/StateRunner"),
        .testTarget(name: "GitStateTests", dependencies: ["GitState", "TestSupport", "state-runner"]),
        // runs the simulation's own program
        .testTarget(name: "SimulationTests", dependencies: ["Simulation", "calends-simulate"]),
        .testTarget(
            name: "CalendarLoadingTests", dependencies: ["CalendarLoading", "TestSupport"], exclude: ["Scenarios"]),
        .testTarget(  // runs the program itself
            name: "CommandLineToolTests", dependencies: ["CommandLineTool", "TestSupport", "calends", "calends-media"],
            exclude: ["CrashShim", "ScenarioMedia", "Scenarios", "Snapshots"]),
    ])

// What benchmarks run, for those scripts in Benchmarks/ that ask for it.
if Context.environment["CALENDS_BENCHMARKS"] != nil {
    package.targets += [
        .systemLibrary(name: "CMalloc", path: "Benchmarks/sources/CMalloc"),  // mallinfo2
        .executableTarget(
            name: "film-bench", dependencies: ["MediaWork", "VideoKit"], path: "Benchmarks/sources/FilmBench"),
        .executableTarget(
            name: "state-bench",
            dependencies: [
                "Diagnostics", "ObjectIDs", "ContentModel", "ScheduleLock", "Publishing", "StateSharing", "FileStore",
                "LocalState", "GitState",
            ],
            path: "Benchmarks/sources/StateBench"),
        .executableTarget(
            name: "lock-bench", dependencies: ["ScheduleLock", "FileStore", "LocalState"],
            path: "Benchmarks/sources/LockBench"),
        .executableTarget(
            name: "year-bench",
            dependencies: [
                "Diagnostics", "ContentModel", "ScheduleLock", "Planning", "Publishing", "FileStore", "LocalState",
                "CalendarLoading", "CMalloc",
            ],
            path: "Benchmarks/sources/YearBench"),
    ]
}

let strict = ["ExistentialAny", "MemberImportVisibility", "InternalImportsByDefault"]
for target in package.targets where target.type != .system {
    target.swiftSettings = strict.map { .enableUpcomingFeature($0) } + [.treatAllWarnings(as: .error)]
}
