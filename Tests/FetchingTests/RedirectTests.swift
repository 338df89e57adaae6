import Articles
import Foundation
import HTTPTransfer
import TestSupport
import Testing

@testable import Fetching

@Suite struct RedirectTests {
  /// Redirects `/N` to `/N-1` until `/0`.
  private static let countdown: @Sendable (Seen) -> Answer = { seen in
    let number = Int(seen.target.dropFirst()) ?? 0
    return number == 0 ? Answer(200, [], "there") : Answer(number % 2 == 0 ? 301 : 308, [("Location", "\(number - 1)")])
  }

  @Test(arguments: Wire.allCases)
  func fiveHopsAreFollowedAndRecorded(_ wire: Wire) async throws {
    let bench = try FetchBench(wire, Self.countdown)
    let result = try await bench.fetch("/5")
    #expect(result.document?.metadata.finalURL == bench.home + "/0")
    #expect(result.hops.map(\.status) == [308, 301, 308, 301, 308])
    #expect(result.hops.first == RedirectHop(from: bench.home + "/5", to: bench.home + "/4", status: 308))
    #expect(result.permanentURL == bench.home + "/0")
    #expect(result.requestCount == 6)
  }

  @Test(arguments: Wire.allCases)
  func sixHopsAreTooMany(_ wire: Wire) async throws {
    let bench = try FetchBench(wire, Self.countdown)
    let result = try await bench.fetch("/6")
    #expect(result.code == "redirect-limit")
    #expect(bench.requests.count == 6)
  }

  @Test(arguments: Wire.allCases)
  func circleIsNoticed(_ wire: Wire) async throws {
    let bench = try FetchBench(wire) { Answer(302, [("Location", $0.target == "/a" ? "/b" : "/a#again")]) }
    #expect(try await bench.fetch("/a").code == "redirect-loop")
    #expect(bench.requests.count == 2)
  }

  @Test(arguments: [302, 303, 307])
  func oneTemporaryHopMakesTheMoveTemporary(_ status: Int) async throws {
    let bench = try FetchBench(.scripted) { seen in
      switch seen.target {
      case "/a": Answer(301, [("Location", "/b")])
      case "/b": Answer(status, [("Location", "/c")])
      default: Answer(200, [], "x")
      }
    }
    let result = try await bench.fetch("/a")
    #expect(result.hops.map(\.isPermanent) == [true, false])
    #expect(result.permanentURL == nil)
  }

  @Test("S6 a redirect is judged like the address that it starts from", arguments: Wire.allCases)
  func redirectToAnAddressNotAllowedIsRefused(_ wire: Wire) async throws {
    let bench = try FetchBench(wire) { _ in Answer(302, [("Location", "http://127.0.0.2:9/secret")]) }
    let result = try await bench.fetch("/feed")
    #expect(result.code == "address-refused")
    #expect(result.failureMessage?.contains("127.0.0.2") == true)
    #expect(result.hops.count == 1 && bench.requests.count == 1)
  }

  @Test(
    "S10 a redirect to another scheme is refused",
    arguments: ["file:///etc/passwd", "gopher://x/", "javascript:alert(1)", "http://", "//", "http://x:99999/"])
  func redirectElsewhereThanHTTPIsAFailure(_ location: String) async throws {
    let bench = try FetchBench(.scripted) { _ in Answer(302, [("Location", location)]) }
    #expect(try await bench.fetch("/feed").code == "redirect-invalid")
    #expect(bench.requests.count == 1)
  }

