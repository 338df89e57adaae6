import ArticleStore
import Articles
import Classification
import Diagnostics
import Fetching
import Foundation
import HTTPTransfer
import Locking
import Scheduling
import TestSupport
import Testing

@testable import Ingestion

@Suite struct PollRunTests {
  /// A web on which every feed answers at once with 304 or a document, and a clock that the test moves.
  private final class Bench: HTTPTransferring {
    static let start = Date(timeIntervalSince1970: 1_795_000_000)

    let clock = ManualClock()
    let store = ScriptedStore()
    private let asked = Locked<[(url: String, time: Duration)]>([])

    var requests: [String] { asked.withLock { $0.map(\.url) } }
    /// When each request came, from the start.
    var times: [Duration] { asked.withLock { $0.map(\.time) } }
    var now: Date { Self.start + seconds(clock.now.offset) }

    func response(to request: HTTPRequest) async throws(TransferError) -> HTTPResponse {
      asked.withLock { $0.append((request.url, clock.now.offset)) }
      let body =
        "<rss version=\"2.0\"><channel><title>T</title><item><title>\(request.url)</title></item></channel></rss>"
      return HTTPResponse(status: 200, fields: [HTTPField("ETag", "\"1\"")], body: Array(body.utf8))
    }

    func seconds(_ duration: Duration) -> Double {
      Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }

    func run(
      _ feeds: [Feed], states: [FeedState] = [], startSeconds: Double = 0, _ sink: MemorySink = MemorySink()
    ) throws -> PollRun {
      store.know(states)
      let fetcher = FeedFetcher(
        transfer: self, pacer: DomainPacer(DomainManners(spacing: .zero), clock: clock),
        settings: FetchSettings(userAgent: "Khabar/1.0 (+https://example.org/)"), now: { [self] in now })
      let poller = Poller(
        store: store, fetcher: fetcher, classifier: try Classifier(taxonomy: Taxonomy(), gazetteer: Gazetteer()),
        policy: PollPolicy(jitter: 0), diagnostics: MemorySink(), now: { [self] in now })
      return PollRun(
        poller: poller, feeds: feeds, concurrency: 8,
        spacing: PollSpacing(seconds: 5, startSeconds: startSeconds) { $0 }, diagnostics: sink,
        sleep: { [clock] in try await clock.sleep(until: clock.now.advanced(by: $0)) })
    }

    /// Lets time pass, from alarm to alarm.
    func pass(_ seconds: Double) async {
      let end = clock.now.offset + .seconds(seconds)
      while clock.now.offset < end {
        await wait("an alarm") { clock.nextDeadline.map { $0 > clock.now.offset } ?? false }
        let next = min(clock.nextDeadline ?? end, end)
        clock.advance(by: next - clock.now.offset)
      }
    }

    /// The states that polls have stored, in order.
    var storedStates: [FeedState] { store.applied.flatMap(\.self).map(\.state) }

    /// Waits for other tasks to bring something about.
    func wait(_ what: String, until isDone: () -> Bool) async {
      for _ in 0..<20_000 where !isDone() { try? await Task.sleep(for: .milliseconds(1)) }
      #expect(isDone(), "\(what); asked: \(requests)")
    }
  }

  private func feed(_ id: String, every seconds: Int) -> Feed {
    Feed(id: FeedID(id), url: "http://\(id).example/", title: id, intervalSeconds: seconds)
  }

  private func state(_ feed: Feed, next: Double) -> FeedState {
    var state = FeedState(id: feed.id, url: feed.url)
    (state.lastPoll, state.nextPoll, state.health) = (Bench.start - 3_600, Bench.start + next, .ok)
    return state
  }

  @Test func theRunSleepsUntilTheNextFeedIsDueAndNoLonger() async throws {
    let bench = Bench()
    let run = try bench.run([feed("a", every: 600), feed("b", every: 400)])
    let task = Task { try await run.run() }
    await bench.wait("both are asked at once") { bench.requests.count == 2 && bench.storedStates.count == 2 }
    await bench.pass(399)
    await bench.wait("an alarm for the sooner") { bench.clock.nextDeadline == .seconds(400) }
    #expect(bench.requests.count == 2)
    bench.clock.advance(by: .seconds(1))
    await bench.wait("b is due") { bench.requests.count == 3 && bench.storedStates.count == 3 }
    #expect(bench.requests.last == "http://b.example/")
    await bench.pass(199)
    await bench.wait("then a") { bench.clock.nextDeadline == .seconds(600) }
    bench.clock.advance(by: .seconds(1))
    await bench.wait("a is due") { bench.requests.count == 4 }
    #expect(bench.requests.last == "http://a.example/")
    task.cancel()
    try await task.value
  }

  @Test func aPollThatIsDueSoonerOvertakesTheAlarm() async throws {
    let bench = Bench()
    let (late, soon) = (feed("late", every: 86_400), feed("soon", every: 300))
    let run = try bench.run([late, soon], states: [state(late, next: 430), state(soon, next: 100)])
    let task = Task { try await run.run() }
    for (time, name) in [(100, "soon"), (400, "soon"), (430, "late"), (700, "soon")] {
      let count = bench.requests.count
      await bench.pass(Double(time) - 0.5 - bench.seconds(bench.clock.now.offset))
      await bench.wait("an alarm at \(time) s") { bench.clock.nextDeadline == .seconds(time) }
      #expect(bench.requests.count == count)
      bench.clock.advance(by: .milliseconds(500))
      await bench.wait("a request at \(time) s") {
        bench.requests.count == count + 1 && bench.storedStates.count == count + 1
      }
      #expect(bench.requests.last == "http://\(name).example/")
      #expect(bench.clock.sleeperCount <= 3)
    }
    task.cancel()
    try await task.value
  }

