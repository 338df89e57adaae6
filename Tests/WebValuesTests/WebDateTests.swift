import Foundation
import TestSupport
import Testing
import WebValues

@Suite struct WebDateTests {
  /// Text as found in feeds, and the time it names as RFC 3339.
  static let table: [(String, String)] = [
    // RFC 822, 2822, 5322
    ("Wed, 18 Nov 2026 07:30:00 +0500", "2026-11-18T02:30:00Z"),
    ("Mon, 18 Nov 2026 07:30:00 +0500", "2026-11-18T02:30:00Z"),
    ("18 Nov 2026 07:30:00 +0500", "2026-11-18T02:30:00Z"),
    ("Wed, 18 Nov 26 07:30:00 GMT", "2026-11-18T07:30:00Z"),
    ("Wed, 18 Nov 99 07:30:00 GMT", "1999-11-18T07:30:00Z"),
    ("Wed, 18 Nov 49 07:30:00 GMT", "2049-11-18T07:30:00Z"),
    ("Wed, 18 Nov 2026 07:30 GMT", "2026-11-18T07:30:00Z"),
    ("Wed, 18 Nov 2026 07:30", "2026-11-18T07:30:00Z"),
    ("Wed, 18 Nov 2026", "2026-11-18T00:00:00Z"),
    ("Wed,18 Nov 2026 07:30:00 GMT", "2026-11-18T07:30:00Z"),
    ("Wed 18 Nov 2026 07:30:00 GMT", "2026-11-18T07:30:00Z"),
    ("  Wed, 18  Nov   2026 07:30:00\tGMT \n", "2026-11-18T07:30:00Z"),
    ("wed, 8 nov 2026 7:30:00 gmt", "2026-11-08T07:30:00Z"),
    ("Wednesday, 18 November 2026 07:30:00 UTC", "2026-11-18T07:30:00Z"),
    ("Wed, 18 Sept 2026 07:30:00 UT", "2026-09-18T07:30:00Z"),
    ("Wed, 18 Nov 2026 07:30:00 EST", "2026-11-18T12:30:00Z"),
    ("Wed, 18 Nov 2026 07:30:00 PDT", "2026-11-18T14:30:00Z"),
    ("Wed, 18 Nov 2026 07:30:00 Z", "2026-11-18T07:30:00Z"),
    ("Wed, 18 Nov 2026 07:30:00 A", "2026-11-18T07:30:00Z"),
    ("Wed, 18 Nov 2026 07:30:00 -0000", "2026-11-18T07:30:00Z"),
    ("Wed, 18 Nov 2026 07:30:00 PKT", "2026-11-18T02:30:00Z"),
    ("Wed, 18 Nov 2026 07:30:00 AFT", "2026-11-18T03:00:00Z"),
    ("Wed, 18 Nov 2026 07:30:00 IST", "2026-11-18T02:00:00Z"),
    ("Wed, 18 Nov 2026 07:30:00 NPT", "2026-11-18T01:45:00Z"),
    ("Wed, 18 Nov 2026 07:30:00 BDT", "2026-11-18T01:30:00Z"),
    ("Wed, 18 Nov 2026 07:30:00 MSK", "2026-11-18T04:30:00Z"),
    ("Wed, 18 Nov 2026 07:30:00 UZT", "2026-11-18T02:30:00Z"),
    ("Wed, 18 Nov 2026 07:30:00 +05:00", "2026-11-18T02:30:00Z"),
    ("Wed, 18 Nov 2026 07:30:00 +5", "2026-11-18T02:30:00Z"),
    ("Wed, 18 Nov 2026 07:30:00 GMT+5", "2026-11-18T02:30:00Z"),
    ("Wed, 18 Nov 2026 07:30:00 GMT+05:30", "2026-11-18T02:00:00Z"),
    ("Wed, 18 Nov 2026 07:30:00 UTC +0545", "2026-11-18T01:45:00Z"),
    ("Wed, 18 Nov 2026 07:30:00 +0500 (PKT)", "2026-11-18T02:30:00Z"),
    ("Wed, 18 Nov 2026 07:30:00 -0330", "2026-11-18T11:00:00Z"),
    ("Wed, 18 Nov 2026 23:59:60 GMT", "2026-11-19T00:00:00Z"),
    ("Wed, 18 Nov 2026 24:00:00 GMT", "2026-11-19T00:00:00Z"),
    ("Wed, 18 Nov 126 07:30:00 GMT", "2026-11-18T07:30:00Z"),
    ("Thu, 01 Jan 1970 00:00:00 +0000", "1970-01-01T00:00:00Z"),
    ("29 Feb 2024 00:00:00 GMT", "2024-02-29T00:00:00Z"),
    ("Fri, 31 Dec 9999 23:59:59 GMT", "9999-12-31T23:59:59Z"),
    // RFC 850, asctime, date(1), JavaScript
    ("Wednesday, 18-Nov-26 07:30:00 GMT", "2026-11-18T07:30:00Z"),
    ("Wed Nov 18 07:30:00 2026", "2026-11-18T07:30:00Z"),
    ("Wed Nov  8 07:30:00 2026", "2026-11-08T07:30:00Z"),
    ("Wed Nov 18 07:30:00 PKT 2026", "2026-11-18T02:30:00Z"),
    ("Wed Nov 18 2026 07:30:00 GMT+0500 (Pakistan Standard Time)", "2026-11-18T02:30:00Z"),
    // Newsroom habits
    ("November 18, 2026", "2026-11-18T00:00:00Z"),
    ("Nov 18, 2026 7:30 PM", "2026-11-18T19:30:00Z"),
    ("Nov 18, 2026 12:05 a.m. PKT", "2026-11-17T19:05:00Z"),
    ("Nov 18, 2026, 12:05 pm", "2026-11-18T12:05:00Z"),
    ("18th November 2026 at 07:30", "2026-11-18T07:30:00Z"),
    ("1st May 2026", "2026-05-01T00:00:00Z"),
    ("Nov 18, 2026 7pm", "2026-11-18T19:00:00Z"),
    ("18-Nov-2026 07:30:00", "2026-11-18T07:30:00Z"),
    ("18/11/2026 07:30", "2026-11-18T07:30:00Z"),
    ("11/18/2026 07:30:00 PM", "2026-11-18T19:30:00Z"),
    ("05/11/2026", "2026-11-05T00:00:00Z"),
    ("18.11.2026 07:30", "2026-11-18T07:30:00Z"),
    ("18.11.26", "2026-11-18T00:00:00Z"),
    ("18-11-2026", "2026-11-18T00:00:00Z"),
    ("Published: 18 Nov 2026 07:30 PKT", "2026-11-18T02:30:00Z"),
    ("November 2026", "2026-11-01T00:00:00Z"),
    ("18 Nov 2026 0730 GMT", "2026-11-18T07:30:00Z"),
    // ISO 8601, W3CDTF, RFC 3339
    ("2026-11-18T07:30:00Z", "2026-11-18T07:30:00Z"),
    ("2026-11-18t07:30:00z", "2026-11-18T07:30:00Z"),
    ("2026-11-18 07:30:00", "2026-11-18T07:30:00Z"),
    ("2026-11-18 07:30:00 +0500", "2026-11-18T02:30:00Z"),
    ("2026-11-18T07:30:00+05:00", "2026-11-18T02:30:00Z"),
    ("2026-11-18T07:30:00+0500", "2026-11-18T02:30:00Z"),
    ("2026-11-18T07:30:00+05", "2026-11-18T02:30:00Z"),
    ("2026-11-18T07:30:00-03:30", "2026-11-18T11:00:00Z"),
    ("2026-11-18T07:30:00\u{2212}03:30", "2026-11-18T11:00:00Z"),
    ("2026-11-18T07:30Z", "2026-11-18T07:30:00Z"),
    ("2026-11-18T07Z", "2026-11-18T07:00:00Z"),
    ("2026-11-18T07:30:00.123456789012Z", "2026-11-18T07:30:00Z"),
    ("2026-11-18T07:30:00,5+05:00", "2026-11-18T02:30:00Z"),
    ("2026-11-18T24:00:00Z", "2026-11-19T00:00:00Z"),
    ("2026-11-18T07:30:00 PKT", "2026-11-18T02:30:00Z"),
    ("2026-11-18T07:30:00 UTC", "2026-11-18T07:30:00Z"),
    ("2026-11-18", "2026-11-18T00:00:00Z"),
    ("2026-11", "2026-11-01T00:00:00Z"),
    ("2026", "2026-01-01T00:00:00Z"),
    ("20261118", "2026-11-18T00:00:00Z"),
    ("20261118T073000Z", "2026-11-18T07:30:00Z"),
    ("20261118T0730+0500", "2026-11-18T02:30:00Z"),
    ("20261118073000", "2026-11-18T07:30:00Z"),
    ("202611180730", "2026-11-18T07:30:00Z"),
    ("2026-322", "2026-11-18T00:00:00Z"),
    ("2026322", "2026-11-18T00:00:00Z"),
    ("2024-366", "2024-12-31T00:00:00Z"),
    ("2026-W47-3", "2026-11-18T00:00:00Z"),
    ("2026W473", "2026-11-18T00:00:00Z"),
    ("2026-W01", "2025-12-29T00:00:00Z"),
    ("2026/11/18 07:30", "2026-11-18T07:30:00Z"),
    ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
    ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
    // Unix
    ("1795073400", "2026-11-19T07:30:00Z"),
    ("1795073400000", "2026-11-19T07:30:00Z"),
    ("1795073400.75", "2026-11-19T07:30:00Z"),
    // Other languages
    ("18 نومبر 2026", "2026-11-18T00:00:00Z"),
    ("۱۸ نومبر ۲۰۲۶", "2026-11-18T00:00:00Z"),
    ("18 جنوری 2026 07:30 PKT", "2026-01-18T02:30:00Z"),
    ("۱۸ نوامبر ۲۰۲۶ ۰۷:۳۰", "2026-11-18T07:30:00Z"),
    ("۱۸ ژوئیه ۲۰۲۶", "2026-07-18T00:00:00Z"),
    ("١٨ نوفمبر ٢٠٢٦", "2026-11-18T00:00:00Z"),
    ("١٨ أغسطس ٢٠٢٦", "2026-08-18T00:00:00Z"),
    ("१८ नवंबर २०२६", "2026-11-18T00:00:00Z"),
    ("18 फ़रवरी 2026", "2026-02-18T00:00:00Z"),
    ("18 ноября 2026 г., 07:30", "2026-11-18T07:30:00Z"),
    ("Ср, 18 Ноя 2026 07:30:00 +0300", "2026-11-18T04:30:00Z"),
    ("د ۱۸ ډسمبر ۲۰۲۶", "2026-12-18T00:00:00Z"),
    ("18 Kasım 2026 07:30", "2026-11-18T07:30:00Z"),
    ("18 août 2026", "2026-08-18T00:00:00Z"),
    ("18. März 2026", "2026-03-18T00:00:00Z"),
    ("18 de noviembre de 2026", "2026-11-18T00:00:00Z"),
    ("18 Aralık 2026", "2026-12-18T00:00:00Z"),
    // Solar Hijri
    ("۲۷ آبان ۱۴۰۵", "2026-11-18T00:00:00Z"),
    ("۱۴۰۵/۰۸/۲۷", "2026-11-18T00:00:00Z"),
    ("27 عقرب 1405", "2026-11-18T00:00:00Z"),
    ("۳۰ اسفند ۱۴۰۳", "2025-03-20T00:00:00Z"),
    ("۱ حمل ۱۴۰۴", "2025-03-21T00:00:00Z"),
    ("۲۲ بهمن ۱۳۵۷", "1979-02-11T00:00:00Z"),
  ]

