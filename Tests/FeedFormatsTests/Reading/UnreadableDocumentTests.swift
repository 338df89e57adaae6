import FeedFormats
import Testing

@Suite struct UnreadableDocumentTests {
  @Test(arguments: [
    ("", FeedFormatError.Code.empty, "empty"),
    (" \n\t", .empty, "white space"),
    ("<!DOCTYPE html><html><body>Hi</body></html>", .html, "web page"),
    ("<html><form><input type=\"password\"></form></html>", .html, "login"),
    ("<!doctype HTML><p>Please solve the captcha</p>", .html, "robots"),
    ("<html><head><link type=\"application/rss+xml\" href=\"/f\"></head></html>", .html, "alternate"),
    ("{\"error\":\"rate limited\"}", .json, "rate limited"),
    ("[1,2]", .json, "neither version nor items"),
    ("{\"version\":\"https://jsonfeed.org/version/1.1\",\n \"items\":[{]}", .json, "line 2, column 12"),
    ("{\"a\":\"", .json, "no end"),
    ("<opml version=\"2.0\"><body/></opml>", .otherXML, "OPML"),
    ("<Error><Code>AccessDenied</Code></Error>", .otherXML, "error message"),
    ("<catalog/>", .otherXML, "<catalog>"),
    ("Service unavailable", .unrecognized, "service unavailable"),
    ("\u{1F}\u{8B}", .unrecognized, "neither"),
  ])
  func errorSaysWhatItIs(_ text: String, code: FeedFormatError.Code, words: String) {
    let error = #expect(throws: FeedFormatError.self) { try FeedReader.read(Array(text.utf8)) }
    #expect(error?.code == code)
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
  }

  @Test func compressedBytesAreNamed() {
    let error = #expect(throws: FeedFormatError.self) { try FeedReader.read([0x1F, 0x8B, 8, 0, 0]) }
    #expect(error?.message.contains("gzip") == true)
  }

  @Test func charsetOfTheResponseIsUsedAfterTheDocuments() throws {
    func title(_ declaration: String, _ contentType: String) throws -> String? {
      let start = Array("<?xml version=\"1.0\"\(declaration)?><rss><channel><title>".utf8)
      let bytes = start + [0xCF, 0xEE, 0xF0, 0xF2] + Array("</title></channel></rss>".utf8)
      return try FeedReader.read(bytes, contentType: contentType).source.title?.value
    }
    #expect(try title("", "text/xml; charset=\"windows-1251\"") == "Порт")
    #expect(try title(" encoding='windows-1251'", "text/xml;charset=koi8-r") == "Порт")
    #expect(try title("", "text/xml") == "Ïîðò")
    #expect(try title(" encoding='no-such'", "text/xml; x=y; Charset=cp1251") == "Порт")
  }
}
