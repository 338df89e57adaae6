public import ArticleStore
import Articles
public import Classification
public import Diagnostics
import Digests
import FeedFormats
public import Fetching
public import Foundation
import Normalization
public import Scheduling

/// Polls one feed: fetches, reads, tags what is new, stores, and says when to ask next.
///
/// These are the effects around `PollDecider`. A failure of a feed is data in its state; only a failure of the store, or cancellation, is thrown.
public final class Poller: Sendable {
  let store: any ArticleStore
  private let fetcher: FeedFetcher
  private let classifier: Classifier
  private let policy: PollPolicy
  private let diagnostics: any EventSink
  private let credentials: @Sendable (String) -> String?
  let now: @Sendable () -> Date
  private let queue: CommitQueue

  /// Makes a poller.
  ///
  /// - Parameters:
  ///   - store: Where articles and feed states are kept.
  ///   - fetcher: Asks for feeds.
  ///   - classifier: Tags articles.
  ///   - policy: How often the desk asks.
  ///   - diagnostics: Hears of feeds that fail, recover, or bring something.
  ///   - credentials: `user:password` for the name of a secret.
  ///   - now: The time of day.
  public init(
    store: any ArticleStore, fetcher: FeedFetcher, classifier: Classifier, policy: PollPolicy,
    diagnostics: any EventSink, credentials: @escaping @Sendable (String) -> String? = { _ in nil },
    now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.store = store
    self.fetcher = fetcher
    self.classifier = classifier
    self.policy = policy
    self.diagnostics = diagnostics
    self.credentials = credentials
    self.now = now
    queue = CommitQueue(store: store)
  }

  /// Polls one address and gives each feed that has it the answer.
  ///
  /// A person who wants it before it is due forces it, which the request log tells.
  ///
  /// - Throws: `CancellationError`; `StoreError`, and then nothing of the poll is kept or believed.
  @concurrent
  func poll(_ target: PollTarget, states: [FeedState], isForced: Bool = false) async throws -> [PollResult] {
    let result = try await fetcher.fetch(request(target, states))
    var polls: [TakenPoll] = []
    for (index, (feed, old)) in zip(target.feeds, states).enumerated() {
      // One request was sent for all of them; it counts once.
      let counted = index == 0 ? result : FetchResult(outcome: result.outcome, hops: result.hops)
      polls.append(try await take(counted, for: feed, old: old, isAsked: result.requestCount > 0))
    }
    if let old = states.first {
      polls[0].change.requests = RequestLog.records(
        of: result, for: target.lead, from: old, to: polls[0].change.state, isForced: isForced)
    }
    try await queue.commit(polls.map(\.change))
    for ((feed, old), poll) in zip(zip(target.feeds, states), polls) {
      report(feed, old: old, new: poll.result.state, stored: poll.result.storedCount)
      reportNames(feed, old: old.identity, new: poll.result.state.identity, poll.renaming)
    }
    return polls.map(\.result)
  }

  /// Seconds that pass before an address is asked again whose poll could not be stored.
  var retrySeconds: Double { Double(policy.minimumSeconds) }

  /// The request is conditional only when all feeds at the address know the same last answer.
  private func request(_ target: PollTarget, _ states: [FeedState]) -> FeedRequest {
    let secret = target.lead.credentialName.flatMap(credentials)
    let known = Set(states.map { [$0.url, $0.validators.etag, $0.validators.lastModified, $0.bodyHash] })
    guard let state = states.first, known.count == 1 else {
      return FeedRequest(url: target.lead.url, maximumBodyBytes: target.lead.maximumBodyBytes, credentials: secret)
    }
    return FeedRequest(feed: target.lead, state: state, credentials: secret)
  }

