import TestSupport
import Testing

@testable import HTTPTransfer

@Suite struct HTTPURLTests {
  @Test(arguments: [
    ("HTTP://Example.ORG:80/a?b=c#d", "example.org", 80, "http://Example.ORG:80/a?b=c"),
    ("https://example.org", "example.org", 443, "https://example.org/"),
    ("http://0x7f.1:81/", "127.0.0.1", 81, "http://127.0.0.1:81/"),
    ("http://[::1]:8080/", "::1", 8080, "http://[::1]:8080/"),
    ("http://me:pw@x.example/", "x.example", 80, "http://x.example/"),
    ("http://x.example/a%2Fb?q=%41&r=a+b;c", "x.example", 80, "http://x.example/a%2Fb?q=%41&r=a+b;c"),
    ("http://x.example/a b/é", "x.example", 80, "http://x.example/a%20b/%c3%a9"),
    ("http://a\\@b.example/", "b.example", 80, "http://b.example/"),
    ("http://xn--bcher-kva.example/", "xn--bcher-kva.example", 80, "http://xn--bcher-kva.example/"),
  ])
  func partsAreLibcurls(_ text: String, _ host: String, _ port: Int, _ absolute: String) {
    let url = try? HTTPURL(text)
    #expect(url?.host ?? "" == host)
    #expect(url?.port ?? 0 == port)
    #expect(url?.absolute ?? "" == absolute)
  }

  @Test(arguments: [
    ("/x", "http://a.example/x"), ("y?z", "http://a.example/b/y?z"), ("?q", "http://a.example/b/c?q"),
    ("//c.example/x", "http://c.example/x"), ("../../x", "http://a.example/x"),
    ("https://d.example", "https://d.example/"), ("#f", "http://a.example/b/c"),
    ("", "http://a.example/b/c"),
  ])
  func referencesAreResolved(_ reference: String, _ expected: String) throws {
    let base = try HTTPURL("http://me:pw@a.example/b/c")
    let url = try HTTPURL(reference, relativeTo: base)
    #expect(url.absolute == expected)
    #expect(url.credentials == nil)
  }

  @Test func originIsSchemeHostAndPort() throws {
    let url = try HTTPURL("http://a.example/")
    #expect(url.hasSameOrigin(as: try HTTPURL("http://A.example:80/x")))
    for other in ["https://a.example/", "http://a.example:81/", "http://b.example/"] {
      #expect(!url.hasSameOrigin(as: try HTTPURL(other)))
    }
  }

  @Test func errorsNeverShowCredentials() {
    let error = #expect(throws: TransferError.self) { try HTTPURL("ftp://me:geheim@x.example/?password=geheim") }
    #expect(error?.message.contains("geheim") == false)
  }
}
