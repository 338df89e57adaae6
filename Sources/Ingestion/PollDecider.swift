import Articles
import FeedFormats
import Fetching
import Foundation
import Normalization

/// Decides what a poll changes: a pure function of the old state, what was found, and the time.
///
/// Interacts with nothing; the effects are in `Poller`.
enum PollDecider {
  /// The feed's state after the poll; when to ask next is the scheduler's to say.
  static func state(
    after finding: PollFinding, of result: FetchResult, for feed: Feed, from old: FeedState,
    adoption: MoveAdoption = MoveAdoption(), now: Date
  ) -> FeedState {
    var state = old
    count(result, into: &state, now)
    switch finding {
    case .feed(let read, let bodyHash, let metadata):
      succeed(&state, metadata, now)
      state.bodyHash = bodyHash
      state.publishedTitle = read.document.title ?? state.publishedTitle
      state.format = read.format.rawValue
      state.defectCount = read.defectCount
      state.hints = bodyHash == nil ? state.hints.updated(by: read.hints) : read.hints
      state.hints.freshnessSeconds = metadata.freshnessSeconds
      // What was left out of a delta is not known to be as it was.
      if bodyHash != nil { state.validatorsSince = now }
    case .asBefore(let metadata, isNotModified: true):
      succeed(&state, metadata, now)
      state.notModifiedCount += 1
      state.rhythm.observe([], now: now)
      if state.validatorsSince == nil { state.validatorsSince = now }
      // A 304 that says nothing of freshness leaves what the last 200 said (RFC 9111 §4.3.4).
      if let freshness = metadata.freshnessSeconds { state.hints.freshnessSeconds = freshness }
    case .asBefore(let metadata, isNotModified: false):
      succeed(&state, metadata, now)
      state.validatorsSince = now
      state.hints.freshnessSeconds = metadata.freshnessSeconds
      state.rhythm.observe([], now: now)
    case .unreadable(let failure, let isPage):
      fail(&state, failure)
      state.health = isPage ? .html : .failing
    case .failed(let failure):
      fail(&state, failure)
      state.health = failure.code == "http-410" ? .gone : .failing
    case .postponed: return state
    }
    state.conduct.learn(from: result, isReadable: state.consecutiveFailures == 0)
    MoveDecider.follow(result, of: feed, from: old, into: &state, adoption: adoption, now: now)
    // The address that is gone is remembered, so that a corrected one is asked again.
    if state.health == .gone { state.forgetDocument(at: feed.url) }
    state.deskURL = state.url == feed.url ? nil : feed.url
    return state
  }

  private static func count(_ result: FetchResult, into state: inout FeedState, _ now: Date) {
    state.requestCount += result.requestCount
    state.receivedBytes += result.receivedBytes
    if let quiet = result.quiet { state.quiet = quiet }
    guard result.requestCount > 0 else { return }
    state.lastPoll = now
    if result.sent.isEmpty { state.lastUnconditional = now }
  }

  /// What is known of a feed when a run begins: one whose address was edited in the desk is asked anew.
  static func starting(_ feed: Feed, _ known: FeedState?) -> FeedState {
    guard var state = known else { return FeedState(id: feed.id, url: feed.url) }
    guard (state.deskURL ?? state.url) != feed.url else { return state }
    if state.health == .gone { state.forgetDocument(at: feed.url) }
    state.deskURL = feed.url
    state.move = nil
    state.health = .new
    state.consecutiveFailures = 0
    state.nextPoll = nil
    return state
  }

  /// The state after what a document brought; a renaming of most entries is noted with its day.
  ///
  /// A document that is not whole tells new entries only, and not how many the feed shows at a time.
  static func take(
    _ intake: Intake, of document: NormalizedFeed, isWhole: Bool = true, into state: inout FeedState, now: Date
  ) {
    let note = state.identity.note
    state.identity = intake.identity
    state.identity.note = note
    if let renaming = intake.renaming {
      state.identity.note = "\(now.formatted(.iso8601.year().month().day())): \(renaming.summary)"
    }
    state.articleCount += intake.newCount
    if !intake.news.isEmpty { state.lastChange = now }
    // The first document tells of the days before, whether the store knows its articles or not.
    let publications =
      state.rhythm.hasReadDocument ? intake.publications : document.articles.map(\.statedPublication)
    state.rhythm.observe(publications, entryCount: isWhole ? document.articles.count : 0, now: now)
  }

  /// Validators are taken as one set from each good answer, 304 too (RFC 9111 §4.3.4).
  private static func succeed(_ state: inout FeedState, _ metadata: FetchedMetadata, _ now: Date) {
    state.url = metadata.finalURL
    state.validators = metadata.validators
    state.health = .ok
    state.consecutiveFailures = 0
    state.lastSuccess = now
    state.quiet = nil
  }

  /// A failure leaves validators and body hash alone: they still belong to the last good document.
  private static func fail(_ state: inout FeedState, _ failure: FeedFailure) {
    state.lastFailure = failure
    state.consecutiveFailures += 1
  }
}

extension FeedState {
  /// Forgets the last document and its validators, which belong to another address.
  fileprivate mutating func forgetDocument(at url: String) {
    self.url = url
    validators = Validators()
    bodyHash = nil
    hints = PollHints()
    validatorsSince = nil
  }
}

extension PollHints {
  /// These hints, with what a document that tells only a part says anew.
  fileprivate func updated(by new: PollHints) -> PollHints {
    PollHints(
      freshnessSeconds: freshnessSeconds, ttlSeconds: new.ttlSeconds ?? ttlSeconds,
      syndicationSeconds: new.syndicationSeconds ?? syndicationSeconds,
      skipHours: new.skipHours.isEmpty ? skipHours : new.skipHours,
      skipDays: new.skipDays.isEmpty ? skipDays : new.skipDays)
  }
}
