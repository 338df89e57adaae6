import Foundation
import TestSupport
import Testing
import WebValues

/// Texts as found in feeds, and the times they name as RFC 3339; `~` marks what is approximate.
@Suite struct WebDateFormTests {
  /// ISO 8601 with parts left out, in weeks and in days of the year.
  static let partial: [(String, String)] = [
    ("2026-322", "2026-11-18T00:00:00Z"),
    ("2026322", "2026-11-18T00:00:00Z"),
    ("26322", "2026-11-18T00:00:00Z"),
    ("26-322", "2026-11-18T00:00:00Z"),
    ("261118", "2026-11-18T00:00:00Z"),
    ("26-11-18", "2026-11-18T00:00:00Z"),
    ("-2611", "2026-11-01T00:00:00Z"),
    ("-26-11", "2026-11-01T00:00:00Z"),
    ("2026-011-18T07:30:00Z", "2026-11-18T07:30:00Z"),
    ("2003335", "2003-12-01T00:00:00Z"),
    ("2003-W07-3", "2003-02-12T00:00:00Z"),
    ("2003W073", "2003-02-12T00:00:00Z"),
    ("03-W07-3", "2003-02-12T00:00:00Z"),
    ("03W073", "2003-02-12T00:00:00Z"),
    ("2003-W07-3T10:00+05:00", "2003-02-12T05:00:00Z"),
    ("2026-322T10:14:55Z", "2026-11-18T10:14:55Z"),
    ("2026-11-18T07.5Z", "2026-11-18T07:30:00Z"),
    ("2026-11-18T07:30,5Z", "2026-11-18T07:30:30Z"),
    ("2026-11-18Z", "2026-11-18T00:00:00Z"),
    ("2026-11-18+05:00", "2026-11-17T19:00:00Z"),
    ("2026-11-18-05:00", "2026-11-18T05:00:00Z"),
    ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
    ("20261118T073000,25+0500", "2026-11-18T02:30:00Z"),
    ("20261118073000123", "2026-11-18T07:30:00Z"),
    ("202611", "2026-11-01T00:00:00Z"),
    ("2026-11-18T07:30:00+05:00[Asia/Karachi]", "2026-11-18T02:30:00Z"),
    ("1795073400123456", "2026-11-19T07:30:00Z"),
  ]

  /// RFC 822 and what newsrooms write.
  static let customary: [(String, String)] = [
    ("Wed, 18 Nov 2026 07:30:00 AKT", "2026-11-18T16:30:00Z"),
    ("Wed, 18 Nov 2026 07:30:00 CEST", "2026-11-18T05:30:00Z"),
    ("Wed, 18 Jul 2026 07:30:00 ET", "2026-07-18T11:30:00Z"),
    ("Wed, 18 Nov 2026 07:30:00 ET", "2026-11-18T12:30:00Z"),
    ("Sat, 28 Oct 2006 07:30:00 PT", "2006-10-28T14:30:00Z"),
    ("Sun, 29 Oct 2006 07:30:00 PT", "2006-10-29T15:30:00Z"),
    ("Wed, 18 Nov 2026 07:30:00 UTC+05:30", "2026-11-18T02:00:00Z"),
    ("Wed, 18 Nov 2026 07:30:00 Etc/GMT+5", "2026-11-18T12:30:00Z"),
    ("Wed, 18 Nov 2026 07:30:00 (PKT)", "2026-11-18T02:30:00Z"),
    ("07:30 18.11.2026", "2026-11-18T07:30:00Z"),
    ("Mar 17, 2026", "2026-03-17T00:00:00Z"),
    ("2026. november 18., szerda 7:30", "2026-11-18T07:30:00Z"),
    ("2026. 11. 18. 7:30", "2026-11-18T07:30:00Z"),
    ("18. 11. 2026 7:30", "2026-11-18T07:30:00Z"),
    ("18 Nov 2026 07:30, updated 19 Nov 2026 08:00", "2026-11-18T07:30:00Z"),
    ("6/1/2 15:04", "2006-01-02T15:04:00Z"),
    ("2026-11-18T07:30:00 Asia/Karachi", "2026-11-18T07:30:00Z"),
    ("18:30 h 18 Nov 2026", "2026-11-18T18:30:00Z"),
    ("Thu, 01 Jan 1970", "1970-01-01T00:00:00Z"),
    ("18 Nov 0000", "0000-11-18T00:00:00Z"),
    ("18 Nov 2026 07:30:00 AT", "2026-11-18T11:30:00Z"),
    ("Wed, 18 Nov 2026 07 -0700", "2026-11-18T14:00:00Z"),
    ("Wed, 18 Nov 2026 07:30:00 --0700", "2026-11-18T14:30:00Z"),
    ("2026-11-18T07:30:00:-0700", "2026-11-18T14:30:00Z"),
    ("2026-11-18T07:30:00-07:00:00", "2026-11-18T14:30:00Z"),
    ("2026-11-18 00:00:00.0 07:30:00.0 -0700", "2026-11-18T14:30:00Z"),
    ("Wed, 2026/11/18 07:30:00 EDT", "2026-11-18T11:30:00Z"),
    ("02 Monday, Nov 2026 07:30", "2026-11-02T07:30:00Z"),
    ("18.11.2026 -0700", "2026-11-18T07:00:00Z"),
  ]

