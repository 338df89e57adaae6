import Foundation
import Testing
import WebValues

@Suite struct HTTPValueTests {
  let now = Date(timeIntervalSince1970: 784_111_777)

  @Test func mediaTypesKeepTheirParameters() throws {
    let type = try #require(MediaType("Application/RSS+XML ; Charset=\"utf-8\"; x=\"a\\\"b\""))
    #expect(type.essence == "application/rss+xml")
    #expect(type.charset == "utf-8")
    #expect(type.isXML && !type.isHTML && !type.isJSON)
    #expect(type.description == "application/rss+xml; charset=utf-8; x=\"a\\\"b\"")
    #expect(MediaType("text/html;charset=iso-8859-1")?.charset == "iso-8859-1")
    #expect(MediaType("text/html; ; charset")?.charset == nil)
    for wrong in ["", "text", "text/", "/html", "; charset=x"] { #expect(MediaType(wrong) == nil) }
  }

  @Test(arguments: [
    ("en_US", "en-US"), ("UR-pk", "ur-PK"), ("urd", "ur"), ("pus", "ps"), ("fa-AF", "fa-AF"), ("prs", "prs"),
    ("uz-cyrl-uz", "uz-Cyrl-UZ"), ("zh-hans", "zh-Hans"), ("es-419", "es-419"), ("English", "en"), (" en ", "en"),
    ("en-us-x-private", "en-US"), ("iw", "he"), ("en-us ", "en-US"), ("English (US)", "en-US"),
    ("Urdu (Pakistan)", "ur"), ("اُردو", "ur"), ("پښتو", "ps"), ("Русский", "ru"), ("en, ur", "en"),
    ("ur-PK,en;q=0.5", "ur-PK"), ("ur_PK.UTF-8", "ur-PK"), ("zh-yue-HK", "yue-HK"), ("zh-cmn-hans-cn", "zh-Hans-CN"),
    ("en-UK", "en-GB"), ("zh-CHS", "zh-Hans"), ("de-1996", "de-1996"), ("ENG", "en"), ("pt-br", "pt-BR"),
  ]) func languageTagsTakeTheirCustomaryForm(text: String, expected: String) {
    #expect(LanguageTag.normalize(text) == expected)
  }

  @Test(arguments: [
    "", "x", "und", "language", "e\"n", "en us uk", "12", "utf-8", "iso-8859-1", "x-desk", "-", "i-klingon",
  ]) func refusesWhatIsNoLanguage(text: String) {
    #expect(LanguageTag.normalize(text) == nil)
  }

  @Test func freshnessFollowsTheRFC() {
    func seconds(_ cacheControl: String?, expires: String? = nil, age: String? = nil) -> Int? {
      CacheFreshness.seconds(
        cacheControl: cacheControl, expires: expires, date: WebDate.httpDate(now), age: age, now: now)
    }
    #expect(seconds(nil) == nil)
    #expect(seconds("public") == nil)
    #expect(seconds("max-age=600") == 600)
    #expect(seconds("Max-Age = \"600\", public") == 600)
    #expect(seconds("max-age=600", age: "100") == 500)
    #expect(seconds("max-age=600", age: "1000") == 0)
    #expect(seconds("max-age=60, max-age=600") == 60)
    #expect(seconds("max-age=soon") == 0)
    #expect(seconds("max-age=99999999999999999999") == 2_147_483_648)
    #expect(seconds("no-cache, max-age=600") == 0)
    #expect(seconds("no-cache=\"set-cookie\", max-age=600") == 600)
    #expect(seconds("no-store") == 0)
    #expect(seconds(nil, expires: WebDate.httpDate(now.addingTimeInterval(900))) == 900)
    #expect(seconds("max-age=60", expires: WebDate.httpDate(now.addingTimeInterval(900))) == 60)
    #expect(seconds(nil, expires: "0") == 0)
    #expect(seconds(nil, expires: WebDate.httpDate(now.addingTimeInterval(-5))) == 0)
  }

  @Test func retryAfterReadsBothForms() {
    #expect(RetryAfter.seconds("120", now: now) == 120)
    #expect(RetryAfter.seconds(" 0 ", now: now) == 0)
    #expect(RetryAfter.seconds(WebDate.httpDate(now.addingTimeInterval(90)), now: now) == 90)
    #expect(RetryAfter.seconds(WebDate.httpDate(now.addingTimeInterval(-90)), now: now) == 0)
    #expect(RetryAfter.seconds("99999999999999999999999", now: now) == 2_147_483_648)
    for wrong in ["", "-5", "soon", "1.5", "Nov"] { #expect(RetryAfter.seconds(wrong, now: now) == nil) }
  }
}
