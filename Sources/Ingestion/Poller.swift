public import ArticleStore
public import Articles
public import Classification
public import Diagnostics
import Digests
import FeedFormats
public import Fetching
public import Foundation
import Locking
import Normalization
public import Scheduling
import WebSub

/// Polls one feed: fetches, reads, tags what is new, stores, and says when to ask next.
///
/// These are the effects around `PollDecider`. A failure of a feed is data in its state; only a failure of the store, or cancellation, is thrown.
public final class Poller: Sendable {
  let store: any ArticleStore
  private let fetcher: FeedFetcher
  private let classifier: Classifier
  let policy: PollPolicy
  private let manners: (@Sendable (Feed) -> FeedManners)?
  private let isOverdue: @Sendable (FeedState, Date) -> Bool
  private let preview: @Sendable (String) -> FeedPreview?
  let diagnostics: any EventSink
  private let credentials: @Sendable (String) -> String?
  let now: @Sendable () -> Date
  /// What a request must be worth, as the run reckons from all feeds; `nil` while it does not know.
  let requestPrice = Locked<Double?>(nil)
  private let queue: CommitQueue
  private let pushTrust: @Sendable (FeedID) -> Int
  /// Where feeds are asked that have moved.
  let adopted = AdoptedAddresses()
  /// What deliveries have changed between polls.
  let pushes = PushedStates()

  /// Makes a poller.
  ///
  /// - Parameters:
  ///   - store: Where articles and feed states are kept.
  ///   - fetcher: Asks for feeds.
  ///   - classifier: Tags articles.
  ///   - policy: How often the desk asks.
  ///   - manners: How a feed is asked; by `policy` and the feed's own interval when `nil`.
  ///   - isOverdue: Whether a feed is silent against its own rhythm.
  ///   - preview: What was fetched of an address that is polled for the first time; asked for once.
  ///   - diagnostics: Hears of feeds that fail, recover, or bring something.
  ///   - credentials: `user:password` for the name of a secret.
  ///   - pushTrust: How often a feed's interval is doubled, since its hub has proved to tell of everything.
  ///   - now: The time of day.
  public init(
    store: any ArticleStore, fetcher: FeedFetcher, classifier: Classifier, policy: PollPolicy,
    manners: (@Sendable (Feed) -> FeedManners)? = nil,
    isOverdue: @escaping @Sendable (FeedState, Date) -> Bool = { $0.rhythm.isSilent(at: $1) },
    preview: @escaping @Sendable (String) -> FeedPreview? = { _ in nil }, diagnostics: any EventSink,
    credentials: @escaping @Sendable (String) -> String? = { _ in nil },
    pushTrust: @escaping @Sendable (FeedID) -> Int = { _ in 0 },
    now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.store = store
    self.fetcher = fetcher
    self.classifier = classifier
    self.policy = policy
    self.manners = manners
    self.isOverdue = isOverdue
    self.preview = preview
    self.diagnostics = diagnostics
    self.credentials = credentials
    self.pushTrust = pushTrust
    self.now = now
    queue = CommitQueue(store: store)
  }

  /// Keeps to what servers asked for in an earlier run.
  func keepQuiet(_ periods: [QuietPeriod]) { fetcher.keepQuiet(periods) }

