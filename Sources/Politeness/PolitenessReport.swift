public import Articles
public import Foundation

/// The scorecard of a time, with every rule that was broken in it.
public struct PolitenessReport: Sendable, Equatable, Codable {
  /// Most violations that are listed; all are counted.
  public static let mostListed = 100

  /// What the requests came to.
  public var score: PolitenessScore
  /// How often each rule was broken, by `Violation.Kind`; every rule is there.
  public var violationCounts: [String: Int]
  /// The violations, oldest first, at most `mostListed`.
  public var violations: [Violation]

  /// Violations of all rules together: must be 0.
  public var violationCount: Int { violationCounts.values.reduce(0, +) }
}

/// Makes a report of a log, a request at a time.
///
/// It wants the whole log in the order of starts: what was asked before the time it reports on decides what was allowed
/// in it.
public struct PolitenessTally: Sendable {
  private let domain: String?
  private var auditor: PolitenessAuditor
  private var score: PolitenessScore
  private var counts: [Violation.Kind: Int] = [:]
  private var violations: [Violation] = []
  private var feeds = Set<FeedID>()
  private var lastBytes: [FeedID: Int] = [:]
  private var domains: [String: DomainTally] = [:]

  private struct DomainTally: Sendable {
    var domain: PolitenessScore.Domain
    var hour = Date.distantPast
    var inHour = 0
    var streak: PolitenessScore.Streak
    var longestStreak: PolitenessScore.Streak

    init(_ record: RequestRecord, hour: Date) {
      domain = .init(domain: record.domain, busiestHour: hour)
      streak = .init(domain: record.domain, requests: 0, start: record.start, seconds: 0)
      longestStreak = streak
    }

    mutating func take(_ record: RequestRecord, hour: Date) {
      domain.requests += 1
      if record.status == 304 { domain.notModified += 1 }
      inHour = self.hour == hour ? inHour + 1 : 1
      self.hour = hour
      if inHour > domain.mostInOneHour { (domain.mostInOneHour, domain.busiestHour) = (inHour, hour) }
      let last = streak.start.addingTimeInterval(Double(streak.seconds))
      if record.start.timeIntervalSince(last) >= 61 { (streak.requests, streak.start) = (0, record.start) }
      streak.requests += 1
      streak.seconds = Int(min(max(record.start.timeIntervalSince(streak.start), 0), 1e9))
      if streak.requests > longestStreak.requests { longestStreak = streak }
    }
  }

  /// Makes a tally of the requests from `since` on; with `domain`, only of those to that registrable domain or host.
  public init(_ rules: PolitenessRules, since: Date, until: Date, domain: String? = nil) {
    self.domain = domain
    auditor = PolitenessAuditor(rules)
    score = PolitenessScore(since: since, until: until)
  }

  /// Takes the next request of the log.
  public mutating func take(_ record: RequestRecord) {
    let found = auditor.violations(of: record)
    defer {
      if record.status == 200, record.kind == .poll { lastBytes[record.feed] = record.wireBytes ?? record.bodyBytes }
    }
    guard record.start >= score.since, record.start <= score.until else { return }
    if let domain, record.domain != domain, record.host != domain { return }
    for violation in found {
      counts[violation.kind, default: 0] += 1
      if violations.count < PolitenessReport.mostListed { violations.append(violation) }
    }
    score.requests += 1
    switch record.kind {
    case .poll: feeds.insert(record.feed)
    case .preview: score.previews += 1
    case .hub: score.hubRequests += 1
    }
    count(record)
    countBytes(record)
    countDomain(record)
  }

  /// The report of what was taken.
  public var report: PolitenessReport {
    var score = score
    score.feeds = feeds.count
    let all = domains.values.sorted { ($1.domain.requests, $0.domain.domain) < ($0.domain.requests, $1.domain.domain) }
    score.domains = all.map(\.domain)
    score.longestStreak = all.map(\.longestStreak).max { ($0.requests, $1.domain) < ($1.requests, $0.domain) }
    let named = Violation.Kind.allCases.map { ($0.rawValue, counts[$0] ?? 0) }
    return PolitenessReport(
      score: score, violationCounts: Dictionary(named, uniquingKeysWith: +), violations: violations)
  }

  private mutating func count(_ record: RequestRecord) {
    if record.status == 429 { score.tooMany += 1 }
    if let reused = record.reusedConnection {
      score.knownConnections += 1
      if reused { score.reusedConnections += 1 }
    }
    guard record.kind == .poll else { return }
    if record.status == nil { score.unanswered += 1 }
    if record.status == 304 { score.notModified += 1 }
    if record.isRedirect { return score.redirects += 1 }
    if record.isConditional { return score.conditional += 1 }
    score.unconditional.total += 1
    switch record.known {
    case .nothing: score.unconditional.first += 1
    case .body: score.unconditional.withoutValidators += 1
    case .validators where record.isUnconditionalOnPurpose: score.unconditional.onPurpose += 1
    case .validators: score.unconditional.avoidable += 1
    }
  }

  private mutating func countBytes(_ record: RequestRecord) {
    score.traffic.received += record.bodyBytes
    score.traffic.onTheWire += record.wireBytes ?? record.bodyBytes
    score.traffic.savedByCompression += max(0, record.bodyBytes - (record.wireBytes ?? record.bodyBytes))
    guard record.status == 304 else { return }
    if let bytes = lastBytes[record.feed] {
      score.traffic.savedByNotModified += bytes
    } else {
      score.traffic.notModifiedOfUnknownSize += 1
    }
  }

  private mutating func countDomain(_ record: RequestRecord) {
    let time = record.start.timeIntervalSince1970
    let hour = Date(timeIntervalSince1970: (time / 3_600).rounded(.down) * 3_600)
    domains[record.domain, default: DomainTally(record, hour: hour)].take(record, hour: hour)
  }
}
