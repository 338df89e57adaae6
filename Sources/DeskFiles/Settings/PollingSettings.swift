/// How the desk polls, where a feed does not say otherwise; `polling` in `desk.yaml`.
public struct PollingSettings: Sendable, Equatable {
  /// `interval`: between polls of a feed when neither feed nor server asks for longer; 60 minutes.
  public var intervalSeconds = 3_600
  /// `minimum_interval`: no feed is asked more often, whatever it says; 5 minutes.
  public var minimumIntervalSeconds = 300
  /// `jitter`: the share of the interval by which polls are spread, 0 to 0.5; 0.1.
  public var jitter = 0.1
  /// `timeout`: for one request, from start to last byte; 30 seconds.
  public var timeoutSeconds = 30
  /// `maximum_bytes`: the cap on a decoded body; 20 MB.
  public var maximumBodyBytes = 20_000_000
  /// `domain_spacing`: between the starts of two requests to one registrable domain; 5 seconds.
  public var domainSpacingSeconds = 5
  /// `concurrency`: requests in flight over all domains; 16.
  public var concurrency = 16

  /// Makes the defaults.
  public init() {}

  static let keys = [
    "interval", "minimum_interval", "jitter", "timeout", "maximum_bytes", "domain_spacing", "concurrency",
  ]

  /// The bounds that `desk.yaml` and `feeds.opml` share.
  enum Bounds {
    static let intervalSeconds = 60...(30 * 86_400)
    static let bodyBytes = 1_000...1_000_000_000
  }

  init(_ reader: MappingReader) {
    let defaults = PollingSettings()
    minimumIntervalSeconds =
      reader.seconds("minimum_interval", in: Bounds.intervalSeconds) ?? defaults.minimumIntervalSeconds
    intervalSeconds = reader.seconds("interval", in: Bounds.intervalSeconds) ?? defaults.intervalSeconds
    jitter = reader.number("jitter", in: 0...0.5) ?? defaults.jitter
    timeoutSeconds = reader.seconds("timeout", in: 1...600) ?? defaults.timeoutSeconds
    maximumBodyBytes = reader.bytes("maximum_bytes", in: Bounds.bodyBytes) ?? defaults.maximumBodyBytes
    domainSpacingSeconds = reader.seconds("domain_spacing", in: 1...3_600) ?? defaults.domainSpacingSeconds
    concurrency = reader.integer("concurrency", in: 1...512) ?? defaults.concurrency
    if intervalSeconds < minimumIntervalSeconds, let node = reader["interval"] ?? reader["minimum_interval"] {
      let message = "interval (\(intervalSeconds) s) is shorter than minimum_interval (\(minimumIntervalSeconds) s)"
      reader.problems.add(message, at: node, remedy: "make interval at least as long")
    }
  }
}