  /// Months and weekdays in other languages.
  static let languages: [(String, String)] = [
    ("mar. 17 nov. 2026 à 18h30", "2026-11-17T18:30:00Z"),
    ("1er août 2026", "2026-08-01T00:00:00Z"),
    ("Mittwoch, 18. Dezember 2026 um 18.30 Uhr", "2026-12-18T18:30:00Z"),
    ("miércoles, 18 de septiembre de 2026, 7:30 p. m.", "2026-09-18T19:30:00Z"),
    ("Τετ, 15 Ιούλ 2026 12:00:00 EST", "2026-07-15T17:00:00Z"),
    ("11 Φεβρουαρίου 2026, 5:30 μ.μ.", "2026-02-11T17:30:00Z"),
    ("2026-július-15T9:15-05:00", "2026-07-15T14:15:00Z"),
    ("18 марта 2026 г. в 07:30 МСК", "2026-03-18T04:30:00Z"),
    ("среда, 18 мая 2026", "2026-05-18T00:00:00Z"),
    ("18 листопада 2026", "2026-11-18T00:00:00Z"),
    ("18 Şubat 2026 Çarşamba 19:30", "2026-02-18T19:30:00Z"),
    ("18 AĞUSTOS 2026", "2026-08-18T00:00:00Z"),
    ("18-noyabr, 2026", "2026-11-18T00:00:00Z"),
    ("2026 жылғы 18 қараша", "2026-11-18T00:00:00Z"),
    ("بدھ 18 نومبر 2026ء شام 7 بج کر 30 منٹ", "2026-11-18T19:30:00Z"),
    ("بدھ، ۱۸ نومبر ۲۰۲۶ء، ۷:۳۰ شام", "2026-11-18T19:30:00Z"),
    ("18 اگست 2026 رات 2:15", "2026-08-18T02:15:00Z"),
    ("18 اگست 2026 رات 9:15", "2026-08-18T21:15:00Z"),
    ("الأربعاء 18 تشرين الثاني 2026 - 07:30 مساءً", "2026-11-18T19:30:00Z"),
    ("18 كانون الأول 2026", "2026-12-18T00:00:00Z"),
    ("18 آذار/مارس 2026", "2026-03-18T00:00:00Z"),
    ("18 نونبر 2026", "2026-11-18T00:00:00Z"),
    ("١٨ يوليو ٢٠٢٦م الساعة ٧:٣٠ ص بتوقيت غرينتش", "2026-07-18T07:30:00Z"),
    ("चार 18 नवम्बर 2026, शाम 7:30 बजे", "2026-11-18T19:30:00Z"),
    ("১৮ নভেম্বর ২০২৬, ০৭:৩০", "2026-11-18T07:30:00Z"),
    ("2026년 11월 18일 (수) 오전 7:30", "2026-11-17T22:30:00Z"),
    ("2026. 11. 18. 오후 7:30", "2026-11-18T10:30:00Z"),
    ("2026년 05월 28일  01:31:15", "2026-05-27T16:31:15Z"),
    ("입력 2026.11.18. 오후 7:30", "2026-11-18T10:30:00Z"),
    ("2026年11月18日 07:30", "2026-11-18T07:30:00Z"),
    ("2026年11月18日 星期三 下午7时30分", "2026-11-18T19:30:00Z"),
    ("2026年11月18日（水）午後7時30分", "2026-11-18T19:30:00Z"),
    ("٢٠٢٦-١١-١٨ ٠٧:٣٠", "2026-11-18T07:30:00Z"),
    ("２０２６年１１月１８日", "2026-11-18T00:00:00Z"),
  ]