  /// Polls one address and gives each feed that has it the answer; `isUnconditional` asks for all of it.
  ///
  /// A person who wants it before it is due forces it, which the request log tells.
  ///
  /// - Throws: `CancellationError`; `StoreError`, and then nothing of the poll is kept or believed.
  @concurrent
  func poll(
    _ target: PollTarget, states: [FeedState], isForced: Bool = false, isUnconditional: Bool = false
  ) async throws -> [PollResult] {
    let request = request(target, states, isUnconditional: isUnconditional)
    queue.expect()
    let result: FetchResult
    var delay = PollReason.Kind.retryAfter
    do {
      // Who forces a poll is not put off; a pass that comes late is.
      let quietEnd = isForced ? nil : states.first.flatMap { PollSchedule.quietEnd($0, at: now()) }
      if let quietEnd {
        (result, delay) = (FetchResult(outcome: .postponed(until: quietEnd)), .skipHours)
      } else if !isUnconditional, let previewed = previewed(target, states) {
        result = previewed
      } else {
        result = try await fetcher.fetch(request)
      }
    } catch {
      queue.forget()
      throw error
    }
    let states = await pushes.begin(target, states)
    defer { pushes.end(target) }
    let polls: [TakenPoll]
    do {
      polls = try await takePolls(target, states, from: result, of: request, isForced: isForced, delay: delay)
    } catch {
      queue.forget()
      throw error
    }
    try await queue.commit(polls.map(\.change))
    pushes.forget(target)
    for ((feed, old), poll) in zip(zip(target.feeds, states), polls) {
      report(feed, old: old, new: poll.result.state, stored: poll.result.storedCount)
      reportNames(feed, old: old.identity, new: poll.result.state.identity, poll.renaming)
      reportManners(feed, old: old, new: poll.result.state)
    }
    return polls.map(\.result)
  }

  private func takePolls(
    _ target: PollTarget, _ states: [FeedState], from result: FetchResult, of request: FeedRequest, isForced: Bool,
    delay: PollReason.Kind
  ) async throws -> [TakenPoll] {
    var polls: [TakenPoll] = []
    for (index, (feed, old)) in zip(target.feeds, states).enumerated() {
      // One request was sent for all of them; it counts once.
      var counted = result
      if index > 0 { (counted.requestCount, counted.receivedBytes) = (0, 0) }
      polls.append(try await take(counted, for: feed, old: old, isAsked: result.requestCount > 0, delay: delay))
    }
    if let old = states.first {
      polls[0].change.requests = RequestLog.records(
        of: result, for: target.lead, from: old, to: polls[0].change.state, isForced: isForced,
        isWholeOnPurpose: request.validators.isEmpty)
    }
    return polls
  }

  /// Stores changes that no poll brought, all or none.
  func commit(_ changes: [FeedChange]) async throws(StoreError) {
    queue.expect()
    try await queue.commit(changes)
  }

  /// The policies of feeds that have one of their own.
  func policies(of feeds: [Feed]) -> [FeedID: PollPolicy] {
    let own = feeds.map { ($0.id, manners(of: $0).policy) }.filter { $0.1 != policy }
    return Dictionary(own, uniquingKeysWith: { first, _ in first })
  }

  /// Seconds that pass before an address is asked again whose poll could not be stored.
  var retrySeconds: Double { Double(policy.minimumSeconds) }

  /// What was fetched lately of an address that was never polled.
  private func previewed(_ target: PollTarget, _ states: [FeedState]) -> FetchResult? {
    guard states.allSatisfy({ $0.lastPoll == nil }), let found = preview(target.lead.url) else { return nil }
    let age = now().timeIntervalSince(found.date)
    return (0...FeedPreview.maximumAgeSeconds).contains(age) ? found.result : nil
  }

  /// How a feed is asked.
  private func manners(of feed: Feed) -> FeedManners {
    if let manners { return manners(feed) }
    var own = policy
    own.feedIntervalSeconds = feed.intervalSeconds
    return FeedManners(policy: own)
  }

  /// The request is conditional only when all feeds at the address know the same last answer, and it may be believed.
  private func request(_ target: PollTarget, _ states: [FeedState], isUnconditional: Bool) -> FeedRequest {
    let lead = target.lead
    let manners = manners(of: lead)
    let state = states.first ?? FeedState(id: lead.id, url: lead.url)
    var request = FeedRequest(feed: lead, state: state, credentials: lead.credentialName.flatMap(credentials))
    request.maximumRetryAfterSeconds = manners.policy.maximumRetryAfterSeconds
    request.quietAfterTooManySeconds = manners.policy.throttledSeconds
    let knowsSame = states.dropFirst().allSatisfy {
      ($0.url, $0.validators.etag, $0.validators.lastModified, $0.bodyHash)
        == (state.url, state.validators.etag, state.validators.lastModified, state.bodyHash)
    }
    let now = now()
    let isDue = manners.revalidation.isDue(state, isOverdue: { isOverdue(state, now) }, now: now)
    if isUnconditional || isDue || !knowsSame { request.validators = Validators() }
    if !knowsSame { request.bodyHash = nil }
    request.takesDelta = manners.takesDeltas && state.conduct.badDeltas == 0
    return request
  }

