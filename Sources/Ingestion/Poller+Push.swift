import ArticleStore
public import Articles
import Fetching
import Foundation
import Normalization
import WebSub
import WebValues

/// A document that a hub delivered: what is new or changed, not all that the feed has.
public struct PushedDocument: Sendable, Equatable {
  /// The body.
  public var bytes: [UInt8]
  /// `Content-Type`, verbatim.
  public var contentType: String?

  /// Makes a document.
  public init(bytes: [UInt8], contentType: String?) {
    self.bytes = bytes
    self.contentType = contentType
  }
}

/// What a delivery came to.
public enum PushResult: Sendable, Equatable {
  /// It was read and stored; one result a feed.
  case stored([PollResult])
  /// It is no feed.
  case unreadable(FeedFailure)
}

extension Poller {
  /// Reads a delivery as a poll's answer is read, tags and stores what is new, and leaves alone what polls go by:
  /// validators, body hash, hints, health, names and the time of the next poll.
  ///
  /// - Throws: `CancellationError`; `StoreError`, and then nothing of the delivery is kept.
  @concurrent
  func push(_ pushed: PushedDocument, to target: PollTarget) async throws -> PushResult {
    await pushes.begin(target)
    defer { pushes.end(target) }
    let known = try await store.feedStates(of: target.feeds.map(\.id))
    var changes: [FeedChange] = []
    var results: [PollResult] = []
    for feed in target.feeds {
      let state = PollDecider.starting(feed, known.first { $0.id == feed.id })
      switch try await take(pushed, for: feed, old: state) {
      case .failure(let failure): return .unreadable(failure)
      case .success(let (change, result)):
        changes.append(change)
        results.append(result)
      }
    }
    try await commit(changes)
    pushes.keep(changes.map(\.state))
    return .stored(results)
  }

  private func take(
    _ pushed: PushedDocument, for feed: Feed, old: FeedState
  ) async throws -> Result<(FeedChange, PollResult), FeedFailure> {
    let time = now()
    let metadata = FetchedMetadata(finalURL: old.url, validators: old.validators)
    let outcome = FetchOutcome.document(
      FetchedDocument(bytes: pushed.bytes, contentType: pushed.contentType, bodyHash: "", metadata: metadata))
    let finding = DocumentReader(feed: feed, now: time, identity: old.identity).finding(outcome)
    guard case .feed(let read, _, _) = finding else {
      if case .unreadable(let failure, _) = finding { return .failure(failure) }
      return .failure(FeedFailure(code: "not-a-feed", message: "\(Redaction.url(feed.url)): nothing in it", at: time))
    }
    let intake = try await ArticleIntake(store: store, feed: feed.id).take(read.document, isNew: old.articleCount == 0)
    var state = old
    PollDecider.takePush(intake, into: &state, now: time)
    let articles = intake.news.map { tagged($0, of: feed) }
    let change = FeedChange(
      state: state, articles: articles, aliases: intake.aliases, withdrawals: intake.withdrawals)
    let result = PollResult(
      state: state, succeeded: true, entryCount: read.document.articles.count, storedCount: articles.count,
      taggedCount: articles.count { !$0.classification.tags.isEmpty })
    return .success((change, result))
  }
}

extension PollDecider {
  /// The state after what a delivery brought: articles and rhythm as after a poll.
  ///
  /// A part of a feed says little of how the feed names its entries, and nothing of how many it shows.
  static func takePush(_ intake: Intake, into state: inout FeedState, now: Date) {
    state.articleCount += intake.newCount
    if !intake.news.isEmpty { state.lastChange = now }
    if state.rhythm.observedUntil != nil { state.rhythm.observe(intake.publications, now: now) }
  }
}

extension PollRun {
  /// Takes a delivery for a feed, and for the others that share its requests.
  ///
  /// - Returns: `nil` when the feed is not polled here.
  /// - Throws: `StoreError` when it could not be stored.
  public func push(_ pushed: PushedDocument, to feed: FeedID) async throws -> PushResult? {
    guard let lead = feeds.first(where: { $0.id == feed }) else { return nil }
    if !poller.adopted.isKnown { poller.adopted.learn(try await poller.store.feedStates()) }
    let target = PollTarget.target(of: lead, among: feeds, address: poller.adopted.addresses)
    let result = try await poller.push(pushed, to: target)
    if case .stored(let results) = result { pushProgress(results) }
    return result
  }
}
