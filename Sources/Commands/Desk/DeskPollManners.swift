import Articles
import DeskFiles
import Domains
import Fetching
import HTTPTransfer
import Ingestion
import Scheduling

/// How the desk says that feeds are asked: the feed's own word first, then its host's, its domain's, and the desk's.
struct DeskPollManners: Sendable {
  private let polling: PollingSettings
  private let domains: [String: DomainSettings]

  init(_ polling: PollingSettings) {
    self.polling = polling
    domains = Dictionary(polling.domains.map { ($0.domain, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The desk's policy, for feeds of which nothing else is said.
  var policy: PollPolicy { policy(interval: nil, overrides: PollingOverrides()) }

  /// How one feed is asked.
  func manners(of feed: Feed) -> FeedManners {
    var overrides = feed.overrides
    var interval: Int?
    for settings in settings(for: feed.url) {
      overrides = overrides.completed(by: settings.overrides)
      interval = interval ?? settings.intervalSeconds
    }
    var policy = policy(interval: interval, overrides: overrides)
    policy.feedIntervalSeconds = feed.intervalSeconds
    let revalidation = Revalidation(
      maximumAgeSeconds: overrides.revalidateAfterSeconds ?? polling.revalidateAfterSeconds,
      leastGapSeconds: polling.unconditionalEverySeconds)
    return FeedManners(
      policy: policy, takesDeltas: overrides.takesDeltas ?? polling.takesDeltas, revalidation: revalidation,
      adoption: MoveAdoption(answers: polling.adoptMovesAnswers, seconds: polling.adoptMovesAfterSeconds))
  }

  /// How domains are asked; `allowed` are the exceptions of the address guard.
  func domainManners(allowed: [(guard: AddressGuard, spacing: Duration)], guardian: AddressGuard) -> DomainManners {
    var manners = DomainManners(
      spacing: .seconds(polling.domainSpacingSeconds), maximumInFlight: polling.domainRequests, addressGuard: guardian)
    manners.allowedSpacings = allowed
    manners.maximumActive = polling.concurrency
    for settings in polling.domains {
      manners.spacingByHost[settings.domain] = settings.spacingSeconds.map { .seconds($0) }
      manners.maximumInFlightByDomain[settings.domain] = settings.requests
    }
    return manners
  }

  /// What the desk says of the host and then of the registrable domain of an address.
  private func settings(for address: String) -> [DomainSettings] {
    guard !domains.isEmpty, let url = try? HTTPURL(address) else { return [] }
    let domain = RegistrableDomain.of(url.host)
    return [domains[url.host], domain == url.host ? nil : domains[domain]].compactMap(\.self)
  }

  private func policy(interval: Int?, overrides: PollingOverrides) -> PollPolicy {
    var policy = PollPolicy(
      intervalSeconds: interval ?? polling.intervalSeconds,
      intervalWithoutValidatorsSeconds: overrides.intervalWithoutValidatorsSeconds
        ?? polling.intervalWithoutValidatorsSeconds,
      minimumSeconds: overrides.minimumIntervalSeconds ?? polling.minimumIntervalSeconds,
      maximumSeconds: overrides.maximumIntervalSeconds ?? polling.maximumIntervalSeconds,
      maximumFreshnessSeconds: overrides.obeyFreshnessSeconds ?? polling.obeyFreshnessSeconds,
      maximumDeclaredSeconds: overrides.obeyTTLSeconds ?? polling.obeyTTLSeconds,
      maximumRetryAfterSeconds: overrides.obeyRetryAfterSeconds ?? polling.obeyRetryAfterSeconds,
      jitter: polling.jitter,
      // Who names an interval for a domain means it.
      isAdaptive: overrides.isAdaptive ?? (polling.isAdaptive && interval == nil),
      requestsPerDay: polling.requestsPerDay)
    policy.throttledSeconds = overrides.throttledBackoffSeconds ?? polling.throttledBackoffSeconds
    return policy
  }
}
