import Articles
import Diagnostics
import Ingestion
import Locking

/// Says once, when every feed was polled for the first time in this run, how many answered and where to look.
final class FirstRound: Sendable {
  private struct Counts: Sendable {
    var polled = Set<FeedID>()
    var answered = Set<FeedID>()
    var stored = 0
  }

  private let feedCount: Int
  private let url: String
  private let sink: any EventSink
  private let counts = Locked(Counts())

  init(feedCount: Int, url: String, sink: any EventSink) {
    self.feedCount = feedCount
    self.url = url
    self.sink = sink
  }

  /// Counts the results of one poll.
  func count(_ results: [PollResult]) {
    let finished: Counts? = counts.withLock { counts in
      let before = counts.polled.count
      counts.polled.formUnion(results.map(\.state.id))
      counts.answered.formUnion(results.filter(\.succeeded).map(\.state.id))
      counts.stored += results.reduce(0) { $0 + $1.storedCount }
      return before < feedCount && counts.polled.count >= feedCount ? counts : nil
    }
    guard let finished else { return }
    let message =
      "first round: \(finished.answered.count) of \(feedCount) feeds answered, \(finished.stored) articles stored; "
      + "\(url)/ shows them, `khabar feeds list --failing` shows why others do not answer"
    sink.record(Event(.notice, "first-round", message))
  }
}
