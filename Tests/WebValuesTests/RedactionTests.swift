import Testing
import WebValues

@Suite struct RedactionTests {
  @Test(
    "A9 secrets are taken out of every address that is shown",
    arguments: [
      ("http://me:pw@x.example/a@b", "http://…@x.example/a@b"), ("http://x.example/?q=a@b", "http://x.example/?q=a@b"),
      ("http://x.example/?Token=abc&page=2&api_key=1", "http://x.example/?Token=…&page=2&api_key=…"),
      ("http://a:b@c@x.example", "http://…@x.example"), ("x", "x"), ("", ""), ("http://x/?key", "http://x/?key"),
      ("http://x/?a=1;sid=2;b", "http://x/?a=1;sid=…;b"),
      ("http://x/#access_token=1&b=2", "http://x/#access_token=…&b=2"),
      ("http://x/?%74oken=1&x=%3d", "http://x/?%74oken=…&x=%3d"), ("http://x/?", "http://x/?"),
      ("http://x/?hub.secret=s&keyword=war", "http://x/?hub.secret=…&keyword=war"),
      ("http://x/?monkey=1&consumer-key=2&userPassword=3", "http://x/?monkey=1&consumer-key=…&userPassword=…"),
      ("http://x/?a=b?token=c", "http://x/?a=b?token=…"), ("//me@x/", "//…@x/"),
      ("http://x/?key=é&ö=1", "http://x/?key=…&ö=1"),
    ])
  func secretsAreTakenOut(_ url: String, _ expected: String) {
    #expect(Redaction.url(url) == expected)
    #expect(Redaction.hasSecret(url) == (url != expected))
  }
}
