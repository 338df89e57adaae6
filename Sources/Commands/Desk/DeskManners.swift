import Articles
import DeskFiles
import HTTPTransfer
import Ingestion
import Politeness
import Scheduling

extension PolitenessRules {
  /// The rules that a desk has set itself, read from its files anew and not from what the pacer or the scheduler made of
  /// them.
  init(_ desk: Desk) throws {
    let allowed = desk.allowedAddresses + (desk.samples.map { [$0.allowedAddress] } ?? [])
    let guardian = AddressGuard(allowing: try allowed.map(DeskTransport.allowance))
    let own =
      allowed.filter { $0.spacingSeconds > 0 }.map { ($0.host, Double($0.spacingSeconds)) }
      + desk.polling.domains.compactMap { domain in domain.spacingSeconds.map { (domain.domain, Double($0)) } }
    let obeyed =
      [desk.polling.obeyRetryAfterSeconds] + desk.polling.domains.compactMap(\.overrides.obeyRetryAfterSeconds)
      + desk.feeds.compactMap(\.overrides.obeyRetryAfterSeconds)
    let manners = DeskPollManners(desk.polling)
    let everyFeed = FeedRules(manners.policy)
    let byFeed = desk.feeds.map { ($0.id, FeedRules(manners.manners(of: $0).policy)) }.filter { $0.1 != everyFeed }
    self.init(
      everyFeed: everyFeed, byFeed: Dictionary(byFeed, uniquingKeysWith: { $1 }),
      spacingSeconds: Double(desk.polling.domainSpacingSeconds),
      spacingByName: Dictionary(own, uniquingKeysWith: { $1 }), maximumInFlight: desk.polling.domainRequests,
      // Whom a shorter limit is for the log does not tell; the shortest is what every quiet lasts at least.
      maximumRetryAfterSeconds: obeyed.min() ?? 86_400,
      isOwnHost: { name in
        // The port is left out where it is the scheme's own.
        ["http", "https"].contains { scheme in
          (try? HTTPURL("\(scheme)://\(name)/")).map { guardian.isAllowListed(host: $0.host, port: $0.port) } ?? false
        }
      })
    let requests = desk.polling.domains.compactMap { domain in domain.requests.map { (domain.domain, $0) } }
    maximumInFlightByDomain = Dictionary(requests, uniquingKeysWith: { $1 })
  }
}

extension PolitenessRules.FeedRules {
  /// What a policy promises to a feed's server.
  init(_ policy: PollPolicy) {
    self.init(
      minimumSeconds: policy.minimumSeconds, maximumFreshnessSeconds: policy.maximumFreshnessSeconds,
      maximumDeclaredSeconds: policy.maximumDeclaredSeconds)
  }
}
