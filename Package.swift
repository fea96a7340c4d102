// swift-tools-version: 6.2
import PackageDescription

// The package is the architecture diagram: a target may only import what stands above it.
let package = Package(
    name: "calends",
    products: [
        .executable(name: "calends", targets: ["calends"]),
        .library(name: "MetaGraph", targets: ["MetaGraph"]),
    ],
    targets: [
        // Pure: values in, values out. No C, clock, files or network.
        .target(name: "Diagnostics"),  // locations, messages, exit status; imports nothing
        .target(name: "ObjectIDs"),  // the names git gives to objects
        .target(name: "TimeZones"),  // wall times, zone rules from TZif bytes, and how they meet
        .target(name: "MediaHeaders"),  // format, size and streams of a medium, read from its first bytes
        // Settings, entries, publications, and every rule about them.
        .target(name: "ContentModel", dependencies: ["Diagnostics", "ObjectIDs", "TimeZones", "MediaHeaders"]),
        // What has been published and what is in flight: values, text formats, merge.
        .target(name: "ScheduleLock", dependencies: ["Diagnostics", "ObjectIDs", "ContentModel"]),
        // Desired state, lockfile, journal and history -> plan.
        .target(name: "Planning", dependencies: ["Diagnostics", "ContentModel", "ScheduleLock"]),
        // Flows as state machines, the applier that performs them, and the clients it performs them with.
        .target(name: "Publishing", dependencies: ["ContentModel", "ScheduleLock", "Planning"]),
        .target(name: "GraphModel", dependencies: ["MediaHeaders"]),  // the platform's rules as one pure model

        // Edges: each owns one C library or one part of the system, and knows nothing of the domain.
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "CGit2", pkgConfig: "libgit2", providers: [.apt(["libgit2-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CMicroHTTPD", pkgConfig: "libmicrohttpd", providers: [.apt(["libmicrohttpd-dev"])]),
        .systemLibrary(name: "CGetopt"),  // getopt_long, which Swift's Glibc module leaves out
        .target(name: "YAML", dependencies: ["CYAML", "Diagnostics"]),
        .target(name: "Git", dependencies: ["CGit2", "ObjectIDs"]),
        .target(name: "HTTP", dependencies: ["CCurl"]),
        .target(name: "HTTPServer", dependencies: ["CMicroHTTPD"]),
        .target(name: "FileStore"),  // atomic replace, append, locks, files below a root

        // Joined: what turns edges and pure values into the product.
        .target(name: "MetaGraph", dependencies: ["HTTP"]),  // typed Graph API client, a product of its own
        .target(name: "GraphPublishing", dependencies: ["ContentModel", "ScheduleLock", "Publishing", "MetaGraph"]),
        .target(
            name: "LocalState",
            dependencies: ["Diagnostics", "ContentModel", "ScheduleLock", "Publishing", "FileStore"]),
        .target(name: "Hosting", dependencies: ["ContentModel", "Publishing", "FileStore"]),
        .target(name: "GraphSandbox", dependencies: ["GraphModel", "MediaHeaders", "HTTPServer", "HTTP", "FileStore"]),
        .target(
            name: "CalendarLoading",
            dependencies: ["YAML", "Git", "FileStore", "ContentModel", "ScheduleLock", "Planning"]),
        .target(name: "Views", dependencies: ["Planning", "Publishing"]),
        .target(
            name: "CommandLineTool",
            dependencies: [
                "CGetopt", "CalendarLoading", "GraphPublishing", "GraphSandbox", "Hosting", "LocalState", "MetaGraph",
                "Publishing", "Views",
            ]),
        .executableTarget(name: "calends", dependencies: ["CommandLineTool"]),

        .target(name: "TestSupport", path: "Tests/TestSupport"),
        .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"]),
        .testTarget(name: "ObjectIDsTests", dependencies: ["ObjectIDs"]),
        .testTarget(name: "TimeZonesTests", dependencies: ["TimeZones"]),
        .testTarget(
            name: "MediaHeadersTests", dependencies: ["MediaHeaders", "TestSupport"], exclude: ["Fixtures"]),
        .testTarget(name: "ContentModelTests", dependencies: ["ContentModel"]),
        .testTarget(name: "ScheduleLockTests", dependencies: ["ScheduleLock", "TestSupport"]),
        .testTarget(name: "PlanningTests", dependencies: ["Planning", "TestSupport"]),
        .testTarget(name: "GraphModelTests", dependencies: ["GraphModel"]),
        .testTarget(name: "PublishingTests", dependencies: ["Publishing"]),
        .testTarget(name: "YAMLTests", dependencies: ["YAML"]),
        .testTarget(name: "GitTests", dependencies: ["Git", "TestSupport"]),
        .testTarget(name: "HTTPServerTests", dependencies: ["HTTPServer"]),
        .testTarget(name: "HTTPTests", dependencies: ["HTTP", "HTTPServer", "TestSupport"]),
        .testTarget(name: "FileStoreTests", dependencies: ["FileStore", "TestSupport"]),
        .testTarget(name: "MetaGraphTests", dependencies: ["MetaGraph", "HTTPServer", "TestSupport"]),
        .testTarget(name: "HostingTests", dependencies: ["Hosting", "TestSupport"]),
        .testTarget(
            name: "GraphPublishingTests",
            dependencies: ["GraphPublishing", "GraphModel", "GraphSandbox", "Hosting", "MetaGraph"]),
        .testTarget(name: "LocalStateTests", dependencies: ["LocalState"]),
        .testTarget(
            name: "GraphSandboxTests",
            dependencies: ["GraphSandbox", "GraphModel", "HTTP", "HTTPServer", "TestSupport"],
            exclude: ["Fixtures"]),
        .testTarget(
            name: "CalendarLoadingTests", dependencies: ["CalendarLoading", "TestSupport"], exclude: ["Scenarios"]),
        .testTarget(name: "ViewsTests", dependencies: ["Views", "TestSupport"], exclude: ["Snapshots"]),
        .testTarget(
            name: "CommandLineToolTests", dependencies: ["CommandLineTool", "TestSupport", "calends"],
            exclude: ["ScenarioMedia", "Scenarios", "Snapshots"]),
    ])

let strict = ["ExistentialAny", "MemberImportVisibility", "InternalImportsByDefault"]
for target in package.targets where target.type != .system {
    target.swiftSettings = strict.map { .enableUpcomingFeature($0) } + [.treatAllWarnings(as: .error)]
}
