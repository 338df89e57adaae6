import Testing
import WebValues

@Suite struct LinkHeaderTests {
  private func links(_ values: String...) -> [HeaderLink] { LinkHeader.links(values) }

  @Test func listsAndRepeatedFieldsMeanTheSame() {
    let expected = [
      HeaderLink("https://hub.example/", relations: ["hub"]), HeaderLink("https://a.example/feed", relations: ["self"]),
    ]
    #expect(links("<https://hub.example/>; rel=\"hub\", <https://a.example/feed>; rel=\"self\"") == expected)
    #expect(links("<https://hub.example/>; rel=hub", "<https://a.example/feed>;rel=self") == expected)
  }

  @Test func parametersQuotesAndCommasDoNotConfuse() {
    let read = links(
      "</a,b>; title=\"x, <y>; rel=\\\"no\\\"\"; rel=\"self HUB\"; rel=alternate , <c> ; type=text/html ;REL = next")
    #expect(read.map(\.reference) == ["/a,b", "c"])
    #expect(read.map(\.relations) == [["self", "hub"], ["next"]])
  }

  @Test func anchorTellsThatTheLinkIsAboutSomethingElse() {
    #expect(links("<https://evil.example/>; rel=self; anchor=\"https://b.example/\"")[0].anchor == "https://b.example/")
  }

  @Test(arguments: [
    "", ",,,", "<", "<a", "a; rel=hub", "\"<a>; rel=hub", "<a>; rel=\"hub", "<a>;;;=", "<a>; rel=\"hub\\", ";", "<>",
  ])
  func garbageDoesNotTrap(text: String) {
    let read = LinkHeader.links([text, "<b>; rel=hub"])
    #expect(read.last == HeaderLink("b", relations: ["hub"]))
  }

  @Test func numberOfLinksIsBounded() {
    let many = String(repeating: "<a>; rel=hub,", count: 1_000)
    #expect(LinkHeader.links([many, many]).count == LinkHeader.maximumLinks)
  }
}
