import Articles
import Foundation
import WebSub
import WebValues

/// One feed in `khabar feeds health`: everything that both the table and the JSON are made of.
struct FeedHealthRow: Encodable {
  let id: FeedID
  let title: String
  /// Without secrets, as all addresses here.
  let url: String
  let country: String?
  let groups: [String]
  let condition: FeedCondition
  let lastPoll: Date?
  let nextPoll: Date?
  let nextPollReason: PollReason?
  /// Articles a day by the feed's rhythm; `nil` when it is not known.
  let articlesPerDay: Double?
  /// Articles an hour by UTC hour of day, 24 of them, the mean over the week.
  let hourlyRates: [Double]?
  let lastArticle: Date?
  let consecutiveFailures: Int
  let lastSuccess: Date?
  let lastFailure: FeedFailure?
  /// What its server does about conditional requests.
  let conduct: ServerConduct.Verdict?
  /// The address that is asked instead of `url`, since it redirects for good.
  let movedTo: String?
  /// How its hub's deliveries are doing; `nil` when it has none, or nothing is subscribed to.
  let push: PushStatus?

  init(_ feed: Feed, _ state: FeedState?, push: PushStatus? = nil, now: Date) {
    self.push = push
    id = feed.id
    title = feed.title
    url = Redaction.url(feed.url)
    country = feed.country
    groups = feed.groups
    condition = FeedCondition(feed, state, now: now)
    lastPoll = state?.lastPoll
    nextPoll = state?.nextPoll
    nextPollReason = state?.nextPollReason
    lastArticle = state?.rhythm.lastPublication
    consecutiveFailures = state?.consecutiveFailures ?? 0
    lastSuccess = state?.lastSuccess
    lastFailure = consecutiveFailures > 0 ? state?.lastFailure : nil
    conduct = state?.conduct.verdict
    let address = state?.address(of: feed.url)
    movedTo = address == feed.url ? nil : address.map { Redaction.url($0) }
    let profile = state.flatMap { $0.rhythm.observedUntil == nil ? nil : $0.rhythm.profile }
    articlesPerDay = profile.map { $0.meanHourlyRate * 24 }
    hourlyRates = profile.map { profile in
      (0..<24).map { hour in
        stride(from: hour, to: profile.hourlyRates.count, by: 24).reduce(0) { $0 + profile.hourlyRates[$1] } / 7
      }
    }
  }

  /// What people should know beyond the columns; `nil` when all is well.
  func remark(now: Date) -> String? {
    switch condition {
    case .ok, .new:
      return push?.failure.map { "polled, but its hub does not deliver: \($0.message)" }
    case .silent:
      let usual = articlesPerDay.map { ", while \(Self.rate($0)) a day are usual" } ?? ""
      return "nothing new for \(Self.span(lastArticle, now))\(usual); has it moved? look at its site"
    case .liar: return "its server \(conduct?.words ?? "does not keep to the rules")"
    case .moved: return "asked at \(movedTo ?? url) now; write that address into the feed list"
    case .gone, .html, .failing:
      let times = consecutiveFailures == 1 ? "once" : "\(consecutiveFailures) times"
      let success = lastSuccess.map { "last good \(WebDate.rfc3339($0))" } ?? "never good"
      return "failed \(times), \(success): \(reason)"
    }
  }

  /// What happened, without the address of the feed in front, which `feeds list` shows.
  private var reason: String {
    let message = lastFailure?.message ?? "no reason is known"
    return message.hasPrefix(url + ": ") ? String(message.dropFirst(url.count + 2)) : message
  }

  /// Articles a day in at most five characters: `0.03`, `4.2`, `180`.
  static func rate(_ perDay: Double) -> String {
    let value = min(max(perDay.isFinite ? perDay : 0, 0), 99_999)
    if value >= 9.95 { return "\(Int(value.rounded()))" }
    let hundredths = Int((value * 100).rounded())
    if hundredths >= 100 { return "\((hundredths + 5) / 100).\((hundredths + 5) / 10 % 10)" }
    return "0.\(hundredths < 10 ? "0" : "")\(hundredths)"
  }

  /// How long ago, in one unit.
  static func span(_ date: Date?, _ now: Date) -> String {
    date.map { TimeSpan.text(Int(min(max(now.timeIntervalSince($0), 0), 1e9))) } ?? "ever"
  }
}
