import Articles
import Foundation
import Politeness
import Testing

/// Each kind of violation is found in a log that was doctored to have it, and in its twin that has it not, none.
@Suite struct PolitenessAuditorTests {
  /// Wednesday, 2026-11-25 10:00 UTC.
  static let start = Date(timeIntervalSince1970: 1_795_600_800)

  /// A request of a feed on its own host, `seconds` after the start; answered at once with 200 unless changed.
  static func request(
    _ seconds: Double, _ feed: String = "a", _ change: (inout RequestRecord) -> Void = { _ in }
  ) -> RequestRecord {
    var record = RequestRecord(
      feed: FeedID(feed), host: "feeds.\(feed).example", domain: "\(feed).example",
      addressKey: RequestRecord.addressKey(of: feed), start: start + seconds)
    (record.status, record.known, record.isConditional) = (200, .validators, true)
    change(&record)
    return record
  }

  static func kinds(_ records: [RequestRecord], _ rules: PolitenessRules = PolitenessRules()) -> [Violation.Kind] {
    var auditor = PolitenessAuditor(rules)
    return records.flatMap { auditor.violations(of: $0) }.map(\.kind)
  }

  private func kinds(_ records: RequestRecord...) -> [Violation.Kind] { Self.kinds(records) }

  private func request(
    _ seconds: Double, _ feed: String = "a", _ change: (inout RequestRecord) -> Void = { _ in }
  ) -> RequestRecord { Self.request(seconds, feed, change) }

  private func on(
    _ domain: String, _ change: @escaping (inout RequestRecord) -> Void = { _ in }
  ) -> (
    inout RequestRecord
  ) -> Void {
    { record in
      (record.host, record.domain) = ("www.\(domain)", domain)
      change(&record)
    }
  }

  @Test func aGoodLogHasNone() {
    let log = (0..<50).flatMap { hour in
      (0..<8).map { feed in
        request(
          Double(hour) * 3_600 + Double(feed) * 5, "feed-\(feed)",
          on("one.example") { $0.status = hour == 0 ? 200 : 304 })
      }
    }
    #expect(Self.kinds(log).isEmpty)
  }

  @Test func hubsArePostedToAndKeepToTheirDomain() {
    func hub(_ seconds: Double, _ change: @escaping (inout RequestRecord) -> Void = { _ in }) -> RequestRecord {
      request(
        seconds, "",
        on("hub.example") {
          ($0.kind, $0.method, $0.known, $0.isConditional) = (.hub, "POST", .nothing, false)
          change(&$0)
        })
    }
    #expect(kinds(hub(0), hub(5), hub(10)).isEmpty)
    #expect(kinds(hub(0) { $0.method = "GET" }) == [.method])
    #expect(kinds(hub(0), request(4, "a", on("hub.example"))) == [.spacing])
    let busy = hub(0) {
      ($0.status, $0.wishes.retryScope) = (429, .domain)
      $0.wishes.retryAfter = Self.start + 600
    }
    #expect(kinds(busy, hub(300)) == [.retryAfter])
  }

  @Test func whatPeopleLookAtIsNoPoll() {
    let look: (inout RequestRecord) -> Void = { ($0.kind, $0.known, $0.isConditional) = (.preview, .nothing, false) }
    #expect(kinds(request(0, "a", look), request(1, "a", look), request(2)).isEmpty)
    #expect(kinds(request(0, "a") { ($0.kind, $0.method) = (.preview, "POST") }) == [.method])
    var tally = PolitenessTally(PolitenessRules(), since: Self.start, until: Self.start + 60)
    for record in [request(0, "a", look), request(1)] { tally.take(record) }
    tally.take(request(2, "") { ($0.kind, $0.method, $0.known, $0.isConditional) = (.hub, "POST", .nothing, false) })
    let score = tally.report.score
    #expect((score.requests, score.polls, score.previews, score.hubRequests, score.feeds) == (3, 1, 1, 1, 1))
    #expect(score.unconditional.total == 0 && score.conditional == 1)
  }

