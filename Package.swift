// swift-tools-version: 6.2
import PackageDescription

/// Settings every Swift target gets; the loop at the end applies them.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

/// A C library of the system, each imported by exactly one Swift target; `.ci/apt-packages` names its Debian package.
func cLibrary(_ name: String, pkgConfig: String, apt package: String) -> Target {
  .systemLibrary(
    name: name, path: "Sources/CLibraries/\(name)", pkgConfig: pkgConfig, providers: [.apt([package])])
}

/// The tests of one target, in the folder that repeats its name.
func tests(_ target: String, _ more: Target.Dependency...) -> Target {
  .testTarget(name: "\(target)Tests", dependencies: [.byName(name: target), "TestSupport"] + more)
}

let package = Package(
  name: "khabar",
  products: [.executable(name: "khabar", targets: ["khabar"])],
  targets: [
    cLibrary("CLibXML2", pkgConfig: "libxml-2.0", apt: "libxml2-dev"),
    cLibrary("CLibcurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
    cLibrary("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev"),
    cLibrary("CMicroHTTPD", pkgConfig: "libmicrohttpd", apt: "libmicrohttpd-dev"),
    cLibrary("CLibYAML", pkgConfig: "yaml-0.1", apt: "libyaml-dev"),
    cLibrary("CLibPSL", pkgConfig: "libpsl", apt: "libpsl-dev"),
    cLibrary("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
    cLibrary("CBrotli", pkgConfig: "libbrotlidec", apt: "libbrotli-dev"),
    // LIBLINEAR has no pkg-config file. Debian: liblinear-dev.
    .systemLibrary(name: "CLinear", path: "Sources/CLibraries/CLinear", providers: [.apt(["liblinear-dev"])]),
    cLibrary("COpenSSL", pkgConfig: "libcrypto", apt: "libssl-dev"),
    // jemalloc in the place of glibc's malloc, and its settings. Debian: libjemalloc-dev.
    .target(
      name: "CAllocator", path: "Sources/CLibraries/CAllocator", linkerSettings: [.linkedLibrary("jemalloc")]),
    // CLD2 has a C++ interface and no pkg-config file; this target gives it a C face. Debian: libcld2-dev.
    .target(
      name: "CLanguageDetector", path: "Sources/CLibraries/CLanguageDetector", linkerSettings: [.linkedLibrary("cld2")]),

    // Bottom up: a target may import only what stands above it, and only what it declares.
    .target(name: "Locking"),
    .target(name: "Diagnostics", dependencies: ["Locking"]),
    .target(name: "Digests", dependencies: ["COpenSSL"]),
    .target(name: "Spelling"),
    .target(name: "Domains", dependencies: ["CLibPSL"]),
    .target(name: "Articles"),
    .target(name: "WebValues"),
    .target(name: "Markup", dependencies: ["CLibXML2", "WebValues"]),
    .target(name: "FeedFormats", dependencies: ["Markup", "WebValues"]),
    .target(
      name: "Normalization",
      dependencies: ["Articles", "CLanguageDetector", "Digests", "FeedFormats", "Markup", "WebValues"]),
    .target(name: "FeedReports", dependencies: ["FeedFormats", "Markup", "Normalization", "WebValues"]),
    .target(name: "Classification", dependencies: ["Articles", "Locking"]),
    .target(name: "Learning", dependencies: ["Articles", "CLinear", "Classification", "Digests"]),
    .target(name: "Querying", dependencies: ["Articles", "Spelling"]),
    .target(name: "Publication", dependencies: ["Articles", "FeedFormats", "Markup", "Querying", "WebValues"]),
    .target(name: "Scheduling", dependencies: ["Articles"]),
    .target(name: "Politeness", dependencies: ["Articles"]),
    .target(name: "HTTPTransfer", dependencies: ["CBrotli", "CLibcurl", "CZlib", "Locking", "WebValues"]),
    .target(
      name: "Fetching",
      dependencies: ["Articles", "Digests", "Domains", "HTTPTransfer", "Locking", "WebValues"]),
    .target(name: "ArticleStore", dependencies: ["Articles", "Querying"]),
    .target(
      name: "WebSub",
      dependencies: [
        "ArticleStore", "Articles", "Diagnostics", "Digests", "Domains", "FeedFormats", "Fetching", "HTTPTransfer",
        "Locking", "WebValues",
      ]),
    .target(name: "SQLiteStore", dependencies: ["ArticleStore", "Articles", "CSQLite", "Locking", "Querying"]),
    .target(
      name: "DeskFiles",
      dependencies: [
        "Articles", "CLibYAML", "Classification", "Digests", "Domains", "FeedFormats", "Locking", "Publication",
        "Querying",
        "Spelling", "WebValues",
      ]),
    .target(
      name: "Ingestion",
      dependencies: [
        "ArticleStore", "Articles", "Classification", "Diagnostics", "Digests", "FeedFormats", "Fetching",
        "Locking", "Normalization", "Scheduling", "WebSub", "WebValues",
      ]),
    .target(name: "HTTPServer", dependencies: ["CMicroHTTPD", "Diagnostics", "Digests", "Locking", "WebValues"]),
    .target(
      name: "WebInterface",
      dependencies: [
        "ArticleStore", "Articles", "Diagnostics", "Digests", "FeedFormats", "HTTPServer", "Locking", "Markup",
        "Publication", "Querying", "WebSub", "WebValues",
      ]),
    .target(
      name: "Commands",
      dependencies: [
        "ArticleStore", "Articles", "CAllocator", "Classification", "DeskFiles", "Diagnostics", "Digests",
        "Domains", "FeedFormats", "FeedReports", "Fetching", "HTTPServer", "HTTPTransfer", "Ingestion", "Learning",
        "Locking",
        "Markup", "Normalization", "Politeness", "Publication", "Querying", "SQLiteStore", "Scheduling", "Spelling",
        "WebInterface", "WebSub", "WebValues",
      ]),
    .executableTarget(name: "khabar", dependencies: ["Commands"]),

    .target(
      name: "TestSupport", dependencies: ["ArticleStore", "Articles", "Digests", "Locking", "Querying"],
      path: "Tests/TestSupport"),
    tests("Articles"),
    tests("Digests"),
    tests("Diagnostics", "Locking"),
    tests("Spelling"),
    tests("Domains"),
    tests("WebValues"),
    tests("Markup", "WebValues"),
    tests("FeedFormats", "Markup"),
    tests("Normalization", "Articles", "FeedFormats"),
    tests("FeedReports", "FeedFormats"),
    tests("Classification", "Articles", "DeskFiles"),
    tests("Learning", "Articles", "Classification"),
    tests("Querying", "Articles"),
    .testTarget(
      name: "PublicationTests",
      dependencies: ["Publication", "Articles", "FeedFormats", "Querying", "TestSupport"], exclude: ["Fixtures"]),
    tests("Scheduling", "Articles"),
    tests(
      "Politeness", "ArticleStore", "Articles", "Classification", "Diagnostics", "Fetching", "HTTPTransfer",
      "Ingestion",
      "Locking", "SQLiteStore", "Scheduling"),
    tests("HTTPTransfer", "Locking"),
    tests("Fetching", "Articles", "Digests", "HTTPTransfer", "Locking"),
    tests(
      "WebSub", "ArticleStore", "Articles", "Diagnostics", "FeedFormats", "Fetching", "HTTPTransfer", "Locking",
      "SQLiteStore"),
    tests("SQLiteStore", "ArticleStore", "Articles", "Querying"),
    tests("DeskFiles", "Articles", "Classification", "FeedFormats", "Publication", "Querying"),
    tests(
      "Ingestion", "ArticleStore", "Articles", "Classification", "Diagnostics", "FeedFormats", "Fetching",
      "HTTPTransfer", "Locking", "Normalization", "Querying", "SQLiteStore", "Scheduling", "WebSub"),
    tests("HTTPServer", "Locking"),
    tests(
      "WebInterface", "ArticleStore", "Articles", "FeedFormats", "HTTPServer", "Locking", "Publication", "Querying"),
    tests(
      "Commands", "ArticleStore", "Articles", "Classification", "DeskFiles", "Diagnostics", "Digests", "FeedFormats",
      "FeedReports", "Fetching", "HTTPServer", "HTTPTransfer", "Ingestion", "Learning", "Locking", "Normalization",
      "Politeness", "Publication", "Querying", "Scheduling", "WebInterface", "WebSub", "WebValues", "khabar"),

    // Hands what the sanitizer gives to parsers of others: `make check-html`.
    .executableTarget(
      name: "HTMLProbe", dependencies: ["Markup", "WebValues"], path: "Tests/Independent/HTMLProbe"),

    // A benchmark checks its own result and prints one line with a ratio: `make bench`.
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "ArticleStore", "Articles", "Classification", "DeskFiles", "Diagnostics", "FeedFormats", "Fetching",
        "HTTPTransfer", "Ingestion", "Markup", "Normalization", "Querying", "SQLiteStore", "Scheduling", "TestSupport",
        "WebValues",
      ],
      path: "Tests/Benchmarks"),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.path?.hasPrefix("Sources/CLibraries/") != true {
  target.swiftSettings = (target.swiftSettings ?? []) + strict
}

// libFuzzer's loops, in the manifest only when they are wanted, because everything is then built for them: `make fuzz`.
if Context.environment["FUZZ"] != nil {
  package.targets += [
    .systemLibrary(name: "CFuzzDriver", path: "Tests/Fuzzers/CFuzzDriver"),
    .executableTarget(
      name: "Fuzz", dependencies: ["Articles", "CFuzzDriver", "FeedFormats", "Markup", "Normalization", "WebValues"],
      path: "Tests/Fuzzers/Fuzz", swiftSettings: strict,
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]),
  ]
  for target in package.targets where target.type != .system {
    target.swiftSettings = (target.swiftSettings ?? []) + [.unsafeFlags(["-sanitize=fuzzer"])]
  }
}
