public import Articles
import Domains

/// How one host or one registrable domain is polled; an entry of `polling.domains` in `desk.yaml`.
public struct DomainSettings: Sendable, Equatable {
  /// `domain`: a host, `feeds.example.org`, or a registrable domain with all its hosts, `example.org`; in lower case.
  public var domain: String
  /// `spacing`: between the starts of two requests there.
  public var spacingSeconds: Int?
  /// `requests`: in flight there; counts for a registrable domain only.
  public var requests: Int?
  /// `interval`: between polls of a feed there.
  public var intervalSeconds: Int?
  /// The rest.
  public var overrides = PollingOverrides()

  static let keys = [
    "domain", "spacing", "requests", "interval", "minimum_interval", "maximum_interval", "interval_without_validators",
    "obey_retry_after", "obey_freshness", "obey_ttl", "throttled_backoff", "revalidate_after", "adaptive", "deltas",
  ]

  /// Makes settings that say nothing yet.
  public init(domain: String) { self.domain = domain }

  /// The entries of `domains`; what is wrong in them is reported.
  static func all(_ reader: MappingReader) -> [DomainSettings] {
    var seen: Set<String> = []
    return reader.items("domains").compactMap { node in
      let entry = MappingReader(node, subject: "a domain", keys: keys, problems: reader.problems)
      guard let settings = DomainSettings(entry) else { return nil }
      guard seen.insert(settings.domain).inserted else {
        reader.problems.add("the domain '\(settings.domain)' is there twice", at: node, remedy: "keep one")
        return nil
      }
      return settings
    }
  }

  private init?(_ reader: MappingReader) {
    typealias Bounds = PollingSettings.Bounds
    let name = reader.required("domain") { node throws(DeskError) in
      let text = try node.text().lowercased()
      if NetworkName.isHost(text) || NetworkName.isAddress(text) { return text }
      let remedy = "write a host or a domain such as example.org, without scheme, port or path"
      throw DeskError(DeskProblem("'\(text)' names no domain", at: node.place, remedy: remedy))
    }
    guard let name else { return nil }
    domain = name
    spacingSeconds = reader.seconds("spacing", in: Bounds.spacingSeconds)
    requests = reader.integer("requests", in: Bounds.requests)
    intervalSeconds = reader.seconds("interval", in: Bounds.intervalSeconds)
    readOverrides(reader)
    checkRequests(reader)
  }

  private mutating func readOverrides(_ reader: MappingReader) {
    typealias Bounds = PollingSettings.Bounds
    overrides.minimumIntervalSeconds = reader.seconds("minimum_interval", in: Bounds.intervalSeconds)
    overrides.maximumIntervalSeconds = reader.seconds("maximum_interval", in: Bounds.intervalSeconds)
    overrides.intervalWithoutValidatorsSeconds = reader.seconds(
      "interval_without_validators", in: Bounds.intervalSeconds)
    overrides.obeyRetryAfterSeconds = reader.seconds("obey_retry_after", in: Bounds.obeySeconds)
    overrides.obeyFreshnessSeconds = reader.seconds("obey_freshness", in: Bounds.obeySeconds)
    overrides.obeyTTLSeconds = reader.seconds("obey_ttl", in: Bounds.obeySeconds)
    overrides.throttledBackoffSeconds = reader.seconds("throttled_backoff", in: Bounds.backoffSeconds)
    overrides.revalidateAfterSeconds = reader.seconds("revalidate_after", in: Bounds.revalidateSeconds)
    overrides.isAdaptive = reader.truth("adaptive")
    overrides.takesDeltas = reader.truth("deltas")
  }

  /// Requests in flight are counted for whole registrable domains: for one of their hosts the number would do nothing.
  private func checkRequests(_ reader: MappingReader) {
    let whole = RegistrableDomain.of(domain)
    guard whole != domain, let node = reader["requests"] else { return }
    reader.problems.add(
      "requests in flight are counted for a whole domain, and \(domain) is a host of \(whole)", at: node,
      remedy: "give it to an entry of its own, domain: \(whole)")
  }
}