  @Test func aDeskWithNothingToAskStaysAwake() async throws {
    let bench = Bench()
    let far = feed("far", every: 600)
    let run = try bench.run([far], states: [state(far, next: 86_400)])
    let task = Task { try await run.run() }
    await bench.pass(3_600)
    await bench.wait("a look at silences") { bench.clock.nextDeadline == .seconds(3_600 + SilenceReporter.period) }
    #expect(bench.clock.sleeperCount == 1)
    #expect(bench.requests.isEmpty)
    task.cancel()
    try await task.value
  }

  @Test("P22 A run that finds many feeds due starts them one after another") func aRestartSpreadsOut() async throws {
    let bench = Bench()
    let feeds = (0..<40).map { feed("f\($0)", every: 86_400) }
    let run = try bench.run(feeds, states: feeds.map { state($0, next: -1_000) }, startSeconds: 0.5)
    let task = Task { try await run.run() }
    await bench.wait("the first") { bench.requests.count == 1 && bench.clock.nextDeadline == .milliseconds(500) }
    for count in 2...20 {
      bench.clock.advance(by: .milliseconds(500))
      await bench.wait("request \(count)") {
        bench.requests.count == count
          && bench.clock.nextDeadline.map { $0 <= bench.clock.now.offset + .milliseconds(501) } ?? false
      }
    }
    task.cancel()
    try await task.value
  }

  @Test func aPassDoesNotWait() async throws {
    let bench = Bench()
    let feeds = (0..<40).map { feed("f\($0)", every: 86_400) }
    let pass = try await bench.run(feeds, startSeconds: 10).pass()
    let states = bench.storedStates
    #expect(pass.polledCount == 40 && pass.failedCount == 0 && states.count == 40)
    #expect(states.allSatisfy { $0.nextPollReason?.kind == .interval })
  }

  @Test("P19 Feeds that have one address with different secrets ask it a minute apart", arguments: [false, true])
  func differentSecretsAreAMinuteApart(_ isPass: Bool) async throws {
    let bench = Bench()
    let feeds = ["a", "b", "c"].map { name in
      var feed = Feed(id: FeedID(name), url: "http://x.example/", title: name, intervalSeconds: 600)
      feed.credentialName = name == "a" ? nil : name
      return feed
    }
    let run = try bench.run(feeds)
    let task = Task { if isPass { _ = try await run.pass() } else { try await run.run() } }
    while bench.requests.count < 3, bench.clock.now.offset < .seconds(1_000) {
      bench.clock.advance(by: .seconds(1))
      try await Task.sleep(for: .milliseconds(2))
    }
    let times = bench.times
    #expect(times.count >= 3)
    for (time, next) in zip(times, times.dropFirst()) { #expect(next - time >= .seconds(60)) }
    task.cancel()
    try await task.value
  }

  @Test("P19 A minute holds from one program to the next") func anEarlierRunCounts() async throws {
    let bench = Bench()
    var feeds = [feed("a", every: 600), Feed(id: FeedID("b"), url: "http://a.example/", title: "b")]
    feeds[1].credentialName = "partner"
    var known = state(feeds[0], next: 600)
    known.lastPoll = Bench.start - 20
    let run = try bench.run(feeds, states: [known])
    let task = Task { try await run.pass() }
    await bench.wait("the rest of the minute") { bench.clock.nextDeadline == .seconds(40) }
    #expect(bench.requests.isEmpty)
    bench.clock.advance(by: .seconds(40))
    #expect(try await task.value.polledCount == 1)
  }

  @Test("A pass tells of a country that is silent, also when none of its feeds is due") func aPassTellsOfSilences()
    async throws
  {
    let bench = Bench()
    let feeds = (0..<6).map { Feed(id: FeedID("f\($0)"), url: "http://f\($0).example/", title: "f", country: "AF") }
    let states = feeds.map { feed in
      var state = state(feed, next: 600)
      let last = Bench.start - 43_200
      state.rhythm.observe((0..<100).map { last - Double($0) * 7_200 }, entryCount: 100, now: last + 60)
      state.rhythm.observe([], now: Bench.start - 60)
      (state.lastPoll, state.lastSuccess) = (Bench.start - 60, Bench.start - 60)
      return state
    }
    let sink = MemorySink()
    let pass = try await bench.run(feeds, states: states, sink).pass()
    #expect(pass.polledCount == 0)
    #expect(sink.events.map(\.name) == ["country-silent"])
  }

  @Test func aRunReckonsThePriceFromWhatItLearns() async throws {
    let bench = Bench()
    let feeds = (0..<20).map { Feed(id: FeedID("f\($0)"), url: "http://f\($0).example/", title: "f") }
    _ = try await bench.run(feeds).pass()
    var first = bench.storedStates
    #expect(first.count == 20 && first.allSatisfy { $0.nextPollReason?.kind == .interval })
    for index in first.indices { first[index].nextPoll = nil }
    let pass = try await bench.run(feeds, states: first).pass()
    let second = bench.storedStates.dropFirst(20)
    #expect(pass.polledCount == 20 && second.count == 20)
    #expect(second.allSatisfy { $0.nextPollReason?.kind == .rhythm })
  }
}
