import Articles
import FeedFormats
import Foundation
import Querying
import Testing

@testable import DeskFiles

@Suite struct SettingsTests {
  private func errors(_ more: String) throws -> [String] {
    let files = try TemporaryDesk()
    try files.write(TemporaryDesk.settings + more, to: "desk.yaml")
    return files.errors()
  }

  @Test func allowedAddressesAreRead() throws {
    let files = try TemporaryDesk()
    let more = """
      allow:
        - {host: 192.168.1.20, port: 1200}
        - {host: '10.0.0.0/8', port: 80, spacing: 2s}
        - {host: 'fd00::/8', port: 443}
        - {host: rss.internal, port: 8080}
      """
    try files.write(TemporaryDesk.settings + more, to: "desk.yaml")
    let allowed = try files.load().allowedAddresses
    #expect(allowed.map(\.host) == ["192.168.1.20", "10.0.0.0/8", "fd00::/8", "rss.internal"])
    #expect(allowed.map(\.spacingSeconds) == [0, 2, 0, 0])
  }

  @Test(arguments: [
    "http://a.org", "a b", "10.0.0.0/33", "256.1.1.1", "fd00::1::2", "1.2.3", "a.org:80", "::/129", "-a.org",
  ])
  func wrongHostsAreRefused(host: String) throws {
    let said = try errors("allow:\n  - {host: '\(host)', port: 80}\n")
    #expect(said.count == 1)
    #expect(said.first?.hasPrefix("./desk.yaml:23:12: error: host: '\(host)' names no host") == true, "\(said)")
  }

  @Test func allowedAddressNeedsAPort() throws {
    #expect(try errors("allow:\n  - host: a.org\n")[0].hasPrefix("./desk.yaml:23:5: error: the key 'port' is missing"))
  }

  @Test func pollingKeysAreRead() throws {
    let files = try TemporaryDesk()
    let keys = """
      interval: 30m
        minimum_interval: 2m
        maximum_interval: 2d
        request_log: 30d
        interval_without_validators: 12h
        adaptive: false
        requests_per_day: 5000
        obey_retry_after: 7d
        obey_freshness: 2d
        obey_ttl: 14d
        throttled_backoff: 20m
        adopt_moves_answers: 9
        adopt_moves_after: 6d
        revalidate_after: 14d
        unconditional_every: 2d
        deltas: false
        domain_requests: 1
        proxy: socks5h://127.0.0.1:9050
        certificate_authorities: /etc/ssl/certs/ca-certificates.crt
        domains:
          - {domain: Example.ORG, spacing: 30s, requests: 3, interval: 4h, minimum_interval: 1h, maximum_interval: 3d,
             interval_without_validators: 24h, obey_retry_after: 2d, revalidate_after: 30d, adaptive: true, deltas: true,
             obey_freshness: 3d, obey_ttl: 5d, throttled_backoff: 1h}
          - domain: feeds.example.net
      """
    try files.write(TemporaryDesk.settings.replacing("interval: 30m", with: keys), to: "desk.yaml")
    let polling = try files.load().polling
    #expect(polling.minimumIntervalSeconds == 120 && polling.maximumIntervalSeconds == 172_800)
    #expect(polling.intervalWithoutValidatorsSeconds == 43_200 && !polling.isAdaptive)
    #expect(polling.requestLogSeconds == 2_592_000)
    #expect(polling.requestsPerDay == 5_000 && polling.obeyRetryAfterSeconds == 604_800)
    #expect(polling.obeyFreshnessSeconds == 172_800 && polling.obeyTTLSeconds == 1_209_600)
    #expect(polling.throttledBackoffSeconds == 1_200)
    #expect(polling.adoptMovesAnswers == 9 && polling.adoptMovesAfterSeconds == 518_400)
    #expect(polling.revalidateAfterSeconds == 1_209_600 && polling.unconditionalEverySeconds == 172_800)
    #expect(!polling.takesDeltas && polling.domainRequests == 1 && polling.proxy == "socks5h://127.0.0.1:9050")
    #expect(polling.certificateAuthorityFile == "/etc/ssl/certs/ca-certificates.crt")
    #expect(polling.domains.map(\.domain) == ["example.org", "feeds.example.net"])
    let domain = polling.domains[0]
    #expect((domain.spacingSeconds, domain.requests, domain.intervalSeconds) == (30, 3, 14_400))
    #expect((domain.overrides.isAdaptive, domain.overrides.takesDeltas) == (true, true))
    let seconds = [
      domain.overrides.minimumIntervalSeconds, domain.overrides.maximumIntervalSeconds,
      domain.overrides.intervalWithoutValidatorsSeconds, domain.overrides.obeyRetryAfterSeconds,
      domain.overrides.revalidateAfterSeconds, domain.overrides.obeyFreshnessSeconds, domain.overrides.obeyTTLSeconds,
      domain.overrides.throttledBackoffSeconds,
    ]
    #expect(seconds == [3_600, 259_200, 86_400, 172_800, 2_592_000, 259_200, 432_000, 3_600])
    #expect(polling.domains[1] == DomainSettings(domain: "feeds.example.net"))
  }