  @Test(arguments: table.indices) func readsTheTable(index: Int) {
    let (text, expected) = Self.table[index]
    #expect(WebDate.parse(text).map { WebDate.rfc3339($0.date) } == expected, "\(text)")
  }

  @Test(arguments: [
    "", " ", "yesterday", "32 Feb 2026", "30 Feb 2026", "Wed, 32 Nov 2026 07:30:00 GMT", "2026-02-30", "2026-13-01",
    "2026-00-10", "2025-366", "2026-W54-1", "2026-11-18T25:00:00Z", "2026-11-18T07:61:00Z", "-1", "-0001-01-01",
    "99999999999999999999", "18 Nov", "Nov 18 07:30", "07:30:00", "the quick brown fox jumped over the dog", "--", "+",
    "2026-11-18T07:30:00+99:00", "2026-11-18T24:00:01Z", "0 Nov 2026", "18 Nov 2026 99:99:99", "1:1:1:1:1",
    "۳۰ اسفند ۱۴۰۴", "\u{0}\u{1}", "99999-01-01",
  ]) func refusesWhatNamesNoDay(text: String) {
    #expect(WebDate.parse(text) == nil)
  }

  @Test func tellsPrecisionAndOffset() {
    #expect(WebDate.parse("2026")?.precision == .year)
    #expect(WebDate.parse("2026-11")?.precision == .month)
    #expect(WebDate.parse("18 Nov 2026")?.precision == .day)
    #expect(WebDate.parse("18 Nov 2026 07:30")?.precision == .minute)
    #expect(WebDate.parse("18 Nov 2026 07:30:01")?.precision == .second)
    #expect(WebDate.parse("18 Nov 2026 07:30:01")?.offsetSeconds == nil)
    #expect(WebDate.parse("18 Nov 2026 07:30:01 NPT")?.offsetSeconds == 20700)
  }

