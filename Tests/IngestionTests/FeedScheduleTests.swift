import Articles
import Foundation
import Testing

@testable import Ingestion

@Suite struct FeedScheduleTests {
  private let now = Date(timeIntervalSince1970: 1_795_000_000)
  private let spacing = PollSpacing(seconds: 5) { URL(string: $0)?.host() ?? $0 }

  private func feed(_ id: String, _ url: String) -> Feed { Feed(id: FeedID(id), url: url, title: id) }

  private func known(_ feed: Feed, nextPoll: Date?, health: FeedHealth = .ok) -> FeedState {
    var state = FeedState(id: feed.id, url: feed.url)
    (state.nextPoll, state.health, state.lastPoll) = (nextPoll, health, now)
    return state
  }

  private func order(_ schedule: FeedSchedule, by time: Date) -> [String] {
    var schedule = schedule
    var ids: [String] = []
    while let target = schedule.next(by: time) { ids.append(target.feeds.map(\.id.rawValue).joined(separator: "+")) }
    return ids
  }

  @Test func aSharedAddressIsAskedOnceWhicheverOfItsFeedsIsDue() {
    let feeds = [feed("a", "https://x.example/"), feed("b", "https://x.example/"), feed("c", "https://y.example/")]
    let states = [feeds[0].id: known(feeds[0], nextPoll: now.addingTimeInterval(3_600))]
    let schedule = FeedSchedule(feeds: feeds, known: { states[$0] }, now: now, spacing: spacing, includesLater: false)
    #expect(Set(order(schedule, by: .distantFuture)) == ["a+b", "c"])
    let gone = [feeds[0].id: known(feeds[0], nextPoll: nil, health: .gone)]
    let other = FeedSchedule(feeds: feeds, known: { gone[$0] }, now: now, spacing: spacing, includesLater: false)
    #expect(Set(order(other, by: .distantFuture)) == ["a+b", "c"])
  }

  @Test func feedsWithDifferentSecretsShareNoRequest() {
    var feeds = [feed("a", "https://x.example/"), feed("b", "https://x.example/"), feed("c", "https://x.example/")]
    feeds[1].credentialName = "partner"
    let schedule = FeedSchedule(feeds: feeds, known: { _ in nil }, now: now, spacing: spacing, includesLater: true)
    #expect(order(schedule, by: .distantFuture) == ["a+c", "b"])
  }

  @Test func aSecretThatIsNotSentKeepsNoRequestApart() {
    var feeds = [feed("a", "https://x.example/"), feed("b", "https://y.example/"), feed("c", "https://z.example/")]
    for index in feeds.indices { feeds[index].credentialName = "partner" }
    let states = Dictionary(
      uniqueKeysWithValues: feeds.prefix(2).map { feed in
        var state = FeedState(id: feed.id, url: feed.url)
        state.move = FeedMove(
          origin: feed.url, target: feeds[2].url, count: 5, since: now, adopted: feeds[2].url, adoptedAt: now)
        return (feed.id, state)
      })
    let schedule = FeedSchedule(feeds: feeds, known: { states[$0] }, now: now, spacing: spacing, includesLater: true)
    #expect(Set(order(schedule, by: .distantFuture)) == ["a+b", "c"])
  }

  private func moved(_ feed: Feed, to address: String?, next: Double) -> FeedState {
    var state = known(feed, nextPoll: now.addingTimeInterval(next))
    state.move = address.map { FeedMove(origin: feed.url, target: $0, since: now, adopted: $0, adoptedAt: now) }
    return state
  }

  @Test("P19 A feed that moves to another one's address during a run shares its request at once")
  func aMoveMergesTargets() {
    let feeds = [feed("a", "https://x.example/"), feed("b", "https://y.example/"), feed("c", "https://z.example/")]
    let states = Dictionary(uniqueKeysWithValues: feeds.map { ($0.id, known($0, nextPoll: now)) })
    var schedule = FeedSchedule(feeds: feeds, known: { states[$0] }, now: now, spacing: spacing, includesLater: true)
    #expect(schedule.next(by: now)?.lead.id == feeds[0].id)
    schedule.finish(feeds[0].id, states: [moved(feeds[0], to: feeds[1].url, next: 3_600)], now: now)
    // b was due at once, but its address was asked just now.
    #expect(order(schedule, by: now.addingTimeInterval(299)) == ["c"])
    #expect(order(schedule, by: .distantFuture) == ["c", "a+b"])
    // The move is undone.
    #expect(schedule.next(by: .distantFuture)?.lead.id == feeds[2].id)
    #expect(schedule.next(by: .distantFuture)?.feeds.count == 2)
    let undone = [moved(feeds[0], to: nil, next: 600), known(feeds[1], nextPoll: now.addingTimeInterval(400))]
    schedule.finish(feeds[0].id, states: undone, now: now)
    #expect(order(schedule, by: .distantFuture) == ["b", "a"])
  }

  @Test("P19 A target that is merged while it is asked is placed once") func aMoveMergesARunningTarget() {
    let feeds = [feed("a", "https://x.example/"), feed("b", "https://y.example/")]
    for (mover, other) in [(0, 1), (1, 0)] {
      var schedule = FeedSchedule(feeds: feeds, known: { _ in nil }, now: now, spacing: spacing, includesLater: true)
      for _ in 0..<2 { #expect(schedule.next(by: now.addingTimeInterval(1)) != nil) }
      let state = moved(feeds[mover], to: feeds[other].url, next: 3_600)
      schedule.finish(feeds[mover].id, states: [state], now: now)
      schedule.finish(feeds[other].id, states: [known(feeds[other], nextPoll: now.addingTimeInterval(500))], now: now)
      #expect(order(schedule, by: .distantFuture) == ["a+b"])
    }
  }

  @Test func feedsOfOneDomainStartApart() {
    let feeds = (1...3).map { feed("f\($0)", "https://x.example/\($0)") }
    let schedule = FeedSchedule(feeds: feeds, known: { _ in nil }, now: now, spacing: spacing, includesLater: false)
    #expect(order(schedule, by: now) == ["f1"])
    #expect(order(schedule, by: now.addingTimeInterval(10)) == ["f1", "f2", "f3"])
  }

  @Test func feedsThatAreNotDueWaitAndGoneOnesStayOut() {
    let feeds = [feed("later", "https://x.example/"), feed("gone", "https://y.example/")]
    let states = [
      feeds[0].id: known(feeds[0], nextPoll: now.addingTimeInterval(60)),
      feeds[1].id: known(feeds[1], nextPoll: nil, health: .gone),
    ]
    let pass = FeedSchedule(feeds: feeds, known: { states[$0] }, now: now, spacing: spacing, includesLater: false)
    #expect(order(pass, by: .distantFuture).isEmpty)
    let run = FeedSchedule(feeds: feeds, known: { states[$0] }, now: now, spacing: spacing, includesLater: true)
    #expect(order(run, by: now).isEmpty)
    #expect(order(run, by: now.addingTimeInterval(60)) == ["later"])
  }
}
