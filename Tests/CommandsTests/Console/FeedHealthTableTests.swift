import Articles
import Foundation
import TestSupport
import Testing

@testable import Commands

@Suite struct FeedHealthTableTests {
  private static let now = Date(timeIntervalSince1970: 1_800_000_000)

  private static func feed(_ id: String, _ title: String, _ country: String? = "AF") -> Feed {
    Feed(id: FeedID(id), url: "https://\(id).example/feed", title: title, country: country)
  }

  /// A feed that has published every `gap` hours for three weeks.
  private static func state(_ id: String, every gap: Double, last: Double = 0.5) -> FeedState {
    var state = FeedState(id: FeedID(id), url: "https://\(id).example/feed")
    let newest = now - last * 3_600
    state.rhythm.observe((0..<100).map { newest - Double($0) * gap * 3_600 }, entryCount: 100, now: newest + 60)
    state.rhythm.observe([], now: now - 600)
    (state.health, state.lastPoll, state.lastSuccess) = (.ok, now - 600, now - 600)
    (state.nextPoll, state.nextPollReason) = (now + 5_400, PollReason(.rhythm, seconds: 6_000, expectedArticles: 2))
    return state
  }

  private static var rows: [FeedHealthRow] {
    var failing = state("failing", every: 3, last: 30)
    (failing.health, failing.consecutiveFailures, failing.nextPoll) = (.failing, 3, now - 5)
    failing.nextPollReason = PollReason(.backoff, seconds: 3_600)
    failing.lastFailure = FeedFailure(
      code: "timeout", message: "https://failing.example/feed: failing.example: no answer within 30 s", at: now)
    var gone = state("gone", every: 5)
    (gone.health, gone.consecutiveFailures, gone.nextPoll) = (.gone, 1, nil)
    gone.lastFailure = FeedFailure(code: "http-410", message: "https://gone.example/feed: gone for good (410)", at: now)
    var liar = state("liar", every: 2)
    liar.conduct.ignoredConditions = ServerConduct.fruitlessToTell
    var moved = state("moved", every: 8)
    let (from, to) = ("https://moved.example/feed", "https://news.example/feed")
    moved.move = FeedMove(origin: from, target: to, count: 5, since: now, adopted: to, adoptedAt: now)
    return [
      FeedHealthRow(feed("liar", "Liar"), liar, now: now), FeedHealthRow(feed("moved", "Moved"), moved, now: now),
      FeedHealthRow(feed("gone", "Gone Gazette", "PK"), gone, now: now),
      FeedHealthRow(feed("failing", "روزنامه اطلاعات روز"), failing, now: now),
      FeedHealthRow(feed("silent", "新华社 中亚 新闻 报道 每日 更新 与 分析"), state("silent", every: 3, last: 100), now: now),
      FeedHealthRow(feed("ok", "The Khyber Mail \u{202E}reversed\u{1B}[2J", nil), state("ok", every: 0.1), now: now),
      FeedHealthRow(feed("urdu", "بی بی سی اردو"), state("urdu", every: 40), now: now),
      FeedHealthRow(feed("new", "Never Asked"), nil, now: now),
    ]
  }

  private static func text(_ columns: Int, isUTF8: Bool = true) -> String {
    FeedHealthTable(styles: Styles(isEnabled: false), columns: columns, isUTF8: isUTF8, now: now)
      .text(rows, silences: [], isNetworkDown: false)
  }

  @Test func conditionsAreTold() {
    #expect(Self.rows.map(\.condition) == [.liar, .moved, .gone, .failing, .silent, .ok, .ok, .new])
    #expect(Self.rows.map { $0.remark(now: Self.now) == nil } == [false, false, false, false, false, true, true, true])
  }

  @Test(arguments: [80, 100, 120]) func tableFitsAndStaysInColumns(_ columns: Int) throws {
    let lines = Self.text(columns).split(separator: "\n").map(String.init)
    for line in lines { #expect(TerminalText.width(line) <= columns, "\(line)") }
    // Whatever stands in the title, no other column moves: the titles begin where the heading says.
    let head = try #require(lines.first)
    let start = TerminalText.width(head) - 4
    for line in lines where line.hasPrefix("ok ") {
      let cells = String(line.prefix { $0 != "\u{2068}" && $0 != "T" })
      #expect(TerminalText.width(cells) == start)
    }
    #expect(!lines.contains { $0.contains("\u{202E}") || $0.contains("\u{1B}") })
  }

  @Test func tableAsItIs() throws {
    try expectGolden(Self.text(80), matches: "health-80.txt", in: "reports")
    try expectGolden(Self.text(120), matches: "health-120.txt", in: "reports")
    try expectGolden(Self.text(100, isUTF8: false), matches: "health-ascii.txt", in: "reports")
  }

  @Test func ratesAreShort() {
    for (rate, text) in [
      (0.0, "0.00"), (0.034, "0.03"), (0.99, "0.99"), (0.996, "1.0"), (1.04, "1.0"), (9.94, "9.9"), (9.96, "10"),
      (179.6, "180"),
      (1e12, "99999"), (.nan, "0.00"), (-1, "0.00"),
    ] {
      #expect(FeedHealthRow.rate(rate) == text)
      #expect(FeedHealthRow.rate(rate).count <= 5)
    }
  }
}
