import Articles
import Foundation
import TestSupport
import Testing

@testable import Scheduling

@Suite struct DuePollsTests {
  private static let now = Date(timeIntervalSince1970: 1_800_000_000)

  private func feed(_ id: String, _ url: String) -> Feed { Feed(id: FeedID(id), url: url, title: id) }

  private func state(_ feed: Feed, next: Double?, health: FeedHealth = .ok) -> FeedState {
    var state = FeedState(id: feed.id, url: feed.url)
    state.lastPoll = Self.now.addingTimeInterval(-86_400)
    state.nextPoll = next.map { Self.now.addingTimeInterval($0) }
    state.health = health
    return state
  }

  /// The host's last two labels.
  private func domain(_ url: String) -> String {
    (URL(string: url)?.host() ?? url).split(separator: ".").suffix(2).joined(separator: ".")
  }

  private func plan(_ feeds: [Feed], _ states: [FeedState] = []) -> [String] {
    let byID = Dictionary(states.map { ($0.id, $0) }) { first, _ in first }
    let polls = PollSchedule.initialPolls(
      feeds: feeds, state: { byID[$0] }, now: Self.now, spacing: 5, domain: domain)
    return polls.map { poll in
      "\(poll.feeds.map(\.rawValue).joined(separator: "+")) \(Int(poll.start.timeIntervalSince(Self.now)))"
    }
  }

  @Test func freshStartAsksEveryDomainAtOnce() {
    let feeds = [
      feed("a1", "https://www.a.pk/1"), feed("a2", "https://feeds.a.pk/2"), feed("b", "https://b.in/"),
      feed("a3", "https://a.pk/3"), feed("c", "https://c.af/"),
    ]
    #expect(plan(feeds) == ["a1 0", "b 0", "c 0", "a2 5", "a3 10"])
  }

  @Test func onlyWhatIsDueIsAskedLongestOverdueFirst() {
    let feeds = ["late", "later", "early", "gone", "new", "now"].map { feed($0, "https://\($0).pk/") }
    let states = [
      state(feeds[0], next: -10), state(feeds[1], next: -100), state(feeds[2], next: 1),
      state(feeds[3], next: nil, health: .gone), state(feeds[5], next: 0),
    ]
    #expect(plan(feeds, states) == ["new 0", "later 0", "late 0", "now 0"])
  }

  @Test func feedsOfOneURLShareOneRequest() {
    let feeds = [feed("x", "https://a.pk/f"), feed("y", "https://b.pk/f"), feed("z", "https://a.pk/f")]
    #expect(plan(feeds) == ["x+z 0", "y 0"])
  }

  @Test("P22 A restart with 100,000 due feeds spreads them, by domain and in all")
  func aRestartSpreadsOut() {
    // A tenth of the feeds are of twenty large domains.
    let feeds = (0..<100_000).map { number in
      feed("f\(number)", number % 10 == 0 ? "https://big.example/\(number)" : "https://d\(number).example/")
    }
    func domain(_ url: String) -> String {
      let host = url.dropFirst(8).prefix { $0 != "/" }
      return host == "big.example" ? "big\(url.utf8.last.map { Int($0) } ?? 0)-\(url.utf8.count)" : String(host)
    }
    let polls = PollSchedule.initialPolls(
      feeds: feeds, state: { _ in nil }, now: Self.now, spacing: 5, startSpacing: 0.02, domain: domain)
    let starts = polls.map { $0.start.timeIntervalSince(Self.now) }
    #expect(polls.count == 100_000)
    #expect(zip(starts, starts.dropFirst()).allSatisfy { $1 - $0 >= 0.019_99 })
    #expect(starts[50] < 1.01 && starts[49_999] < 1_001)
    var last: [String: Double] = [:]
    var isSpaced = true
    for (poll, start) in zip(polls, starts) {
      let name = domain(poll.url)
      if let before = last[name], start - before < 4.999 { isSpaced = false }
      last[name] = start
    }
    #expect(isSpaced)
  }

  @Test("P22 Ten thousand due feeds of one domain do not burst")
  func tenThousandFeedsOfOneDomainDoNotBurst() {
    let feeds = (0..<10_000).map { feed("f\($0)", "https://s\($0).big.pk/") }
    let polls = PollSchedule.initialPolls(
      feeds: feeds, state: { _ in nil }, now: Self.now, spacing: 5, domain: domain)
    #expect(polls.count == 10_000)
    #expect(polls.last?.start == Self.now.addingTimeInterval(5 * 9_999))
    #expect(zip(polls, polls.dropFirst()).allSatisfy { $1.start.timeIntervalSince($0.start) == 5 })
  }
}
