import Testing

@testable import Domains

@Suite struct RegistrableDomainTests {
  @Test(arguments: [
    ("feeds.bbci.co.uk", "bbci.co.uk"), ("dawn.com", "dawn.com"), ("www.dawn.com", "dawn.com"),
    ("a.b.gov.pk", "b.gov.pk"), ("x.blogspot.com", "x.blogspot.com"), ("co.uk", "co.uk"), ("localhost", "localhost"),
    ("10.1.2.3", "10.1.2.3"), ("::1", "::1"), ("news.example", "news.example"), ("", ""),
    ("www.xn--85x722f.xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn"),
  ])
  func registrableDomainIsWhatOneOwnerHas(_ host: String, _ domain: String) {
    #expect(RegistrableDomain.of(host) == domain)
  }
}
