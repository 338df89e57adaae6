/// How the desk polls, where a feed or a domain does not say otherwise; `polling` in `desk.yaml`.
public struct PollingSettings: Sendable, Equatable {
  /// `interval`: between polls of a feed when neither feed nor server asks for longer; 60 minutes.
  public var intervalSeconds = 3_600
  /// `minimum_interval`: no feed is asked more often, whatever it says; 5 minutes.
  public var minimumIntervalSeconds = 300
  /// `maximum_interval`: no feed is asked less often, unless its publisher wants it or it fails; 24 hours.
  public var maximumIntervalSeconds = 86_400
  /// `interval_without_validators`: where each poll costs the server a whole body; 6 hours.
  public var intervalWithoutValidatorsSeconds = 21_600
  /// `adaptive`: polls follow the rhythm in which a feed publishes; `false` gives all feeds the interval.
  public var isAdaptive = true
  /// `requests_per_day`: for all feeds together; `nil` for what the interval would cost.
  public var requestsPerDay: Int?
  /// `jitter`: the share of the interval by which polls are spread, 0 to 0.5; 0.1.
  public var jitter = 0.1
  /// `obey_retry_after`: the longest `Retry-After` that is obeyed; 24 hours.
  public var obeyRetryAfterSeconds = 86_400
  /// `obey_freshness`: the longest freshness in cache headers that is obeyed; 24 hours.
  public var obeyFreshnessSeconds = 86_400
  /// `obey_ttl`: the longest `<ttl>` or `sy:` period that is obeyed; 7 days.
  public var obeyTTLSeconds = 604_800
  /// `throttled_backoff`: the wait after a first 429 or 503 that names no time; 10 minutes.
  public var throttledBackoffSeconds = 600
  /// `adopt_moves_answers`: polls in a row that must be redirected for good to one address before it is adopted; 5.
  public var adoptMovesAnswers = 5
  /// `adopt_moves_after`: the least time from the first of them to the last; 3 days.
  public var adoptMovesAfterSeconds = 259_200
  /// `revalidate_after`: the age of validators at which the whole document is asked for; 8 days.
  public var revalidateAfterSeconds = 691_200
  /// `unconditional_every`: least time between two requests for a whole document that nobody asked for; 24 hours.
  public var unconditionalEverySeconds = 86_400
  /// `deltas`: whether servers may send only what is new (RFC 3229, `A-IM: feed`).
  public var takesDeltas = true
  /// `timeout`: for one request, from start to last byte; 30 seconds.
  public var timeoutSeconds = 30
  /// `maximum_bytes`: the cap on a decoded body; 20 MB.
  public var maximumBodyBytes = 20_000_000
  /// `domain_spacing`: between the starts of two requests to one registrable domain; 5 seconds.
  public var domainSpacingSeconds = 5
  /// `domain_requests`: in flight to one registrable domain; 2.
  public var domainRequests = 2
  /// `concurrency`: requests in flight over all domains; 16.
  public var concurrency = 16
  /// `proxy`: the URL of an HTTP or SOCKS5 proxy that looks names up; without it none is used, whatever the environment says.
  public var proxy: String?
  /// `certificate_authorities`: path of a PEM file of authorities to trust beside the system's, such as a company's.
  public var certificateAuthorityFile: String?
  /// `request_log`: how long each request is remembered, for `khabar doctor --politeness`; 14 days.
  public var requestLogSeconds = 14 * 86_400
  /// `domains`: what differs for single hosts and registrable domains.
  public var domains: [DomainSettings] = []

  /// Makes the defaults.
  public init() {}

  static let keys = [
    "interval", "minimum_interval", "maximum_interval", "interval_without_validators", "adaptive", "requests_per_day",
    "jitter", "obey_retry_after", "obey_freshness", "obey_ttl", "throttled_backoff", "adopt_moves_answers",
    "adopt_moves_after", "revalidate_after", "unconditional_every", "deltas", "timeout", "maximum_bytes",
    "domain_spacing", "domain_requests", "concurrency", "proxy", "certificate_authorities", "request_log",
    "domains",
  ]

