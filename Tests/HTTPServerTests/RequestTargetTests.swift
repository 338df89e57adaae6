import HTTPServer
import Testing

@Suite struct RequestTargetTests {
  @Test func pathAndQueryAreDecodedApart() throws {
    let target = try #require(RequestTarget("/a%2Fb/c+d/%D8%AE?q=x%26y+z&flag&=v&e=#frag"))
    #expect(target.segments == ["a/b", "c+d", "خ"])
    #expect(target.parameter("q") == "x&y z")
    #expect(target.parameter("flag") == "")
    #expect(target.parameter("e") == "")
    #expect(target.parameter("none") == nil)
  }

  @Test func rootHasNoSegmentsAndDotsAreKept() throws {
    #expect(try #require(RequestTarget("/")).segments == [])
    #expect(try #require(RequestTarget("/a/")).segments == ["a", ""])
    #expect(try #require(RequestTarget("//x")).segments == ["", "x"])
    #expect(try #require(RequestTarget("/a/%2e%2e/b")).segments == ["a", "..", "b"])
  }

  @Test func absoluteFormNamesItsAuthority() throws {
    let target = try #require(RequestTarget("HTTP://Evil.example:80?x=1"))
    #expect(target.authority == "Evil.example:80")
    #expect(target.segments == [])
    #expect(target.parameter("x") == "1")
  }

  @Test(arguments: [
    "", "*", "x", "ftp://h/", "http://", "/%", "/%4", "/%gg", "/%00", "/%7f", "/a\u{1}", "/%c3", "/?%ff",
  ])
  func malformedTargetsAreNone(text: String) { #expect(RequestTarget(text) == nil) }
}