  @Test(arguments: [
    ("maximum_interval: 10m", "5:21: error: maximum_interval (600 s) is shorter than interval (1800 s)"),
    ("obey_retry_after: 10m", "5:21: error: obey_retry_after: 10m is out of range"),
    ("obey_freshness: 10m", "5:19: error: obey_freshness: 10m is out of range"),
    ("obey_ttl: 31d", "5:13: error: obey_ttl: 31d is out of range"),
    ("throttled_backoff: 2d", "5:22: error: throttled_backoff: 2d is out of range"),
    ("adopt_moves_answers: 1", "5:24: error: adopt_moves_answers: 1 is out of range"),
    ("adopt_moves_after: 1m", "5:22: error: adopt_moves_after: 1m is out of range"),
    ("deltas: perhaps", "5:11: error: deltas:"), ("requests_per_day: 0", "5:21: error: requests_per_day: 0 is out"),
    ("proxy: proxy.example", "5:10: error: proxy: 'proxy.example' is no proxy"),
    ("proxy: ftp://proxy.example:21", "5:10: error: proxy: 'ftp://proxy.example:21' is no proxy"),
    ("proxy: socks5://127.0.0.1:9050", "5:10: error: proxy: no proxy is asked by socks5"),
    ("proxy: socks4a://127.0.0.1:9050", "5:10: error: proxy: no proxy is asked by socks4a"),
    ("proxy: SOCKS4://127.0.0.1:9050", "5:10: error: proxy: no proxy is asked by socks4"),
    ("proxy: http://me:pw@proxy.example:3128", "5:10: error: proxy: the proxy's URL carries a user name"),
    ("domains: [{domain: 'http://a.org'}]", "5:22: error: domain: 'http://a.org' names no domain"),
    ("domains: [{domain: a.org}, {domain: A.org}]", "5:30: error: the domain 'a.org' is there twice"),
    ("domains: [{spacing: 5s}]", "5:13: error: the key 'domain' is missing"),
    ("domains: [{domain: a.org, spacign: 5s}]", "5:29: error: a domain has no key 'spacign'"),
    (
      "domains: [{domain: feeds.a.co.uk, requests: 1}]",
      "5:47: error: requests in flight are counted for a whole domain, and feeds.a.co.uk is a host of a.co.uk"
    ),
    ("request_log: 1h", "5:16: error: request_log: 1h is out of range"),
    ("domain_requests: 99", "5:20: error: domain_requests: 99 is out of range"),
    ("certificate_authorities: ca.pem", "5:28: error: certificate_authorities: 'ca.pem' is no absolute path"),
    ("certificate_authorities: /no/ca.pem", "5:28: error: certificate_authorities: there is no file /no/ca.pem"),
    ("certificate_authorities: /etc/passwd", "5:28: error: certificate_authorities: no certificate is in /etc/passwd"),
  ])
  func wrongPollingKeysAreNamed(line: String, expected: String) throws {
    let files = try TemporaryDesk()
    let keys = line.hasPrefix("maximum") ? line + "\n  interval: 30m" : line
    let errors = try files.errors(in: "desk.yaml", replacing: "interval: 30m", with: keys)
    #expect(errors.contains { $0.hasPrefix("./desk.yaml:\(expected)") }, "\(errors)")
  }

