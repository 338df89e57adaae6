import Articles
import DeskFiles
import Fetching
import HTTPTransfer
import Ingestion
import Politeness
import Scheduling
import Testing

@testable import Commands

/// The desk's word, the domain's, the host's and the feed's: who says it last.
@Suite struct DeskPollMannersTests {
  private var polling: PollingSettings {
    var polling = PollingSettings()
    (polling.intervalSeconds, polling.takesDeltas, polling.unconditionalEverySeconds) = (7_200, false, 90_000)
    var domain = DomainSettings(domain: "example.org")
    (domain.intervalSeconds, domain.spacingSeconds, domain.requests) = (14_400, 30, 1)
    domain.overrides.minimumIntervalSeconds = 3_600
    domain.overrides.takesDeltas = true
    var host = DomainSettings(domain: "feeds.example.org")
    host.overrides.minimumIntervalSeconds = 1_800
    host.overrides.obeyRetryAfterSeconds = 604_800
    polling.domains = [domain, host]
    return polling
  }

  private func feed(_ url: String, _ change: (inout Feed) -> Void = { _ in }) -> Feed {
    var feed = Feed(id: FeedID("a"), url: url, title: "A")
    change(&feed)
    return feed
  }

  @Test func theDeskSaysWhatNobodyElseSays() {
    let manners = DeskPollManners(polling).manners(of: feed("https://other.example/feed"))
    #expect(manners.policy.intervalSeconds == 7_200 && manners.policy.minimumSeconds == 300)
    #expect(!manners.takesDeltas && manners.policy.maximumRetryAfterSeconds == 86_400)
    #expect(manners.revalidation.leastGapSeconds == 90_000 && manners.revalidation.maximumAgeSeconds == 691_200)
  }

  @Test func theDomainComesBeforeTheDeskAndTheHostBeforeTheDomain() {
    let domain = DeskPollManners(polling).manners(of: feed("https://www.example.org/feed"))
    #expect(domain.policy.intervalSeconds == 14_400 && domain.policy.minimumSeconds == 3_600 && domain.takesDeltas)
    let host = DeskPollManners(polling).manners(of: feed("https://FEEDS.example.org/feed"))
    #expect(host.policy.intervalSeconds == 14_400 && host.policy.minimumSeconds == 1_800 && host.takesDeltas)
    #expect(host.policy.maximumRetryAfterSeconds == 604_800)
  }

  @Test func theFeedComesFirst() {
    let feed = feed("https://feeds.example.org/feed") {
      $0.intervalSeconds = 900
      $0.overrides.minimumIntervalSeconds = 600
      $0.overrides.takesDeltas = false
      $0.overrides.revalidateAfterSeconds = 3_600
    }
    let manners = DeskPollManners(polling).manners(of: feed)
    #expect(manners.policy.feedIntervalSeconds == 900 && manners.policy.minimumSeconds == 600)
    #expect(!manners.takesDeltas && manners.revalidation.maximumAgeSeconds == 3_600)
  }

  @Test("P25 P30 What is obeyed is for desk, domain and feed to say, and the audit hears of it")
  func obedienceIsSet() throws {
    var polling = polling
    (polling.obeyFreshnessSeconds, polling.obeyTTLSeconds, polling.throttledBackoffSeconds) = (7_200, 864_000, 1_200)
    (polling.adoptMovesAnswers, polling.adoptMovesAfterSeconds) = (9, 518_400)
    polling.domains[0].overrides.obeyTTLSeconds = 950_400
    polling.domains[1].overrides.throttledBackoffSeconds = 2_400
    let manners = DeskPollManners(polling).manners(
      of: feed("https://feeds.example.org/feed") { $0.overrides.obeyFreshnessSeconds = 10_800 })
    #expect(manners.policy.maximumFreshnessSeconds == 10_800 && manners.policy.maximumDeclaredSeconds == 950_400)
    #expect(manners.policy.throttledSeconds == 2_400)
    #expect(manners.adoption == MoveAdoption(answers: 9, seconds: 518_400))
    let desk = DeskPollManners(polling).policy
    #expect(desk.maximumFreshnessSeconds == 7_200 && desk.maximumDeclaredSeconds == 864_000)
    #expect(desk.throttledSeconds == 1_200)
    let rules = PolitenessRules.FeedRules(manners.policy)
    #expect(
      rules == .init(minimumSeconds: 1_800, maximumFreshnessSeconds: 10_800, maximumDeclaredSeconds: 950_400))
    let silent = DeskPollManners(PollingSettings()).policy
    #expect(silent == PollPolicy())
  }

  @Test func domainsHaveTheirSpacing() {
    let manners = DeskPollManners(polling).domainManners(allowed: [], guardian: .init())
    #expect(manners.spacingByHost == ["example.org": .seconds(30)])
    #expect(manners.maximumInFlightByDomain == ["example.org": 1] && manners.maximumInFlight == 2)
  }

  @Test("P23 The pacer knows the limit over all domains, and no turn waits for a connection")
  func nothingWaitsBehindTheTurn() {
    var polling = polling
    polling.concurrency = 7
    #expect(DeskPollManners(polling).domainManners(allowed: [], guardian: .init()).maximumActive == 7)
    #expect(DeskTransport.connectionsPerHost(polling) == 2)
    polling.domains[0].requests = 5
    #expect(DeskTransport.connectionsPerHost(polling) == 5)
    polling.domainRequests = 6
    #expect(DeskTransport.connectionsPerHost(polling) == 6)
  }
}