  private func take(
    _ result: FetchResult, for feed: Feed, old: FeedState, isAsked: Bool
  ) async throws -> TakenPoll {
    let time = now()
    let finding = DocumentReader(feed: feed, now: time, identity: old.identity).finding(result.outcome)
    var state = PollDecider.state(after: finding, of: result, for: feed, from: old, now: time)
    var stored: [TaggedArticle] = []
    var change = FeedChange(state: state)
    var entryCount = 0
    var renaming: Intake.Renaming?
    if case .feed(let read, _, _) = finding {
      entryCount = read.document.articles.count
      // The store holds nothing of a feed that never brought anything.
      let intake = try await ArticleIntake(store: store, feed: feed.id).take(
        read.document, isNew: old.articleCount == 0)
      PollDecider.take(intake, of: read.document, into: &state, now: time)
      stored = intake.news.map { tagged($0, of: feed) }
      (change.aliases, change.withdrawals, renaming) = (intake.aliases, intake.withdrawals, intake.renaming)
    }
    var own = policy
    own.feedIntervalSeconds = feed.intervalSeconds
    state.nextPoll = PollSchedule.nextPoll(after: outcome(result, finding), state: state, policy: own, now: time)
    let poll = PollResult(
      state: state, succeeded: state.consecutiveFailures == 0 && isAsked, entryCount: entryCount,
      storedCount: stored.count, taggedCount: stored.count { !$0.classification.tags.isEmpty })
    (change.state, change.articles) = (state, stored)
    return TakenPoll(change: change, result: poll, renaming: renaming)
  }

  /// What one feed of a poll came to.
  private struct TakenPoll {
    var change: FeedChange
    var result: PollResult
    var renaming: Intake.Renaming?
  }

  private func tagged(_ article: Article, of feed: Feed) -> TaggedArticle {
    let text = ClassifiableText(article, isRegionalFeed: feed.isRegional)
    return TaggedArticle(article: article, classification: classifier.classify(text))
  }

  private func outcome(_ result: FetchResult, _ finding: PollFinding) -> PollOutcome {
    switch (result.outcome, finding) {
    case (.failed(let failure, let retryAfter), _): .failed(failure, retryAfter: retryAfter)
    case (.postponed(let until), _): .postponed(until: until)
    case (_, .unreadable(let failure, _)): .failed(failure, retryAfter: nil)
    default: .succeeded
    }
  }

  /// Says what changed: a failure is told when it is new or of another kind, not at each poll.
  private func report(_ feed: Feed, old: FeedState, new: FeedState, stored: Int) {
    let name = Event.Field("feed", feed.id.rawValue)
    if new.consecutiveFailures > 0 {
      let isNews = old.consecutiveFailures == 0 || old.lastFailure?.code != new.lastFailure?.code
      guard let failure = new.lastFailure else { return }
      let fields = [name, .init("code", failure.code), .init("failures", "\(new.consecutiveFailures)")]
      diagnostics.record(
        Event(isNews ? .warning : .debug, "feed-failed", "\(feed.title): \(failure.message)", fields))
    } else if old.consecutiveFailures > 0 {
      diagnostics.record(Event(.notice, "feed-recovered", "\(feed.title) answers again", [name]))
    }
    if new.defectCount > 0, new.defectCount != old.defectCount {
      let message = "\(feed.title): \(new.defectCount) repairs and omissions; `khabar parse \(feed.url)` lists them"
      diagnostics.record(Event(.info, "feed-defects", message, [name, .init("defects", "\(new.defectCount)")]))
    }
    if stored > 0 {
      let fields = [name, Event.Field("articles", "\(stored)"), .init("defects", "\(new.defectCount)")]
      diagnostics.record(Event(.debug, "feed-read", "\(feed.title): \(stored) new or changed articles", fields))
    }
  }
  /// Says that a feed has renamed its entries, or that other names of it are believed.
  private func reportNames(
    _ feed: Feed, old: IdentityPolicy, new: IdentityPolicy, _ renaming: Intake.Renaming?
  ) {
    let name = Event.Field("feed", feed.id.rawValue)
    if let renaming {
      let fields = [name, .init("unknown", "\(renaming.unknown)"), .init("recognized", "\(renaming.recognized)")]
      diagnostics.record(
        Event(.notice, "feed-ids-changed", "\(feed.title): \(renaming.summary); none is shown twice", fields))
    }
    if old.rung != new.rung {
      let message = "\(feed.title): articles are told apart by \(new.rung.words), no longer by \(old.rung.words)"
      let fields = [name, Event.Field("from", old.rung.rawValue), .init("to", new.rung.rawValue)]
      diagnostics.record(Event(.notice, "feed-identity", message, fields))
    }
  }
}