  /// The calendars of Iran and Afghanistan and of Islam.
  static let hijri: [(String, String)] = [
    ("15 محرم 1447 هـ الموافق 10 يوليو 2025", "2025-07-10T00:00:00Z"),
    ("10 يوليو 2025 الموافق 15 محرم 1447", "2025-07-10T00:00:00Z"),
    ("15 محرم 1447", "2025-07-11T00:00:00Z ~"),
    ("1 ربيع الأول 1446", "2024-09-05T00:00:00Z ~"),
    ("1447/01/15", "2025-07-11T00:00:00Z ~"),
    ("1404/05/12", "2025-08-03T00:00:00Z"),
    ("۱۴۰۴/۰۵/۱۲", "2025-08-03T00:00:00Z"),
    ("۱۲ مرداد ۱۴۰۴", "2025-08-03T00:00:00Z"),
    ("12/05/1404 10:30", "2025-08-03T10:30:00Z"),
    ("یکشنبه ۱۲ مرداد ۱۴۰۴ ساعت ۱۰:۳۰ ب.ظ", "2025-08-03T22:30:00Z"),
    ("سه‌شنبه، ۱۴ مرداد ۱۴۰۴ - ۰۸:۱۵", "2025-08-05T08:15:00Z"),
    ("یکشنبه ۱۲ اسد ۱۴۰۴", "2025-08-03T00:00:00Z"),
    ("د زمري ۱۲ ۱۴۰۴", "2025-08-03T00:00:00Z"),
    ("12 Mordad 1404", "2025-08-03T00:00:00Z"),
    ("1404-05-12T10:00:00+03:30", "2025-08-03T06:30:00Z"),
    ("۱۲ مرداد ۱۴۰۴ برابر با ۳ اوت ۲۰۲۵", "2025-08-03T00:00:00Z"),
  ]

  /// The same with a country.
  static let countries: [(String?, String, String)] = [
    ("PK", "18 Nov 2026 07:30:00", "2026-11-18T02:30:00Z"),
    ("pk", "18 Jul 2009 07:30:00", "2009-07-18T01:30:00Z"),
    ("IN", "2026-11-18 07:30", "2026-11-18T02:00:00Z"),
    ("IR", "2020-07-18 07:30", "2020-07-18T03:00:00Z"),
    ("IR", "۱۴۰۴/۰۵/۱۲ ۱۰:۳۰", "2025-08-03T07:00:00Z"),
    ("GB", "18 Jul 2026 07:30", "2026-07-18T06:30:00Z"),
    ("GB", "18 Nov 2026 07:30", "2026-11-18T07:30:00Z"),
    ("RU", "18 Nov 2026 07:30", "2026-11-18T07:30:00Z"),
    ("XX", "18 Nov 2026 07:30", "2026-11-18T07:30:00Z"),
    ("KR", "2026-11-18 오후 7:30", "2026-11-18T10:30:00Z"),
    ("PK", "18 Nov 2026 07:30 PST", "2026-11-18T02:30:00Z"),
    ("IL", "18 Nov 2026 07:30 IST", "2026-11-18T05:30:00Z"),
    ("US", "05/11/2026 07:30", "2026-05-11T07:30:00Z"),
    ("PK", "05/11/2026 7:30:00 PM", "2026-11-05T14:30:00Z"),
    (nil, "05/11/2026 7:30:00 PM", "2026-05-11T19:30:00Z"),
  ]

  private func written(_ parsed: ParsedDate?) -> String? {
    parsed.map { WebDate.rfc3339($0.date) + ($0.isApproximate ? " ~" : "") }
  }

