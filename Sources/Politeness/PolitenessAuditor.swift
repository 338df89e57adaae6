public import Articles
import Foundation

/// Finds requests in a log that break a rule of manners; pure, and apart from the code that is to keep them.
///
/// It knows what was sent, what came back and the rules, and nothing of how the program plans its requests. A request
/// that a person forced is held only to what protects others: spacing, `Retry-After`, a minute between equal requests.
/// What two feeds redirect to is not known before it is asked, so there the minute holds for each alone. Requests to hubs
/// keep to the spacing and quiet of their domain; what a person looks at, in a process of its own, is counted only.
public struct PolitenessAuditor: Sendable {
  private struct Quiet: Sendable {
    let from: Date
    let until: Date
  }
  private struct DomainPast: Sendable {
    var lastTurn: Date?
    var ends: [Date] = []
  }
  private struct FeedPast: Sendable {
    var lastPoll: RequestRecord?
    var lastRequest: RequestRecord?
    var lastUnconditional: Date?
    var lastGood: Date?
    var wishes = ServerWishes()
  }

  private let rules: PolitenessRules
  private var domains: [String: DomainPast] = [:]
  private var feeds: [FeedID: FeedPast] = [:]
  private var quiet: [String: [Quiet]] = [:]
  private var addresses: [Int: (feed: FeedID, start: Date)] = [:]
  private var gone: [Int: Date] = [:]

  /// Makes an auditor that has seen nothing yet.
  public init(_ rules: PolitenessRules) { self.rules = rules }

  /// What the next request breaks; requests must come in the order of their starts, and all of them.
  public mutating func violations(of record: RequestRecord) -> [Violation] {
    var found: [Violation] = []
    func report(_ kind: Violation.Kind, _ message: String) {
      found.append(
        Violation(kind: kind, feed: record.feed, host: record.host, time: record.start, message: message))
    }
    let method = record.kind == .hub ? "POST" : "GET"
    if record.method != method { report(.method, "\(record.method), where only \(method) is used") }
    guard record.kind != .preview else { return found }
    let past = record.kind == .hub ? FeedPast() : feeds[record.feed] ?? FeedPast()
    checkDomain(record, past, report)
    checkQuiet(record, report)
    guard record.kind == .poll else {
      rememberQuiet(record)
      return found
    }
    checkAddress(record, report)
    checkValidators(record, past, report)
    if record.hop == 0, !record.isForced { checkTime(record, past, report) }
    remember(record, past)
    return found
  }

  private typealias Report = (Violation.Kind, String) -> Void

  /// A redirect within a domain belongs to the turn of what redirected.
  private mutating func checkDomain(_ record: RequestRecord, _ past: FeedPast, _ report: Report) {
    guard let spacing = rules.spacing(of: record) else { return }
    var domain = domains[record.domain] ?? DomainPast()
    defer { domains[record.domain] = domain }
    domain.ends.removeAll { $0 <= record.start }
    if domain.ends.count >= rules.maximumInFlightByDomain[record.domain] ?? rules.maximumInFlight {
      report(.inFlight, "\(domain.ends.count) requests to \(record.domain) were under way")
    }
    domain.ends.append(record.end)
    if let last = past.lastRequest, record.hop > 0, last.hop == record.hop - 1, last.domain == record.domain { return }
    if let last = domain.lastTurn {
      let seconds = record.start.timeIntervalSince(last)
      if seconds < spacing - rules.toleranceSeconds {
        report(.spacing, "\(Self.text(seconds)) after the last request to \(record.domain), not \(Self.text(spacing))")
      }
    }
    domain.lastTurn = record.start
  }

  private mutating func checkQuiet(_ record: RequestRecord, _ report: Report) {
    for key in ["feed \(record.feed)", "host \(record.host)", "domain \(record.domain)"] {
      guard var periods = quiet[key] else { continue }
      periods.removeAll { $0.until <= record.start }
      quiet[key] = periods.isEmpty ? nil : periods
      if key.hasPrefix("feed "), record.hop > 0 { continue }
      // What was on its way when the answer came could not know of it.
      let running = periods.filter { $0.from.addingTimeInterval(rules.toleranceSeconds) < record.start }.map(\.until)
        .max()
      if let rest = running?.timeIntervalSince(record.start), rest > rules.toleranceSeconds {
        report(.retryAfter, "\(Self.text(rest)) before the end of the Retry-After for the \(key)")
      }
    }
  }

  private func checkAddress(_ record: RequestRecord, _ report: Report) {
    guard let last = addresses[record.addressKey], record.hop == 0 || last.feed == record.feed else { return }
    let seconds = record.start.timeIntervalSince(last.start)
    if seconds < 60 - rules.toleranceSeconds {
      report(.sameAddress, "the same address was asked \(Self.text(seconds)) before, for \(last.feed)")
    }
  }

