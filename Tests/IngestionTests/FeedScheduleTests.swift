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