  @Test func namesAndPathsOutsideASCIIAreAsked() async throws {
    let transfer = ScriptedTransfer { request throws(TransferError) in
      request.url.hasPrefix("http://xn--bcher-kva.example/")
        ? HTTPResponse(status: 302, fields: [HTTPField("Location", "/خبریں?q=é")]) : HTTPResponse(status: 200)
    }
    let fetcher = FeedFetcher(
      transfer: transfer, pacer: DomainPacer(), settings: FetchSettings(userAgent: "K/1", maximumHops: 1))
    let result = try await fetcher.fetch(FeedRequest(url: "http://bücher.example/feed"))
    #expect(result.hops.first?.from == "http://xn--bcher-kva.example/feed")
    #expect(
      result.hops.first?.to == "http://xn--bcher-kva.example/%D8%AE%D8%A8%D8%B1%DB%8C%DA%BA?q=%C3%A9")
  }

  @Test func redirectWithoutLocationIsAFailure() async throws {
    let bench = try FetchBench(.scripted) { _ in Answer(301) }
    #expect(try await bench.fetch("/feed").code == "http-301")
  }

  @Test("S12 credentials are dropped when a redirect leaves their origin", arguments: Wire.allCases)
  func credentialsStayWithTheirOrigin(_ wire: Wire) async throws {
    let bench = try FetchBench(wire) { seen in
      switch seen.target {
      case "/a": return Answer(302, [("Location", "/b")])
      case "/b":
        let host = seen.url.replacing("127.0.0.1", with: "thief:loot@localhost").replacing("/b", with: "/c")
        return Answer(302, [("Location", host)])
      default: return Answer(200, [], "x")
      }
    }
    let expected = "Basic " + Data("me:pa:ss".utf8).base64EncodedString()
    _ = try await bench.fetch(FeedRequest(url: bench.home + "/a", credentials: "me:pa:ss"))
    #expect(bench.requests.map(\.target) == ["/a", "/b", "/c"])
    #expect(bench.requests.map { $0["Authorization"] } == [expected, expected, nil])
  }

  @Test(
    "S12 credentials are passed on within an origin, and from http to https at one host",
    arguments: [
      ("http://a.example/1", "http://a.example:80/2", true), ("http://a.example/1", "https://A.example/1", true),
      ("http://a.example/", "http://a.example:8080/", false), ("http://a.example:8080/", "https://a.example/", false),
      ("http://a.example/", "https://a.example:8443/", false), ("https://a.example/", "http://a.example/", false),
      ("https://a.example/", "https://www.a.example/", false), ("https://a.example/", "https://a.example./1", true),
      ("https://a.example/", "not an address", false), ("https://bücher.example/", "https://bücher.example/2", true),
    ])
  func whereCredentialsMayGo(_ old: String, _ new: String, _ mayGo: Bool) {
    #expect(FeedRequest.mayPassCredentials(from: old, to: new) == mayGo)
  }

  @Test("S12 credentials of an address are sent and not kept", arguments: Wire.allCases)
  func credentialsOfTheURLAreSentButNotKept(_ wire: Wire) async throws {
    let bench = try FetchBench(wire) { _ in Answer(200, [], "x") }
    let url = bench.home.replacing("//", with: "//me:s%20x@") + "/feed"
    let result = try await bench.fetch(FeedRequest(url: url))
    #expect(bench.requests.first?["Authorization"] == "Basic " + Data("me:s x".utf8).base64EncodedString())
    #expect(result.document?.metadata.finalURL == bench.home + "/feed")
  }

  @Test func aHoldInTheMiddleOfAWalkIsAFailureThatTells() async throws {
    let until = FetchBench.now.addingTimeInterval(600)
    let pacer = DomainPacer(clock: ManualClock())
    let transfer = ScriptedTransfer { request throws(TransferError) in
      // Another feed of the host meets a 503 while this one walks.
      pacer.keepQuiet(towards: "a.example", scope: .host, for: .seconds(600))
      return HTTPResponse(status: 302, fields: [HTTPField("Location", request.url + "x")])
    }
    let fetcher = FeedFetcher(transfer: transfer, pacer: pacer, settings: FetchSettings(userAgent: "K/1")) {
      FetchBench.now
    }
    let result = try await fetcher.fetch(FeedRequest(url: "http://a.example/loop?token=s3cret&n="))
    #expect(result.code == "redirect-held")
    #expect(result.retryAfter == until)
    #expect(result.requestCount == 1 && result.hops.count == 1)
    let message = try #require(result.failureMessage)
    #expect(message.contains("a.example has asked for quiet until 2027-01-15T08:10:00Z"))
    #expect(!message.contains("s3cret"))
    let second = try await fetcher.fetch(FeedRequest(url: "http://a.example/other"))
    #expect(second.outcome == .postponed(until: until) && second.requestCount == 0)
  }

  @Test func aRedirectToAHeldHostIsAFailureThatTells() async throws {
    let bench = try FetchBench(.scripted) { seen in
      seen.url.contains("localhost")
        ? Answer(503, [("Retry-After", "60")]) : Answer(302, [("Location", "//localhost:8080/x")])
    }
    #expect(try await bench.fetch(FeedRequest(url: bench.away + "/")).code == "http-503")
    let result = try await bench.fetch("/feed")
    #expect(result.code == "redirect-held" && result.retryAfter != nil)
    #expect(result.failureMessage?.contains("localhost has asked for quiet until") == true)
  }

  @Test(
    "S5 what is spelled as a refused address waits for no turn", .timeLimit(.minutes(1)),
    arguments: [
      "127.0.0.1", "localhost", "10.0.0.1", "[::1]", "169.254.169.254", "localhost.", "127.1", "127.0.0.1.", "0x7f.1.",
      "\u{FF11}\u{FF12}\u{FF17}.0.0.1", "127\u{3002}0\u{3002}0\u{3002}1", "l\u{24DE}calhost",
    ])
  func refusedAddressesWaitForNoTurn(_ host: String) async throws {
    let clock = ManualClock()
    let transfer = ScriptedTransfer { _ throws(TransferError) in HTTPResponse(status: 200) }
    let fetcher = FeedFetcher(
      transfer: transfer, pacer: DomainPacer(clock: clock), settings: FetchSettings(userAgent: "K/1"))
    for path in ["a", "b", "c"] {
      let result = try await fetcher.fetch(FeedRequest(url: "http://\(host)/\(path)"))
      #expect(result.code == "address-refused" && result.requestCount == 0)
      #expect(result.failureMessage?.contains("/\(path): ") == true)
    }
    #expect(transfer.requests.isEmpty && clock.now.offset == .zero)
  }

  @Test func hopsAreFetchedInTheirOwnDomainsTurn() async throws {
    let clock = ManualClock()
    let transfer = ScriptedTransfer { request throws(TransferError) in
      request.url == "http://a.example/x"
        ? HTTPResponse(status: 302, fields: [HTTPField("Location", "http://b.example/")])
        : HTTPResponse(status: 200, body: [1])
    }
    let fetcher = FeedFetcher(
      transfer: transfer, pacer: DomainPacer(clock: clock), settings: FetchSettings(userAgent: "K/1"))
    _ = try await fetcher.fetch(FeedRequest(url: "http://b.example/first"))
    let task = Task { try await fetcher.fetch(FeedRequest(url: "http://a.example/x")) }
    while clock.sleeperCount == 0 { await Task.yield() }
    #expect(transfer.requests.map(\.url) == ["http://b.example/first", "http://a.example/x"])
    clock.advance(by: .seconds(5))
    #expect(try await task.value.document?.metadata.finalURL == "http://b.example/")
  }
}