  @Test func defaultOffsetAppliesOnlyWithoutZone() throws {
    let without = try #require(WebDate.parse("18 Nov 2026 07:30:00", defaultOffset: 18000))
    #expect(WebDate.rfc3339(without.date) == "2026-11-18T02:30:00Z")
    let with = try #require(WebDate.parse("18 Nov 2026 07:30:00 GMT", defaultOffset: 18000))
    #expect(WebDate.rfc3339(with.date) == "2026-11-18T07:30:00Z")
  }

  @Test func writtenDatesReadBack() {
    for day in stride(from: -719_162, through: 2_932_896, by: 9973) {
      let date = Date(timeIntervalSince1970: Double(day) * 86400 + 45_296)
      #expect(WebDate.parse(WebDate.rfc3339(date))?.date == date)
      #expect(WebDate.parse(WebDate.rfc822(date))?.date == date)
      #expect(WebDate.parseHTTPDate(WebDate.httpDate(date), now: date) == date)
    }
  }

  @Test func writersClampWhatNoFormatCanHold() {
    #expect(WebDate.rfc3339(Date(timeIntervalSince1970: 1e300)) == "9999-12-31T23:59:59Z")
    #expect(WebDate.rfc3339(Date(timeIntervalSince1970: -.infinity)) == "1970-01-01T00:00:00Z")
    #expect(WebDate.httpDate(Date(timeIntervalSince1970: 784_111_777)) == "Sun, 06 Nov 1994 08:49:37 GMT")
    #expect(WebDate.rfc822(Date(timeIntervalSince1970: 784_111_777)) == "Sun, 06 Nov 1994 08:49:37 +0000")
  }

