import Articles
import Diagnostics
import Foundation
import Scheduling

/// Tells when the feeds of a country fall silent together, and when this machine has lost its network.
struct SilenceReporter {
  /// Seconds between two looks.
  static let period = 120.0

  private let feeds: [FeedID: Feed]
  private var watch = SilenceWatch()
  private(set) var nextLook: Date?

  /// Takes up what is known of the feeds, in the order in which they were polled.
  init(feeds: [Feed], state: (Feed) -> FeedState) {
    self.feeds = Dictionary(feeds.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    // Not all states at once: there may be many, and large.
    let byTime = feeds.map { (state($0).lastPoll ?? .distantPast, $0) }.sorted { ($0.0, $0.1.id) < ($1.0, $1.1.id) }
    for (_, feed) in byTime { learn([state(feed)]) }
  }

  /// Takes what polls have left.
  mutating func learn(_ states: [FeedState]) {
    for state in states { if let feed = feeds[state.id] { watch.learn(feed, state) } }
  }

  /// Looks, when it is time, and records what is new.
  mutating func look(at now: Date, _ diagnostics: any EventSink) {
    guard nextLook.map({ $0 <= now }) ?? true else { return }
    nextLook = now.addingTimeInterval(Self.period)
    for event in watch.events(at: now) { diagnostics.record(Self.event(event)) }
  }

  /// Looks once, at the end of a pass, and records what is so then, whether it has lasted or not.
  ///
  /// Nobody was there to see it begin, so each pass tells of it again.
  mutating func lookOnce(at now: Date, _ diagnostics: any EventSink) {
    for event in watch.events(at: now) {
      if case .silent = event { continue }
      diagnostics.record(Self.event(event))
    }
    for silence in watch.current(at: now) { diagnostics.record(Self.event(.silent(silence))) }
  }

  private static func event(_ event: SilenceEvent) -> Event {
    switch event {
    case .silent(let silence):
      let fields = [
        Event.Field("country", silence.country), .init("silent", "\(silence.silent)"),
        .init("unreachable", "\(silence.unreachable)"), .init("expected", "\(silence.expected)"),
        .init("since", silence.since.formatted(.iso8601)),
      ]
      return Event(.warning, "country-silent", "\(silence.country): \(silence.words)", fields)
    case .heard(let silence):
      return Event(
        .notice, "country-heard", "\(silence.country): most of its feeds are heard again",
        [.init("country", silence.country)])
    case .networkDown(let failed, let count):
      return Event(
        .error, "network-down",
        "this machine's network: \(failed) of \(count) requests of the last half hour got no answer, whatever the country",
        [.init("failed", "\(failed)"), .init("requests", "\(count)")])
    case .networkUp: return Event(.notice, "network-up", "servers answer again")
    }
  }
}