  private func check(_ row: (String, String)) { #expect(written(WebDate.parse(row.0)) == row.1, "\(row.0)") }

  @Test(arguments: partial.indices) func readsPartsOfISO8601(index: Int) { check(Self.partial[index]) }

  @Test(arguments: customary.indices) func readsCustomaryForms(index: Int) { check(Self.customary[index]) }

  @Test(arguments: languages.indices) func readsLanguages(index: Int) { check(Self.languages[index]) }

  @Test(arguments: hijri.indices) func readsTheCalendarsOfTheHijra(index: Int) { check(Self.hijri[index]) }

  @Test(arguments: countries.indices) func readsByTheClockOfTheCountry(index: Int) {
    let (country, text, expected) = Self.countries[index]
    #expect(written(WebDate.parse(text, country: country)) == expected, "\(text)")
  }

  @Test(arguments: [
    "Wed, 18 Nov 2026 1:2:3:4 GMT", "Wed, 18 zzz 2026 11:47:32 GMT", "Wed, Nov x 2026 11:47:32 GMT",
    "Wed, 18 Nov zz 11:47:32 GMT", "Wed, 18 Nov 2026 11:47:32 +zz:00", "Wed, 18 Nov 2026 11:47:32 +00:zz",
    "Wed, 99 Jun 2026 12:00:00 GMT", "2026-11-18-01", "2026-11-18T11:30:00-06:00Textra", "2026-xx-27",
    "2026-11-18T09:xx:00Z", "2026-11-18T09:00:00+00:xx", "013", "20", "11/2026", "13/13/2026", "26-11-31", "-26-13",
    "2026-W00-1", "2026-W10-8", "26W541", "26366", "1404-12-30", "1447/13/01", "2026年13月18日", "2026년 11월 32일",
    "2026-11-18T23:59:61Z", "9999-12-31T23:59:59-99:99", "2026-11-18T", "T07:30:00Z", "--11-18", "---18",
  ]) func refusesWhatNobodyCanRead(text: String) {
    let isWholeDay = text == "2026-11-18T"
    #expect((WebDate.parse(text) == nil) != isWholeDay, "\(text)")
  }

  @Test func countriesWithSeveralZonesChangeNothing() {
    for country in ["RU", "US", "CA", "AU", "BR", "ID", "??", ""] {
      #expect(WebDate.parse("2026-11-18 07:30:00", country: country) == WebDate.parse("2026-11-18 07:30:00"))
    }
  }

  @Test func aNamedZoneOutweighsTheCountry() {
    let text = "Wed, 18 Nov 2026 07:30:00 "
    for zone in ["+0000", "GMT", "Z", "A"] {
      #expect(written(WebDate.parse(text + zone, country: "PK")) == "2026-11-18T07:30:00Z")
    }
  }

  /// Foundation's calendars know nothing of our arithmetic.
  @Test func hijriDaysAgreeWithAnotherReckoning() throws {
    for (identifier, months) in [
      (Calendar.Identifier.persian, ["فروردین", "خرداد", "مهر", "دی", "اسفند"]),
      (.islamicCivil, ["محرم", "صفر", "رجب", "رمضان", "شوال"]),
    ] {
      var calendar = Calendar(identifier: identifier)
      calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
      let numbers = identifier == .persian ? [1, 3, 7, 10, 12] : [1, 2, 7, 9, 10]
      for year in identifier == .persian ? 1345...1430 : 1390...1470 {
        for (name, month) in zip(months, numbers) {
          let expected = calendar.date(from: DateComponents(year: year, month: month, day: 17))
          #expect(WebDate.parse("17 \(name) \(year)")?.date == expected, "17 \(name) \(year)")
        }
      }
    }
  }

  @Test func clocksOfCountriesAgreeWithTheZoneDatabase() throws {
    for (country, identifier) in [
      ("PK", "Asia/Karachi"), ("IR", "Asia/Tehran"), ("BD", "Asia/Dhaka"), ("LK", "Asia/Colombo"),
      ("KG", "Asia/Bishkek"), ("TR", "Europe/Istanbul"), ("GB", "Europe/London"), ("AF", "Asia/Kabul"),
    ] {
      let zone = try #require(TimeZone(identifier: identifier))
      for month in 0..<420 {
        let (year, ordinal) = (1990 + month / 12, month % 12 + 1)
        let text = "\(year)-\(ordinal < 10 ? "0" : "")\(ordinal)-15 12:00:00"
        let local = try #require(WebDate.parse(text)?.date)
        let offset = local.timeIntervalSince(try #require(WebDate.parse(text, country: country)?.date))
        #expect(Int(offset) == zone.secondsFromGMT(for: local.addingTimeInterval(-offset)), "\(country) \(text)")
      }
    }
  }
}
