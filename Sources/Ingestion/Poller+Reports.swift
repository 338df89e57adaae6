import Articles
import Diagnostics
import Foundation
import WebValues

/// What people and programs are told of polls: news about a feed, not each poll.
extension Poller {
  /// Says what changed: a failure is told when it is new or of another kind, not at each poll.
  func report(_ feed: Feed, old: FeedState, new: FeedState, stored: Int) {
    let name = Event.Field("feed", feed.id.rawValue)
    if new.consecutiveFailures > 0 {
      let isNews = old.consecutiveFailures == 0 || old.lastFailure?.code != new.lastFailure?.code
      guard let failure = new.lastFailure else { return }
      let fields = [name, .init("code", failure.code), .init("failures", "\(new.consecutiveFailures)")]
      diagnostics.record(
        Event(isNews ? .warning : .debug, "feed-failed", "\(feed.title): \(failure.message)", fields))
    } else if old.consecutiveFailures > 0 {
      diagnostics.record(Event(.notice, "feed-recovered", "\(feed.title) answers again", [name]))
    }
    if new.defectCount > 0, new.defectCount != old.defectCount {
      let address = Redaction.url(feed.url)
      let message = "\(feed.title): \(new.defectCount) repairs and omissions; `khabar parse \(address)` lists them"
      diagnostics.record(Event(.info, "feed-defects", message, [name, .init("defects", "\(new.defectCount)")]))
    }
    if stored > 0 {
      let fields = [name, Event.Field("articles", "\(stored)"), .init("defects", "\(new.defectCount)")]
      diagnostics.record(Event(.debug, "feed-read", "\(feed.title): \(stored) new or changed articles", fields))
    }
  }

  /// Says that a feed has renamed its entries, or that other names of it are believed.
  func reportNames(
    _ feed: Feed, old: IdentityPolicy, new: IdentityPolicy, _ renaming: Intake.Renaming?
  ) {
    let name = Event.Field("feed", feed.id.rawValue)
    if let renaming {
      let fields = [name, .init("unknown", "\(renaming.unknown)"), .init("recognized", "\(renaming.recognized)")]
      diagnostics.record(
        Event(.notice, "feed-ids-changed", "\(feed.title): \(renaming.summary); none is shown twice", fields))
    }
    if old.rung != new.rung {
      let message = "\(feed.title): articles are told apart by \(new.rung.words), no longer by \(old.rung.words)"
      let fields = [name, Event.Field("from", old.rung.rawValue), .init("to", new.rung.rawValue)]
      diagnostics.record(Event(.notice, "feed-identity", message, fields))
    }
  }

  /// Says when a feed moves, when its server turns out to break the rules, and when it closes itself for all time.
  func reportManners(_ feed: Feed, old: FeedState, new: FeedState) {
    let name = Event.Field("feed", feed.id.rawValue)
    reportMove(feed, old: old.move, new: new.move)
    let verdict = new.conduct.verdict
    if verdict != old.conduct.verdict {
      let fields = [name, Event.Field("verdict", verdict.rawValue)]
      diagnostics.record(Event(.notice, "feed-conduct", "\(feed.title): its server \(verdict.words)", fields))
    }
    if !new.hints.leavesTimeOpen, old.hints.leavesTimeOpen || old.lastSuccess == nil {
      let message =
        "\(feed.title): it lists every hour or every weekday as one to skip, so the list is ignored; "
        + "its publisher should be told"
      diagnostics.record(Event(.warning, "feed-skips-everything", message, [name]))
    }
  }

  private func reportMove(_ feed: Feed, old: FeedMove?, new: FeedMove?) {
    let name = Event.Field("feed", feed.id.rawValue)
    if let new, let adopted = new.adopted, adopted != old?.adopted {
      let adopted = Redaction.url(adopted)
      let message =
        "\(feed.title): moved for good to \(adopted), as \(new.count) polls since "
        + "\(new.since.formatted(.iso8601.year().month().day())) have said; that address is asked now, and "
        + "`khabar feeds adopt-moves` writes it into feeds.opml"
      diagnostics.record(Event(.notice, "feed-moved", message, [name, .init("url", adopted)]))
    } else if let new, new.adopted == nil, new.target != old?.target {
      let target = Redaction.url(new.target)
      let message = "\(feed.title): redirects for good to \(target); if it goes on, that is asked instead"
      diagnostics.record(Event(.info, "feed-moving", message, [name, .init("url", target)]))
    } else if let adopted = old?.adopted, new?.adopted == nil {
      let (adopted, address) = (Redaction.url(adopted), Redaction.url(feed.url))
      let message = "\(feed.title): \(adopted) is asked no longer, but the desk's address again: \(address)"
      diagnostics.record(Event(.warning, "feed-move-undone", message, [name, .init("url", adopted)]))
    }
  }
}

extension PollHints {
  /// Whether the hours and days to skip leave any time open.
  var leavesTimeOpen: Bool {
    let hours = Set(skipHours.filter { (0...23).contains($0) })
    let days = Set(skipDays.filter { (1...7).contains($0) })
    return hours.count < 24 && days.count < 7
  }
}
