import Articles
import Diagnostics
import Foundation
import Testing

@testable import Ingestion

@Suite struct SilenceReporterTests {
  private static let now = Date(timeIntervalSince1970: 1_800_000_000)

  private let feeds = (0..<8).map { number in
    Feed(
      id: FeedID("af-\(number)"), url: "https://af-\(number).example/", title: "Kabul \(number)",
      country: number < 6 ? "AF" : nil)
  }

  /// Feeds that publish every two hours, polled at `poll`, the last article `silence` hours before; those without a
  /// country an hour before.
  private func states(silence: Double, poll: Date = now) -> [FeedState] {
    feeds.map { feed in
      var state = FeedState(id: feed.id, url: feed.url)
      let last = poll - (feed.country == nil ? 1 : silence) * 3_600
      state.rhythm.observe((0..<100).map { last - Double($0) * 7_200 }, entryCount: 100, now: last + 60)
      state.rhythm.observe([], now: poll)
      (state.health, state.lastPoll, state.lastSuccess) = (.ok, poll, poll)
      return state
    }
  }

  private func reporter(_ states: [FeedState], _ feeds: [Feed]? = nil) -> SilenceReporter {
    let known = Dictionary(states.map { ($0.id, $0) }) { first, _ in first }
    return SilenceReporter(feeds: feeds ?? self.feeds) { known[$0.id] ?? FeedState(id: $0.id, url: $0.url) }
  }

  @Test func aPassTellsOnceWhatIsSoAtItsEnd() {
    for (silence, names) in [(1.0, []), (12, ["country-silent"])] {
      let sink = MemorySink()
      var reporter = reporter(states(silence: 1, poll: Self.now - 43_200))
      reporter.learn(states(silence: silence))
      reporter.lookOnce(at: Self.now, sink)
      #expect(sink.events.map(\.name) == names)
    }
  }

  @Test func aSilenceBeginsAndEndsWithOneEventEach() {
    let sink = MemorySink()
    var reporter = reporter(states(silence: 1))
    var time = Self.now
    func pass(_ minutes: Int) {
      for _ in 0..<minutes {
        time += 60
        reporter.look(at: time, sink)
      }
    }
    pass(30)
    #expect(sink.events.isEmpty)
    reporter.learn(states(silence: 12, poll: time))
    pass(60)
    #expect(sink.events.map(\.name) == ["country-silent"])
    #expect(sink.events.first?.severity == .warning)
    #expect(
      sink.events.first?.message == "AF: 6 of 6 feeds that should be heard are not: 6 publish nothing")
    reporter.learn(states(silence: 1, poll: time))
    pass(60)
    #expect(sink.events.map(\.name) == ["country-silent", "country-heard"])
  }

  @Test func whatTheStoreKnowsCountsFromTheStart() {
    let sink = MemorySink()
    var reporter = reporter(states(silence: 12))
    for minute in 0..<30 { reporter.look(at: Self.now + Double(minute) * 60, sink) }
    #expect(sink.events.map(\.name) == ["country-silent"])
  }

  @Test func feedsOfOtherDesksAreNotCounted() {
    let sink = MemorySink()
    var reporter = reporter(states(silence: 12), Array(feeds.prefix(3)))
    for minute in 0..<30 { reporter.look(at: Self.now + Double(minute) * 60, sink) }
    #expect(sink.events.isEmpty)
  }
}