  @Test func feedsSayHowTheyArePolled() throws {
    let files = try TemporaryDesk()
    let attributes =
      "khabar:minimumInterval=\"1h\" khabar:maximumInterval=\"2d\" khabar:intervalWithoutValidators=\"1d\" "
      + "khabar:obeyRetryAfter=\"3d\" khabar:revalidateAfter=\"30d\" khabar:adaptive=\"no\" khabar:deltas=\"no\" "
      + "khabar:obeyFreshness=\"2h\" khabar:obeyTTL=\"9d\" khabar:throttledBackoff=\"30m\""
    try files.write(
      TemporaryDesk.feeds.replacing("khabar:country=\"PK\"", with: attributes), to: "feeds.opml")
    let feed = try files.load().feeds[0]
    var expected = PollingOverrides()
    (expected.minimumIntervalSeconds, expected.maximumIntervalSeconds) = (3_600, 172_800)
    (expected.intervalWithoutValidatorsSeconds, expected.obeyRetryAfterSeconds) = (86_400, 259_200)
    (expected.revalidateAfterSeconds, expected.isAdaptive, expected.takesDeltas) = (2_592_000, false, false)
    (expected.obeyFreshnessSeconds, expected.obeyTTLSeconds, expected.throttledBackoffSeconds) = (7_200, 777_600, 1_800)
    #expect(feed.overrides == expected)
    let written = FeedListWriter.outline(feed, isComplete: true)
    #expect(written["khabar:revalidateAfter"] == "2592000s" && written["khabar:deltas"] == "no")
    #expect(written["khabar:obeyTTL"] == "777600s" && written["khabar:throttledBackoff"] == "1800s")
    let wrong = try files.errors(in: "feeds.opml", replacing: "obeyRetryAfter=\"3d\"", with: "obeyRetryAfter=\"3s\"")
    #expect(wrong.count == 1 && wrong[0].contains("khabar:obeyRetryAfter: 3s is out of range"), "\(wrong)")
  }

  @Test func samplesBecomeFeeds() throws {
    let files = try TemporaryDesk()
    try FileManager.default.createDirectory(atPath: "\(files.folder)/s", withIntermediateDirectories: false)
    for name in ["indus-ledger.rss", "b.atom", "b.atom.expected.json", ".hidden.rss", "notes.txt"] {
      try files.write("x", to: "s/\(name)")
    }
    try files.write(TemporaryDesk.settings + "samples: {folder: s, port: 9999, group: Mine}\n", to: "desk.yaml")
    let desk = try files.load()
    let samples = try #require(desk.samples)
    #expect(samples.folder == "\(files.folder)/s")
    #expect(samples.fileNames == ["b.atom", "indus-ledger.rss"])
    #expect(samples.feeds[1].url == "http://127.0.0.1:9999/indus-ledger.rss")
    #expect(samples.feeds[1].id == FeedID("sample-indus-ledger"))
    #expect(samples.feeds[1].title == "Indus Ledger")
    #expect(samples.feeds[1].groups == ["Mine"])
    #expect(samples.allowedAddress == AllowedAddress(host: "127.0.0.1", port: 9_999))
    #expect(desk.allFeeds.count == 4)
    #expect(desk.vocabulary.feeds.contains("sample-indus-ledger"))
  }

  @Test func samplesThatAreOffOrMissing() throws {
    let files = try TemporaryDesk()
    try files.write(TemporaryDesk.settings + "samples: {folder: nowhere, enabled: false}\n", to: "desk.yaml")
    #expect(try files.load().samples == nil)
    #expect(try errors("samples: {folder: nowhere}\n")[0].hasPrefix("./desk.yaml:22:19: error: there is no folder /"))
    #expect(try errors("samples: {folder: .}\n")[0].hasPrefix("./desk.yaml:22:19: error: no feed is in /"))
  }

  @Test func openServerWithoutTokenIsAnError() throws {
    let files = try TemporaryDesk()
    let text = TemporaryDesk.settings.replacing("tokens: [reader-token]", with: "address: 0.0.0.0")
    try files.write(text, to: "desk.yaml")
    #expect(files.problems().contains { $0.hasPrefix("./desk.yaml:10:12: error: everyone who reaches 0.0.0.0:9000") })
  }

  @Test(arguments: [
    ("base_url: news.example.org", "is no web address"), ("base_url: https://a:b@example.org", "user name"),
    ("address: example.org", "is no IP address"),
  ])
  func wrongServerIsRefused(line: String, reason: String) throws {
    let files = try TemporaryDesk()
    let errors = try files.errors(in: "desk.yaml", replacing: "port: 9000", with: line)
    #expect(errors.contains { $0.hasPrefix("./desk.yaml:9:") && $0.contains(reason) }, "\(errors)")
  }

  @Test func excerptKeepsTheCaretInLongLines() {
    let line = String(repeating: "x", count: 500)
    let problem = DeskProblem("m", at: DeskPlace(file: "a", line: 1, column: 400), excerpt: line, length: 3)
    let lines = problem.description.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 124 })
    #expect(lines[2].hasSuffix("^~~"))
  }
}