  @Test(arguments: [
    "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
  ]) func readsTheThreeFormsOfHTTPDates(text: String) {
    let now = Date(timeIntervalSince1970: 1_795_073_400)
    #expect(WebDate.parseHTTPDate(text, now: now) == Date(timeIntervalSince1970: 784_111_777))
  }

  @Test func twoDigitYearsOfHTTPDatesLieAtMostFiftyYearsAhead() {
    let early = Date(timeIntervalSince1970: -800_000_000)
    let date = WebDate.parseHTTPDate("Sunday, 06-Nov-44 08:49:37 GMT", now: early)
    #expect(date.map(WebDate.rfc3339) == "1944-11-06T08:49:37Z")
  }

  @Test(arguments: ["0", "-1", "Sun, 06 Nov 1994 08:49:37 PST", "1994-11-06T08:49:37Z", "Sun, 06 Nov 1994 GMT"])
  func refusesWhatIsNoHTTPDate(text: String) {
    #expect(WebDate.parseHTTPDate(text, now: Date(timeIntervalSince1970: 0)) == nil)
  }

  /// Years that no feed means are kept as said; days that do not exist are refused (attacks D8).
  @Test func impossibleDaysAreRefusedAndWildYearsKept() {
    for wild in ["9999-12-31", "0001-01-01", "Thu, 01 Jan 1970 00:00:00 GMT", "31 Dec 9999"] {
      #expect(WebDate.parse(wild) != nil, "\(wild)")
    }
    for wrong in [
      "-1", "32 Feb 2026", "2026-02-29", "29 Feb 2025 10:00", "9223372036854775807", "2026-11-18T-1:00:00Z",
    ] {
      #expect(WebDate.parse(wrong) == nil, "\(wrong)")
    }
  }

  @Test func longTextsAreNoDatesAndCostNothing() {
    for part in [
      "1", "2026-11-18 ", "nov ", "+05:00", "نومبر ", "年", "(", "11/", ":", "18 Nov 2026 07:30:00.", "\u{307}",
    ] {
      let text = String(repeating: part, count: 1_000_000 / part.utf8.count)
      #expect(WebDate.parse(text) == nil, "\(part)")
      #expect(WebDate.parse("18 Nov 2026 " + text) == nil, "\(part)")
    }
  }

  @Test func noBytesTrap() {
    var generator = SeededGenerator(seed: 7)
    let parts = [
      "2026", "-", "/", ":", "T", "Z", "Nov", "18", "+", "99", " ", ",", ".", "W", "۱۴۰۵", "am", "PKT", "000000000",
      "نومبر",
      "\u{0}", "🕰", "-0001", "999999999",
    ]
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...12, using: &generator)
      let text = (0..<count).map { _ in parts[Int.random(in: 0..<parts.count, using: &generator)] }.joined()
      if let parsed = WebDate.parse(text) { #expect(parsed.date.timeIntervalSince1970.isFinite) }
    }
  }
}