  @Test func spacingOfADomain() {
    #expect(kinds(request(0, "a", on("x.example")), request(4.5, "b", on("x.example"))) == [.spacing])
    #expect(kinds(request(0, "a", on("x.example")), request(5, "b", on("x.example"))) == [])
    #expect(kinds(request(0, "a", on("x.example")), request(0, "b", on("y.example"))) == [])
    // A redirect within the domain belongs to the turn; one to another domain takes a turn there.
    let hop = request(0.2, "a", on("x.example") { ($0.hop, $0.addressKey) = (1, 7) })
    let away = request(0.2, "a", on("y.example") { ($0.hop, $0.addressKey) = (1, 7) })
    #expect(kinds(request(0, "a", on("x.example") { $0.status = 301 }), hop) == [])
    #expect(
      kinds(request(0, "b", on("y.example")), request(0.1, "a", on("x.example") { $0.status = 301 }), away) == [
        .spacing
      ])
    #expect(kinds(request(0, "a", on("x.example")), hop, request(3, "b", on("x.example"))) == [.spacing])
  }

  @Test func ownHostsAreNotSpaced() {
    let rules = PolitenessRules(isOwnHost: { $0 == "127.0.0.1:8461" })
    let own = (0..<20).map { number in
      request(0, "feed-\(number)") {
        ($0.host, $0.domain, $0.durationMilliseconds) = ("127.0.0.1:8461", "127.0.0.1", 900)
      }
    }
    #expect(Self.kinds(own, rules) == [])
    #expect(Self.kinds(own).contains(.spacing) && Self.kinds(own).contains(.inFlight))
    var spaced = rules
    spaced.spacingByName["127.0.0.1"] = 2
    #expect(Self.kinds(own, spaced).contains(.spacing))
    #expect(
      Self.kinds([request(0), request(2, "b", on("a.example"))], PolitenessRules(spacingByName: ["a.example": 2])) == []
    )
  }

  @Test func requestsUnderWay() {
    let long = on("x.example") { $0.durationMilliseconds = 20_000 }
    #expect(kinds(request(0, "a", long), request(5, "b", long), request(10, "c", long)) == [.inFlight])
    #expect(kinds(request(0, "a", long), request(5, "b", long), request(20, "c", long)) == [])
  }

  @Test(arguments: [ServerWishes.Scope.feed, .host, .domain])
  func retryAfterWithinItsScope(_ scope: ServerWishes.Scope) {
    let busy = request(0) { record in
      (record.status, record.durationMilliseconds) = (429, 1_000)
      (record.wishes.retryAfter, record.wishes.retryScope) = (Self.start + 7_200, scope)
    }
    let others = [
      request(3_600), request(3_600, "b") { ($0.host, $0.domain) = ("feeds.a.example", "a.example") },
      request(3_600, "c") { ($0.host, $0.domain) = ("www.a.example", "a.example") }, request(3_600, "d"),
    ]
    let hits = others.map { kinds(busy, $0).contains(.retryAfter) }
    #expect(hits == [true, scope != .feed, scope == .domain, false])
    for other in others {
      var later = other
      later.start = Self.start + 7_200
      #expect(kinds(busy, later) == [])
    }
    // What was sent before the answer came could not know of it; a person's wish does not change the server's.
    #expect(kinds(busy, request(0.5, "b") { ($0.host, $0.domain) = ("feeds.a.example", "x.example") }) == [])
    #expect(kinds(busy, request(3_600) { $0.isForced = true }) == [.retryAfter])
  }

  @Test func retryAfterIsObeyedToItsCap() {
    let busy = request(0) { record in
      (record.status, record.wishes.retryAfter, record.wishes.retryScope) = (503, Self.start + 1_000_000, .host)
    }
    #expect(kinds(busy, request(86_000)) == [.retryAfter])
    #expect(kinds(busy, request(86_401)) == [])
  }

  @Test func freshnessAndItsCap() {
    #expect(kinds(request(0) { $0.wishes.freshSeconds = 7_200 }, request(7_100)) == [.fresh])
    #expect(kinds(request(0) { $0.wishes.freshSeconds = 7_200 }, request(7_200)) == [])
    #expect(kinds(request(0) { $0.wishes.freshSeconds = 31_536_000 }, request(86_000)) == [.fresh])
    #expect(kinds(request(0) { $0.wishes.freshSeconds = 31_536_000 }, request(86_401)) == [])
    // A 304 that says nothing leaves what was said; one that says 0 does not.
    let silent = request(7_200) { $0.status = 304 }
    let stale = request(7_200) { ($0.status, $0.wishes.freshSeconds) = (304, 0) }
    #expect(kinds(request(0) { $0.wishes.freshSeconds = 7_200 }, silent, request(10_000)) == [.fresh])
    #expect(kinds(request(0) { $0.wishes.freshSeconds = 7_200 }, stale, request(10_000)) == [])
    #expect(kinds(request(0) { $0.wishes.freshSeconds = 7_200 }, request(600) { $0.isForced = true }) == [])
  }

  @Test func whatTheFeedDeclares() {
    #expect(kinds(request(0) { $0.wishes.declaredSeconds = 172_800 }, request(172_000)) == [.declared])
    #expect(kinds(request(0) { $0.wishes.declaredSeconds = 172_800 }, request(172_800)) == [])
    #expect(kinds(request(0) { $0.wishes.declaredSeconds = 86_400 * 365 }, request(604_801)) == [])
    let rules = PolitenessRules(byFeed: [FeedID("a"): .init(maximumDeclaredSeconds: 3_600)])
    #expect(Self.kinds([request(0) { $0.wishes.declaredSeconds = 172_800 }, request(3_600)], rules) == [])
  }

  @Test func unconditionalWithValidators() {
    let bare = { (record: inout RequestRecord) in record.isConditional = false }
    let meant = { (record: inout RequestRecord) in
      (record.isConditional, record.isUnconditionalOnPurpose) = (false, true)
    }
    #expect(kinds(request(0, "a", bare)) == [.unconditional])
    #expect(kinds(request(0, "a", meant), request(86_400, "a", meant)) == [])
    #expect(kinds(request(0, "a", meant), request(80_000, "a", meant)) == [.unconditionalTwice])
    for known in [RequestRecord.KnownAnswer.nothing, .body] {
      let log = (0..<3).map { request(Double($0) * 21_600) { ($0.isConditional, $0.known) = (false, known) } }
      #expect(Self.kinds(log) == [])
    }
  }

  @Test func intervalOfAFeed() {
    #expect(kinds(request(0), request(290)) == [.minimumInterval])
    #expect(kinds(request(0), request(300)) == [])
    let slow = PolitenessRules(byFeed: [FeedID("a"): .init(minimumSeconds: 600)])
    #expect(Self.kinds([request(0), request(300)], slow) == [.minimumInterval])
    // An address that a person has corrected may be asked at once.
    #expect(kinds(request(0) { $0.status = 404 }, request(70) { $0.addressKey = 5 }) == [])
  }

  @Test func oneAddressTwiceInAMinute() {
    let twin = request(50, "b", on("a.example") { $0.addressKey = RequestRecord.addressKey(of: "a") })
    #expect(kinds(request(0), twin) == [.sameAddress])
    #expect(kinds(request(0), request(30) { $0.isForced = true }) == [.sameAddress])
    var later = twin
    later.start = Self.start + 60
    #expect(kinds(request(0), later) == [])
    var hop = twin
    hop.hop = 1
    #expect(kinds(request(0), hop) == [])
  }

  @Test func otherMethods() {
    #expect(kinds(request(0) { $0.method = "HEAD" }) == [.method])
  }

  @Test func hoursAndDaysToSkip() {
    let hours = request(0) { $0.wishes.skipHours = [12] }
    #expect(kinds(hours, request(2 * 3_600)) == [.skipHours])
    #expect(kinds(hours, request(3 * 3_600)) == [])
    let thursday = request(0) { $0.wishes.skipDays = [5] }
    #expect(kinds(thursday, request(86_400)) == [.skipHours])
    #expect(kinds(thursday, request(2 * 86_400)) == [])
    #expect(kinds(request(0) { $0.wishes.skipHours = Array(0..<24) }, request(3_600)) == [])
    // What a failure says of hours is nothing, so the last good answer counts.
    #expect(kinds(hours, request(3_600) { $0.status = 500 }, request(2 * 3_600)) == [.skipHours])
  }

  @Test func afterGone() {
    let gone = request(0) { $0.status = 410 }
    #expect(kinds(gone, request(86_400 * 9)) == [.gone])
    #expect(kinds(gone, request(86_400) { $0.addressKey = 3 }) == [])
    #expect(kinds(gone, request(86_400) { $0.isForced = true }, request(172_800)) == [])
  }
}
