import ArticleStore
import Articles
import DeskFiles
import Diagnostics
import Fetching
import Foundation
import HTTPTransfer
import Ingestion
import Locking
import WebSub

/// The desk's subscriptions at hubs, when it says where hubs reach it.
struct DeskSubscriptions: Sendable {
  let subscriber: Subscriber
  private let feeds: [Feed]
  /// Of the feeds that share a request, the one whose answers tell of hubs, for the others.
  private let leads: Locked<[FeedID: FeedID]>

  /// Makes them; `nil` when the desk has no `websub`.
  init?(_ session: DeskSession, store: any ArticleStore, transport: DeskTransport, diagnostics: any EventSink) {
    guard let websub = session.desk.websub else { return nil }
    feeds = session.desk.allFeeds
    leads = Locked(Self.leads((session.desk.samples?.feeds ?? []) + session.desk.feeds))
    subscriber = Subscriber(
      settings: Self.settings(websub, session.desk.polling), store: store, client: transport.hubClient,
      diagnostics: diagnostics, now: session.now)
  }

  private static func settings(_ websub: WebSubSettings, _ polling: PollingSettings) -> PushSettings {
    PushSettings(
      callbackBase: websub.callbackBase, policy: SubscriptionPolicy(leaseSeconds: websub.leaseSeconds),
      acceptsSHA1: websub.acceptsSHA1, usesInsecureHubs: websub.usesInsecureHubs,
      maximumBodyBytes: polling.maximumBodyBytes, deliveriesPerMinute: websub.deliveriesPerMinute,
      maximumWaiting: websub.maximumWaiting)
  }

  /// As far as the desk says; polls tell of moves.
  private static func leads(_ feeds: [Feed]) -> [FeedID: FeedID] {
    var first: [[String?]: FeedID] = [:]
    var leads: [FeedID: FeedID] = [:]
    for feed in feeds {
      let key = [feed.url, feed.credentialName]
      if let lead = first[key] { leads[feed.id] = lead } else { first[key] = feed.id }
    }
    return leads
  }

  /// How often a feed's interval is to be doubled.
  func trust(in feed: FeedID) -> Int { subscriber.trust(in: leads.withLock { $0[feed] } ?? feed) }

  /// Takes up where the last run left off.
  func load() async throws(StoreError) { try await subscriber.load(feeds: feeds) }

  /// Takes what a poll says of hubs; feeds at one address have one subscription.
  func note(_ results: [PollResult]) {
    guard let lead = results.first else { return }
    leads.withLock { leads in
      for result in results { leads[result.state.id] = result.state.id == lead.state.id ? nil : lead.state.id }
    }
    let isAnswered = results.contains(where: \.succeeded)
    subscriber.note(lead.hubs, of: lead.state.id, missed: lead.missedCount, answered: isAnswered)
  }

  /// Keeps the subscriptions until the task is cancelled.
  func run(_ polling: PollRun) async { await subscriber.run(reading: reader(polling)) }

  /// Hands deliveries to the run that polls the same feeds.
  func reader(_ polling: PollRun) -> Subscriber.Reader {
    { delivery in
      let document = PushedDocument(bytes: delivery.body, contentType: delivery.contentType)
      switch try await polling.push(document, to: delivery.feed) {
      case .stored(let results): return .stored(articles: results.reduce(0) { $0 + $1.storedCount })
      case .unreadable(let failure): return .unreadable(failure)
      case nil:
        let message = "\(delivery.feed.rawValue) is not polled here"
        return .unreadable(FeedFailure(code: "no-such-feed", message: message, at: .distantPast))
      }
    }
  }
}
