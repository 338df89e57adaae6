import Articles
import Foundation
import Testing

@testable import Scheduling

@Suite struct SilenceWatchTests {
  /// Friday 15 January 2027, 08:00 UTC.
  static let now = Date(timeIntervalSince1970: 1_800_000_000)
  private static let hour = 3_600.0

  /// A feed that has published every two hours for three weeks, the last time `silence` hours before `poll`.
  private static func state(
    _ name: String, silence: Double = 1, poll: Date = now, failures: Int = 0, code: String = "timeout",
    lastSuccess: Double = 0, every gap: Double = 2
  ) -> FeedState {
    var state = FeedState(id: FeedID(name), url: "https://\(name).example/")
    let last = poll - silence * hour
    let watched = failures > 0 ? poll - lastSuccess * hour : poll
    state.rhythm.observe(
      (0..<100).map { last - Double($0) * gap * hour }, entryCount: 100, now: min(last + 60, watched))
    state.rhythm.observe([], now: watched)
    (state.lastPoll, state.lastSuccess, state.consecutiveFailures) = (poll, watched, failures)
    if failures > 0 { state.lastFailure = FeedFailure(code: code, message: "", at: poll) }
    return state
  }

  /// Feeds `from` to `to` of a country, each in the state that `make` says.
  private func learn(
    _ country: String, _ numbers: Range<Int>, in watch: inout SilenceWatch, _ make: (String) -> FeedState
  ) {
    for number in numbers {
      let name = "\(country.lowercased())-\(number)"
      watch.learn(Feed(id: FeedID(name), url: "https://\(name).example/", title: name, country: country), make(name))
    }
  }

  /// Ten feeds each of four countries, all heard.
  private func world() -> SilenceWatch {
    var watch = SilenceWatch()
    for country in ["AF", "IR", "PK", "UZ"] { learn(country, 0..<10, in: &watch) { Self.state($0) } }
    return watch
  }

  private func names(_ events: [SilenceEvent]) -> [String] {
    events.map { event in
      switch event {
      case .silent(let silence): "silent \(silence.country)"
      case .heard(let silence): "heard \(silence.country)"
      case .networkDown: "network-down"
      case .networkUp: "network-up"
      }
    }
  }

  @Test func aPulseIsMeasuredByTheFeedsOwnRhythm() {
    #expect(FeedPulse(Self.state("a")) == .heard)
    #expect(FeedPulse(Self.state("a", silence: 5)) == .heard)
    #expect(FeedPulse(Self.state("a", silence: 12)) == .silent)
    #expect(FeedPulse(Self.state("a", silence: 12, every: 9)) == .heard)
    // Three weeks between two articles: nobody misses it for a day.
    #expect(FeedPulse(Self.state("a", silence: 24, every: 500)) == .unknown)
    #expect(FeedPulse(FeedState(id: FeedID("new"), url: "")) == .unknown)
    #expect(FeedPulse(Self.state("a", silence: 24 * 20)) == .unknown)
    #expect(FeedPulse(Self.state("a", failures: 1)) == .heard)
    #expect(FeedPulse(Self.state("a", failures: 2)) == .unreachable)
    #expect(FeedPulse(Self.state("a", failures: 2, code: "http-503")) == .unreachable)
    #expect(FeedPulse(Self.state("a", failures: 2, code: "http-404")) == .unknown)
    #expect(FeedPulse(Self.state("a", failures: 40, lastSuccess: 24 * 20)) == .unknown)
    // While it could not be reached, nobody knows what it has published.
    #expect(FeedPulse(Self.state("a", silence: 13, failures: 1, lastSuccess: 12)) == .heard)
  }

