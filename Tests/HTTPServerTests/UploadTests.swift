import Foundation
import HTTPServer
import Locking
import TestSupport
import Testing

@Suite struct UploadTests {
  private let count: HTTPServer.Handler = { .message(200, "\($0.body.count)") }
  /// 100 bytes at `/hooks/…`, nothing elsewhere.
  private let hooksOnly: HTTPServer.Admission = { request in
    request.target.segments.first == "hooks"
      ? .accept(maximumBytes: 100) : .refuse(.message(404, "nobody takes anything here"))
  }

  private func withServer(
    _ admission: HTTPServer.Admission?, _ change: (inout HTTPServerConfiguration) -> Void = { _ in },
    handler: HTTPServer.Handler? = nil, _ body: (HTTPServer) async throws -> Void
  ) async throws {
    var configuration = HTTPServerConfiguration(port: 0)
    configuration.allowsPost = true
    configuration.maximumBodyBytes = 10
    change(&configuration)
    let server = try HTTPServer(configuration, admission: admission, handler: handler ?? count)
    do {
      try await body(server)
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  private func post(
    _ path: String, _ bytes: Int, _ server: HTTPServer, chunked: Bool = false
  ) async throws
    -> LoopbackClient.Response
  {
    let body = String(repeating: "b", count: bytes)
    let framing = chunked ? "Transfer-Encoding: chunked" : "Content-Length: \(bytes)"
    let framed = chunked ? "\(String(bytes, radix: 16))\r\n\(body)\r\n0\r\n\r\n" : body
    return try await LoopbackClient.response(
      port: server.port, "POST \(path) HTTP/1.1\r\nHost: x\r\n\(framing)\r\n\r\n\(framed)")
  }

  @Test func admissionSetsTheCap() async throws {
    try await withServer(hooksOnly) { server in
      let whole = try await post("/hooks/a", 100, server)
      #expect(whole.text == "100\n")
      #expect(try await post("/hooks/a", 100, server, chunked: true).text == "100\n")
      #expect(try await post("/hooks/a", 101, server).status == 413)
      #expect(try await post("/hooks/a", 101, server, chunked: true).status == 413)
      #expect(try await post("/hooks/a", 0, server).text == "0\n")
    }
  }

  @Test func refusalComesBeforeTheBody() async throws {
    let reached = Locked(0)
    let handler: HTTPServer.Handler = { _ in
      reached.withLock { $0 += 1 }
      return HTTPServerResponse()
    }
    try await withServer(hooksOnly, handler: handler) { server in
      let client = try LoopbackClient(port: server.port)
      client.send("POST /other HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n\r\n")
      let response = await client.response()
      #expect(response.status == 404 && response["Connection"] == "close")
      #expect(await client.waitForClose())
      #expect(reached.withLock { $0 } == 0)
      #expect(try await LoopbackClient.response(port: server.port, "GET /x HTTP/1.1\r\nHost: x\r\n\r\n").status == 200)
    }
  }

  @Test func trickledBodyIsCutOff() async throws {
    try await withServer(hooksOnly, { $0.uploadTimeout = .milliseconds(400) }) { server in
      let client = try LoopbackClient(port: server.port)
      let start = ContinuousClock.now
      client.send("POST /hooks/a HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n")
      var sent = true
      while sent, ContinuousClock.now - start < .seconds(5) {
        sent = client.send("b")
        try await Task.sleep(for: .milliseconds(40))
      }
      #expect(!sent)
      #expect(ContinuousClock.now - start < .seconds(3))
    }
  }

  @Test func anAdmittedBodyHasMoreTimeThanAHead() async throws {
    try await withServer(hooksOnly, { $0.requestTimeout = .seconds(1) }) { server in
      let client = try LoopbackClient(port: server.port)
      client.send("POST /hooks/a HTTP/1.1\r\nHost: x\r\nContent-Length: 30\r\n\r\n")
      for _ in 0..<3 {
        try await Task.sleep(for: .milliseconds(600))
        client.send("0123456789")
      }
      #expect(await client.response().text == "30\n")
    }
  }

  @Test func allBodiesTogetherAreBounded() async throws {
    let roomy: HTTPServer.Admission = { _ in .accept(maximumBytes: 1_000) }
    try await withServer(roomy, { $0.maximumBufferedBytes = 1_500 }) { server in
      let first = try LoopbackClient(port: server.port)
      first.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n" + String(repeating: "b", count: 900))
      try await Task.sleep(for: .milliseconds(200))
      let second = try await post("/b", 900, server)
      #expect(second.status == 503 && second["Retry-After"] == "30")
      #expect(try await post("/c", 500, server).text == "500\n", "what was refused is not held")
      first.send(String(repeating: "b", count: 100))
      #expect(await first.response().text == "1000\n")
      #expect(try await post("/d", 1_000, server).text == "1000\n", "what is over is not held")
    }
  }

  @Test func withoutAdmissionTheConfigurationDecides() async throws {
    try await withServer(nil) { server in
      let whole = try await post("/any", 10, server)
      #expect(whole.text == "10\n")
      #expect(try await post("/any", 11, server).status == 413)
    }
  }
}