  private func take(
    _ result: FetchResult, for feed: Feed, old: FeedState, isAsked: Bool, delay: PollReason.Kind
  ) async throws -> TakenPoll {
    let time = now()
    let finding = DocumentReader(feed: feed, now: time, identity: old.identity).finding(result.outcome)
    let manners = manners(of: feed)
    var state = PollDecider.state(
      after: finding, of: result, for: feed, from: old, adoption: manners.adoption, now: time)
    var stored: [TaggedArticle] = []
    var change = FeedChange(state: state)
    var entryCount = 0
    var renaming: Intake.Renaming?
    var missedCount = 0
    if case .feed(let read, let bodyHash, let metadata) = finding {
      entryCount = read.document.articles.count
      // The store holds nothing of a feed that never brought anything.
      let intake = try await ArticleIntake(store: store, feed: feed.id).take(
        read.document, isNew: old.articleCount == 0)
      PollDecider.take(intake, of: read.document, isWhole: bodyHash != nil, into: &state, now: time)
      if !intake.news.isEmpty { state.conduct.learnNews(from: result, metadata, old: old) }
      stored = intake.news.map { tagged($0, of: feed) }
      missedCount = MissedDeliveries.count(intake.publications, now: time)
      (change.aliases, change.withdrawals, renaming) = (intake.aliases, intake.withdrawals, intake.renaming)
    }
    var policy = manners.policy
    policy.pushTrust = missedCount == 0 ? pushTrust(feed.id) : 0
    policy.requestPrice = requestPrice.withLock { $0 }
    let next = PollSchedule.decision(after: outcome(result, finding, delay), state: state, policy: policy, now: time)
    (state.nextPoll, state.nextPollReason) = (next.time, next.reason)
    // The adopted address was given up: the desk's own is asked soon, whatever the other one said.
    if old.address(of: feed.url) != feed.url, state.move?.adopted == nil {
      state.nextPoll = time.addingTimeInterval(Double(policy.minimumSeconds))
      state.nextPollReason = PollReason(.floor, seconds: policy.minimumSeconds)
    }
    var poll = PollResult(
      state: state, succeeded: state.consecutiveFailures == 0 && isAsked, entryCount: entryCount,
      storedCount: stored.count, taggedCount: stored.count { !$0.classification.tags.isEmpty })
    (poll.hubs, poll.missedCount, poll.isPostponed) = (finding.hubs, missedCount, finding.isPostponed)
    (change.state, change.articles) = (state, stored)
    return TakenPoll(change: change, result: poll, renaming: renaming)
  }

  /// What one feed of a poll came to.
  private struct TakenPoll {
    var change: FeedChange
    var result: PollResult
    var renaming: Intake.Renaming?
  }

  func tagged(_ article: Article, of feed: Feed) -> TaggedArticle {
    let text = ClassifiableText(article, isRegionalFeed: feed.isRegional)
    return TaggedArticle(article: article, classification: classifier.classify(text))
  }

  private func outcome(_ result: FetchResult, _ finding: PollFinding, _ delay: PollReason.Kind) -> PollOutcome {
    switch (result.outcome, finding) {
    case (.failed(let failure, let retryAfter), _): .failed(failure, retryAfter: retryAfter)
    case (.postponed(let until), _): .postponed(until: until, because: delay)
    case (_, .unreadable(let failure, _)): .failed(failure, retryAfter: nil)
    default: .succeeded
    }
  }
}
