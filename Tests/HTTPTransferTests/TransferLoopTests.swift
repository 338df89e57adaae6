import Foundation
import HTTPTransfer
import TestSupport
import Testing

@Suite struct TransferLoopTests {
  @Test func responseCarriesStatusFieldsAndBody() async throws {
    let (result, requests) = try await exchange { _ in
      .response(404, [("X-One", "1"), ("Set-Cookie", "a=b"), ("X-One", "2"), ("Empty", "")], text: "not here")
    }
    let response = try result.get()
    #expect(response.status == 404)
    #expect(response.values("x-one") == ["1", "2"])
    #expect(response.value("empty") == "")
    #expect(response.fields.map(\.name) == ["X-One", "Set-Cookie", "X-One", "Empty", "Content-Length"])
    #expect(response.body == Array("not here".utf8))
    #expect(response.address == "127.0.0.1")
    #expect(requests.map(\.target) == ["/feed?a=b&c=%20d"])
  }

  @Test func requestSendsNoCookieRefererOrUserAgentOfItsOwn() async throws {
    let (_, requests) = try await exchange { server in
      HTTPRequest(url: server.url(), fields: [HTTPField("User-Agent", "Khabar/1"), HTTPField("X-Empty", "")])
    } _: { _ in
      .response(200)
    }
    let request = try #require(requests.first)
    #expect(
      request.fields.map { $0.name.lowercased() }.sorted() == [
        "accept", "accept-encoding", "host", "user-agent", "x-empty",
      ])
    #expect(request.value("Accept-Encoding") == "gzip, br")
  }

  @Test func postSendsItsBody() async throws {
    let (result, requests) = try await exchange { server in
      HTTPRequest(
        url: server.url("/hook"), method: .post, fields: [HTTPField("Content-Type", "application/json")],
        body: Array("{\"a\":\"\0\"}".utf8))
    } _: { _ in
      .response(202)
    }
    #expect(try result.get().status == 202)
    #expect(requests.map(\.method) == ["POST"])
    #expect(requests.first?.body == Array("{\"a\":\"\0\"}".utf8))
    #expect(requests.first?.value("Content-Type") == "application/json")
  }

  @Test func emptyPostDoesNotWait() async throws {
    let (result, requests) = try await exchange {
      HTTPRequest(url: $0.url(), method: .post)
    } _: { _ in
      .response(200)
    }
    #expect(try result.get().status == 200)
    #expect(requests.first?.value("Content-Length") == "0")
  }

  @Test func userInformationBecomesBasicAuthentication() async throws {
    let (_, requests) = try await exchange {
      HTTPRequest(url: "http://me:s%20x@127.0.0.1:\($0.port)/")
    } _: { _ in
      .response(200)
    }
    #expect(requests.first?.value("Authorization") == "Basic " + Data("me:s x".utf8).base64EncodedString())
    #expect(requests.first?.target == "/")
  }

  @Test func redirectIsAnsweredNotFollowed() async throws {
    let (result, requests) = try await exchange { _ in .response(301, [("Location", "/elsewhere")]) }
    #expect(try result.get().status == 301)
    #expect(requests.count == 1)
  }

  @Test func onlyTheLastHeaderBlockCounts() async throws {
    let (result, _) = try await exchange { _ in
      [.send(Array("HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n".utf8))]
        + .response(200, [("X-Late", "1")], text: "x")
    }
    let response = try result.get()
    #expect(response.status == 200)
    #expect(response.value("X-Early") == nil && response.value("X-Late") == "1")
  }

  @Test func trailersAreNotFields() async throws {
    let (result, _) = try await exchange { _ in
      [.send(Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\nETag: \"t\"\r\n\r\n".utf8))]
    }
    #expect(try result.get().value("ETag") == nil)
    #expect(try result.get().body == Array("x".utf8))
  }

  @Test func gzipIsDecoded() async throws {
    let packed = try Gzip.pack(Array("hello, hello, hello".utf8))
    let (result, _) = try await exchange { _ in .response(200, [("Content-Encoding", "gzip")], body: packed) }
    #expect(try result.get().body == Array("hello, hello, hello".utf8))
    #expect(try result.get().wireBytes == packed.count)
  }

  @Test func brotliIsDecoded() async throws {
    let packed: [UInt8] = [0x0B, 0x02, 0x80] + Array("hello".utf8) + [0x03]
    let (result, _) = try await exchange { _ in .response(200, [("Content-Encoding", "br")], body: packed) }
    #expect(try result.get().body == Array("hello".utf8))
  }

  @Test func closedPortIsAConnectFailure() async throws {
    let server = try LoopbackServer { _ in .response(200) }
    server.stop()
    try await Task.sleep(for: .milliseconds(50))
    let loop = try loopbackLoop()
    defer { loop.close() }
    let error = await #expect(throws: TransferError.self) {
      try await loop.response(to: HTTPRequest(url: server.url()))
    }
    #expect(error?.code == .connectFailed)
  }

  @Test func unknownNameIsAResolveFailure() async throws {
    let loop = TransferLoop()
    defer { loop.close() }
    let request = HTTPRequest(url: "http://no-such-name.invalid/", limits: TransferLimits(connect: .seconds(5)))
    let error = await #expect(throws: TransferError.self) { try await loop.response(to: request) }
    #expect(error?.code == .resolveFailed)
    #expect(error?.message.contains("no-such-name.invalid") == true)
  }

  @Test(
    "S10 only http and https are asked",
    arguments: [
      "file:///etc/passwd", "gopher://127.0.0.1/", "ftp://127.0.0.1/", "feed:http://x/", "dict://127.0.0.1/", "x", "",
      "http://", "http://a b/", "http://127.0.0.1:99999/", "http://x/\u{1}",
      "http://x/\(String(repeating: "a", count: 3_000))",
    ])
  func onlyHTTPURLsAreAsked(_ url: String) async throws {
    let loop = try loopbackLoop()
    defer { loop.close() }
    let error = await #expect(throws: TransferError.self) { try await loop.response(to: HTTPRequest(url: url)) }
    #expect(error?.code == .invalidRequest)
  }

  @Test(arguments: [
    HTTPField("X", "a\r\nInjected: 1"), HTTPField("X Y", "a"), HTTPField("", "a"), HTTPField("X", "\0"),
  ])
  func fieldsCannotBeInjected(_ field: HTTPField) async throws {
    let (result, requests) = try await exchange {
      HTTPRequest(url: $0.url(), fields: [field])
    } _: { _ in
      .response(200)
    }
    #expect(code(result) == .invalidRequest)
    #expect(requests.isEmpty)
  }
}