  private func checkValidators(_ record: RequestRecord, _ past: FeedPast, _ report: Report) {
    guard record.known == .validators, !record.isConditional else { return }
    if !record.isUnconditionalOnPurpose { report(.unconditional, "without the validators that are known") }
    if let last = past.lastUnconditional, !record.isForced {
      let seconds = record.start.timeIntervalSince(last)
      if seconds < 86_400 - rules.toleranceSeconds {
        report(.unconditionalTwice, "asked without conditions \(Self.text(seconds)) before, too")
      }
    }
  }

  /// What the feed and its last good answer say of when to ask again.
  private func checkTime(_ record: RequestRecord, _ past: FeedPast, _ report: Report) {
    let rules = rules.rules(of: record.feed)
    let tolerance = self.rules.toleranceSeconds
    if let since = gone[record.addressKey] {
      report(.gone, "the address has said 410 \(Self.text(record.start.timeIntervalSince(since))) before")
    }
    guard let last = past.lastPoll, last.addressKey == record.addressKey else { return }
    let interval = record.start.timeIntervalSince(last.start)
    if interval < Double(rules.minimumSeconds) - tolerance {
      report(
        .minimumInterval, "\(Self.text(interval)) after the last poll, not \(Self.text(Double(rules.minimumSeconds)))")
    }
    if let good = past.lastGood {
      let age = record.start.timeIntervalSince(good)
      let fresh = Double(min(past.wishes.freshSeconds ?? 0, rules.maximumFreshnessSeconds))
      if age < fresh - tolerance {
        report(.fresh, "the answer was \(Self.text(age)) old and fresh for \(Self.text(fresh))")
      }
      let declared = Double(min(past.wishes.declaredSeconds ?? 0, rules.maximumDeclaredSeconds))
      if age < declared - tolerance {
        report(.declared, "\(Self.text(age)) after the last answer; the feed declares \(Self.text(declared))")
      }
    }
    if Self.isSkipped(record.start, past.wishes) {
      report(.skipHours, "in an hour or on a day that the feed's skipHours and skipDays name")
    }
  }

  private mutating func remember(_ record: RequestRecord, _ past: FeedPast) {
    var past = past
    past.lastRequest = record
    if record.hop == 0 { past.lastPoll = record }
    if record.known == .validators, !record.isConditional { past.lastUnconditional = record.start }
    if let status = record.status, [200, 203, 226, 304].contains(status) {
      past.lastGood = record.end
      let before = past.wishes.freshSeconds
      past.wishes = record.wishes
      // A 304 that says nothing of freshness leaves what was said (RFC 9111 §4.3.4).
      if status == 304, record.wishes.freshSeconds == nil { past.wishes.freshSeconds = before }
    }
    feeds[record.feed] = past
    addresses[record.addressKey] = (record.feed, record.start)
    gone[record.addressKey] = record.status == 410 ? record.end : nil
    rememberQuiet(record)
  }

  private mutating func rememberQuiet(_ record: RequestRecord) {
    guard let asked = record.wishes.retryAfter, let scope = record.wishes.retryScope else { return }
    let until = min(asked, record.end.addingTimeInterval(Double(rules.maximumRetryAfterSeconds)))
    let key =
      switch scope {
      case .feed: "feed \(record.feed)"
      case .host: "host \(record.host)"
      case .domain: "domain \(record.domain)"
      }
    quiet[key, default: []].append(Quiet(from: record.end, until: until))
  }

  /// Whether a UTC hour or weekday is one to skip; lists that leave no time open count for nothing.
  private static func isSkipped(_ date: Date, _ wishes: ServerWishes) -> Bool {
    let time = date.timeIntervalSince1970
    guard abs(time) < 1e11 else { return false }
    let hours = Int((time / 3_600).rounded(.down))
    let hour = ((hours % 24) + 24) % 24
    let days = (hours - hour) / 24
    // 1970 began on a Thursday, the fifth day of RSS.
    let weekday = ((days + 4) % 7 + 7) % 7 + 1
    let (skipHours, skipDays) = (Set(wishes.skipHours), Set(wishes.skipDays))
    return (skipHours.contains(hour) && skipHours.count < 24) || (skipDays.contains(weekday) && skipDays.count < 7)
  }

  private static func text(_ seconds: Double) -> String {
    seconds < 600
      ? "\((seconds * 10).rounded() / 10) s"
      : seconds < 36_000 ? "\(Int(seconds / 60)) min" : "\(Int(seconds / 3_600)) h"
  }
}