  /// The bounds that `desk.yaml` and `feeds.opml` share.
  enum Bounds {
    static let intervalSeconds = 60...(30 * 86_400)
    static let bodyBytes = 1_000...1_000_000_000
    static let obeySeconds = 3_600...(30 * 86_400)
    static let backoffSeconds = 60...86_400
    static let adoptAnswers = 2...100
    static let adoptSeconds = 3_600...(90 * 86_400)
    static let revalidateSeconds = 3_600...(365 * 86_400)
    static let unconditionalSeconds = 86_400...(30 * 86_400)
    static let spacingSeconds = 1...3_600
    static let requests = 1...16
    static let logSeconds = 86_400...(365 * 86_400)
  }

  init(_ reader: MappingReader) {
    readIntervals(reader)
    readTrust(reader)
    timeoutSeconds = reader.seconds("timeout", in: 1...600) ?? timeoutSeconds
    maximumBodyBytes = reader.bytes("maximum_bytes", in: Bounds.bodyBytes) ?? maximumBodyBytes
    domainSpacingSeconds = reader.seconds("domain_spacing", in: Bounds.spacingSeconds) ?? domainSpacingSeconds
    domainRequests = reader.integer("domain_requests", in: Bounds.requests) ?? domainRequests
    concurrency = reader.integer("concurrency", in: 1...512) ?? concurrency
    proxy = reader.value("proxy") { node throws(DeskError) in try WebAddress.checkProxy(node) }
    certificateAuthorityFile = reader.value("certificate_authorities") { node throws(DeskError) in
      try CertificateFile.check(node)
    }
    requestLogSeconds = reader.seconds("request_log", in: Bounds.logSeconds) ?? requestLogSeconds
    domains = DomainSettings.all(reader)
    checkOrder(reader)
  }

  private mutating func readIntervals(_ reader: MappingReader) {
    let bounds = Bounds.intervalSeconds
    minimumIntervalSeconds = reader.seconds("minimum_interval", in: bounds) ?? minimumIntervalSeconds
    intervalSeconds = reader.seconds("interval", in: bounds) ?? intervalSeconds
    // A desk that asks every two days need not say so twice.
    maximumIntervalSeconds =
      reader.seconds("maximum_interval", in: bounds) ?? max(maximumIntervalSeconds, intervalSeconds)
    intervalWithoutValidatorsSeconds =
      reader.seconds("interval_without_validators", in: bounds) ?? intervalWithoutValidatorsSeconds
    isAdaptive = reader.truth("adaptive") ?? isAdaptive
    requestsPerDay = reader.integer("requests_per_day", in: 1...1_000_000_000)
    jitter = reader.number("jitter", in: 0...0.5) ?? jitter
  }

  private mutating func readTrust(_ reader: MappingReader) {
    obeyRetryAfterSeconds = reader.seconds("obey_retry_after", in: Bounds.obeySeconds) ?? obeyRetryAfterSeconds
    obeyFreshnessSeconds = reader.seconds("obey_freshness", in: Bounds.obeySeconds) ?? obeyFreshnessSeconds
    obeyTTLSeconds = reader.seconds("obey_ttl", in: Bounds.obeySeconds) ?? obeyTTLSeconds
    throttledBackoffSeconds = reader.seconds("throttled_backoff", in: Bounds.backoffSeconds) ?? throttledBackoffSeconds
    adoptMovesAnswers = reader.integer("adopt_moves_answers", in: Bounds.adoptAnswers) ?? adoptMovesAnswers
    adoptMovesAfterSeconds = reader.seconds("adopt_moves_after", in: Bounds.adoptSeconds) ?? adoptMovesAfterSeconds
    revalidateAfterSeconds = reader.seconds("revalidate_after", in: Bounds.revalidateSeconds) ?? revalidateAfterSeconds
    unconditionalEverySeconds =
      reader.seconds("unconditional_every", in: Bounds.unconditionalSeconds) ?? unconditionalEverySeconds
    takesDeltas = reader.truth("deltas") ?? takesDeltas
  }

  private func checkOrder(_ reader: MappingReader) {
    if intervalSeconds < minimumIntervalSeconds, let node = reader["interval"] ?? reader["minimum_interval"] {
      let message = "interval (\(intervalSeconds) s) is shorter than minimum_interval (\(minimumIntervalSeconds) s)"
      reader.problems.add(message, at: node, remedy: "make interval at least as long")
    }
    if maximumIntervalSeconds < intervalSeconds, let node = reader["maximum_interval"] {
      let message = "maximum_interval (\(maximumIntervalSeconds) s) is shorter than interval (\(intervalSeconds) s)"
      reader.problems.add(message, at: node, remedy: "make it at least as long")
    }
  }
}