  @Test func aCountryThatFallsSilentIsToldOnceAndHeardOnce() throws {
    var watch = world()
    #expect(watch.events(at: Self.now) == [])
    learn("AF", 0..<7, in: &watch) { Self.state($0, silence: 12, poll: Self.now + 60) }
    #expect(watch.events(at: Self.now + 60) == [])
    #expect(watch.current(at: Self.now + 60).map(\.country) == ["AF"])
    let told = watch.events(at: Self.now + 660)
    #expect(names(told) == ["silent AF"])
    guard case .silent(let silence) = try #require(told.first) else { return }
    #expect((silence.silent, silence.unreachable, silence.expected, silence.feeds.count) == (7, 0, 10, 7))
    #expect(silence.since == Self.now + 60 - 12 * Self.hour)
    #expect(silence.words == "7 of 10 feeds that should be heard are not: 7 publish nothing")
    for minute in 2..<20 { #expect(watch.events(at: Self.now + 660 + Double(minute) * 60) == []) }
    // Four of ten are fewer than what it began with, and more than what it ends with.
    learn("AF", 0..<3, in: &watch) { Self.state($0, poll: Self.now + 3_000) }
    #expect(watch.events(at: Self.now + 3_600) == [] && watch.silences.map(\.country) == ["AF"])
    learn("AF", 3..<6, in: &watch) { Self.state($0, poll: Self.now + 4_000) }
    #expect(names(watch.events(at: Self.now + 4_200)) == ["heard AF"])
    #expect(watch.events(at: Self.now + 9_000) == [] && watch.silences.isEmpty)
  }

  @Test func aSilenceThatDoesNotLastIsNotTold() {
    var watch = world()
    learn("AF", 0..<7, in: &watch) { Self.state($0, silence: 12, poll: Self.now + 60) }
    #expect(watch.events(at: Self.now + 60) == [])
    learn("AF", 0..<7, in: &watch) { Self.state($0, poll: Self.now + 120) }
    #expect(watch.events(at: Self.now + 300) == [] && watch.events(at: Self.now + 1_200) == [])
  }

  @Test func fewFeedsAreNoCountry() {
    var watch = world()
    learn("TM", 0..<3, in: &watch) { Self.state($0, silence: 12) }
    learn("PK", 0..<5, in: &watch) { Self.state($0, silence: 12, poll: Self.now + 60) }
    #expect(watch.current(at: Self.now + 60) == [])
    learn("PK", 5..<6, in: &watch) { Self.state($0, silence: 12, poll: Self.now + 60) }
    #expect(watch.current(at: Self.now + 60).map(\.country) == ["PK"])
  }

  @Test func whatIsSoEverywhereIsNoCountry() {
    var watch = world()
    // A holiday in all countries, or a host of many of them that is down.
    for country in ["AF", "IR", "PK", "UZ"] {
      learn(country, 0..<6, in: &watch) { Self.state($0, silence: 12, poll: Self.now + 60) }
    }
    #expect(watch.current(at: Self.now + 60) == [])
    #expect(watch.events(at: Self.now + 60) == [] && watch.events(at: Self.now + 1_000) == [])
  }

  @Test func serversOfOneCountryThatDoNotAnswerAreThatCountry() {
    var watch = world()
    // Others go on answering meanwhile.
    for country in ["AF", "PK", "UZ"] { learn(country, 0..<10, in: &watch) { Self.state($0, poll: Self.now + 600) } }
    learn("IR", 0..<9, in: &watch) { Self.state($0, poll: Self.now + 600, failures: 2, lastSuccess: 1) }
    #expect(watch.events(at: Self.now + 600) == [])
    let told = watch.events(at: Self.now + 1_300)
    #expect(names(told) == ["silent IR"])
    #expect(watch.silences.first?.unreachable == 9)
  }

  @Test func nothingAnywhereIsThisMachinesNetwork() {
    var watch = world()
    var time = Self.now + 1_900
    for country in ["AF", "IR", "PK", "UZ"] {
      learn(country, 0..<10, in: &watch) { Self.state($0, poll: time, failures: 2, code: "resolve", lastSuccess: 1) }
    }
    #expect(names(watch.events(at: time)) == ["network-down"])
    #expect(watch.isNetworkDown && watch.current(at: time) == [])
    for minute in 1..<30 { #expect(watch.events(at: time + Double(minute) * 60) == []) }
    time += 3_600
    for country in ["AF", "IR", "PK", "UZ"] {
      learn(country, 0..<10, in: &watch) { Self.state($0, poll: time, failures: 5, code: "resolve", lastSuccess: 2) }
    }
    #expect(watch.events(at: time) == [])
    // The first servers that answer end it, and nobody has become a country meanwhile.
    for country in ["AF", "PK"] { learn(country, 0..<4, in: &watch) { Self.state($0, poll: time + 60) } }
    #expect(names(watch.events(at: time + 60)) == ["network-up"])
    #expect(watch.events(at: time + 700) == [] && watch.events(at: time + 1_400) == [])
    #expect(watch.current(at: time + 1_400) == [])
  }

  @Test func feedsThatHaveLongFailedSayNothingOfTheNetwork() {
    var watch = SilenceWatch()
    for country in ["AF", "IR"] {
      learn(country, 0..<10, in: &watch) { Self.state($0, failures: 30, lastSuccess: 24 * 5) }
    }
    #expect(watch.events(at: Self.now) == [] && !watch.isNetworkDown)
  }

  @Test func firstPollsWithoutNetworkAreToldToo() {
    var watch = SilenceWatch()
    for country in ["AF", "IR"] {
      learn(country, 0..<5, in: &watch) { name in
        var state = FeedState(id: FeedID(name), url: "https://\(name).example/")
        (state.lastPoll, state.consecutiveFailures) = (Self.now, 1)
        state.lastFailure = FeedFailure(code: "resolve", message: "", at: Self.now)
        return state
      }
    }
    #expect(watch.events(at: Self.now + 60) == [.networkDown(failed: 10, of: 10)])
  }
}
