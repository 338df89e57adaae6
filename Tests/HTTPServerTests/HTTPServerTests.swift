import Foundation
import HTTPServer
import Locking
import TestSupport
import Testing

@Suite struct HTTPServerTests {
  /// A server on a free port of the loopback interface, stopped after `body`.
  private func withServer(
    _ change: (inout HTTPServerConfiguration) -> Void = { _ in }, handler: @escaping HTTPServer.Handler,
    _ body: (HTTPServer) async throws -> Void
  ) async throws {
    var configuration = HTTPServerConfiguration(port: 0)
    change(&configuration)
    let server = try HTTPServer(configuration, handler: handler)
    do {
      try await body(server)
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  private let echo: HTTPServer.Handler = { request in
    let text = "\(request.method.rawValue) \(request.target.text) \(request.headers["X-Test"] ?? "-")"
    return HTTPServerResponse(
      headers: [HTTPField("Content-Type", "text/plain"), HTTPField("ETag", "\"1\"")],
      body: Array(text.utf8) + request.body)
  }

  @Test func requestReachesHandlerWithMethodTargetAndHeaders() async throws {
    try await withServer(handler: echo) { server in
      let response = try await LoopbackClient.response(
        port: server.port, "GET /a%20b?q=%C3%A9+1 HTTP/1.1\r\nHost: x\r\nX-Test: yes\r\n\r\n")
      #expect(response.status == 200)
      #expect(response.text == "GET /a%20b?q=%C3%A9+1 yes")
      #expect(response["Content-Type"] == "text/plain")
      #expect(response["Date"] != nil)
    }
  }

  @Test func headHasTheLengthAndNoBody() async throws {
    try await withServer(handler: echo) { server in
      let client = try LoopbackClient(port: server.port)
      client.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n")
      let head = await client.response(toHead: true)
      #expect(head.status == 200)
      #expect(head["Content-Length"] == "8")
      #expect(head.body.isEmpty)
      client.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
      #expect(await client.response().text == "GET / -")
    }
  }

  @Test(arguments: ["OPTIONS", "DELETE", "PUT", "TRACE", "POST", "BREW"])
  func otherMethodsAreRefusedWithAllow(method: String) async throws {
    try await withServer(handler: echo) { server in
      let response = try await LoopbackClient.response(port: server.port, "\(method) / HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(response.status == 405)
      #expect(response["Allow"] == "GET, HEAD")
    }
  }

  @Test func postBodyArrivesWholeAndTooLongOnesAreRefused() async throws {
    let change: (inout HTTPServerConfiguration) -> Void = {
      $0.allowsPost = true
      $0.maximumBodyBytes = 1000
    }
    try await withServer(change, handler: echo) { server in
      let body = String(repeating: "b", count: 900)
      let whole = try await LoopbackClient.response(
        port: server.port, "POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n\(body)")
      #expect(whole.text == "POST /p -" + body)
      let declared = try await LoopbackClient.response(
        port: server.port, "POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n")
      #expect(declared.status == 413)
      let chunk = "258\r\n" + String(repeating: "c", count: 600) + "\r\n"
      let chunked = try await LoopbackClient.response(
        port: server.port, "POST /p HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n\(chunk)\(chunk)0\r\n\r\n")
      #expect(chunked.status == 413)
    }
  }

  @Test func longTargetsAndHeadersAreRefused() async throws {
    try await withServer(handler: echo) { server in
      let target = "/" + String(repeating: "a", count: 5000)
      let long = try await LoopbackClient.response(port: server.port, "GET \(target) HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(long.status == 414)
      let huge = "/" + String(repeating: "a", count: 200_000)
      let client = try LoopbackClient(port: server.port)
      client.send("GET \(huge) HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect([0, 400, 414, 431].contains(await client.response().status))
      let lines = String(repeating: "X-Filler: \(String(repeating: "f", count: 900))\r\n", count: 60)
      let fields = try LoopbackClient(port: server.port)
      fields.send("GET / HTTP/1.1\r\nHost: x\r\n\(lines)\r\n")
      #expect([0, 400, 413, 431].contains(await fields.response().status))
      #expect(try await LoopbackClient.response(port: server.port, "GET / HTTP/1.1\r\nHost: x\r\n\r\n").status == 200)
    }
  }

  @Test(arguments: ["*", "/%zz", "/%", "/a%00b", "/%ff", "ftp://x/", "x"])
  func malformedTargetsAreRefused(target: String) async throws {
    try await withServer(handler: echo) { server in
      let response = try await LoopbackClient.response(port: server.port, "GET \(target) HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(response.status == 400)
    }
  }

  @Test func connectionIsKeptAndPipelinedRequestsAreAnsweredInOrder() async throws {
    try await withServer(handler: echo) { server in
      let client = try LoopbackClient(port: server.port)
      for index in 0..<5 {
        client.send("GET /\(index) HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(await client.response().text == "GET /\(index) -")
      }
      #expect(server.connectionCount == 1)
      client.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
      #expect(await client.response().text == "GET /a -")
      #expect(await client.response().text == "GET /b -")
    }
  }

  @Test func trickledRequestIsCutOff() async throws {
    try await withServer({ $0.requestTimeout = .milliseconds(300) }, handler: echo) { server in
      let client = try LoopbackClient(port: server.port)
      let start = ContinuousClock.now
      client.send("GET / HTTP/1.1\r\n")
      var sent = true
      while sent, ContinuousClock.now - start < .seconds(5) {
        sent = client.send("X")
        try await Task.sleep(for: .milliseconds(50))
      }
      #expect(!sent)
      #expect(ContinuousClock.now - start < .seconds(3))
    }
  }

  @Test func idleConnectionIsClosed() async throws {
    try await withServer({ $0.requestTimeout = .milliseconds(300) }, handler: echo) { server in
      let client = try LoopbackClient(port: server.port, timeoutSeconds: 5)
      client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(await client.response().status == 200)
      #expect(await client.waitForClose())
    }
  }

  @Test func slowHandlerIsAnsweredFor() async throws {
    let cancelled = Locked(false)
    let slow: HTTPServer.Handler = { _ in
      try? await Task.sleep(for: .seconds(20))
      cancelled.withLock { $0 = Task.isCancelled }
      return HTTPServerResponse()
    }
    try await withServer({ $0.handlerTimeout = .milliseconds(200) }, handler: slow) { server in
      let response = try await LoopbackClient.response(port: server.port, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(response.status == 503)
      #expect(response["Retry-After"] == "30")
    }
    #expect(cancelled.withLock { $0 })
  }

  @Test func stopEndsWithinASecondWithOpenConnections() async throws {
    let stuck: HTTPServer.Handler = { _ in
      try? await Task.sleep(for: .seconds(20))
      return HTTPServerResponse()
    }
    let server = try HTTPServer(HTTPServerConfiguration(port: 0), handler: stuck)
    let idle = try LoopbackClient(port: server.port)
    let busy = try LoopbackClient(port: server.port)
    let partial = try LoopbackClient(port: server.port)
    busy.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    partial.send("GET / HT")
    try await Task.sleep(for: .milliseconds(100))
    let start = ContinuousClock.now
    async let response = busy.response()
    async let other: Void = server.stop()
    await server.stop()
    await other
    #expect(ContinuousClock.now - start < .seconds(1))
    #expect(await response.status == 503)
    #expect(await idle.waitForClose())
    #expect(await partial.waitForClose())
    #expect(throws: LoopbackClient.ConnectionRefused.self) { try LoopbackClient(port: server.port) }
  }

  @Test func stopLetsRequestsUnderWayFinish() async throws {
    let handler: HTTPServer.Handler = { _ in
      try? await Task.sleep(for: .milliseconds(250))
      return HTTPServerResponse(body: Array("done".utf8))
    }
    let server = try HTTPServer(HTTPServerConfiguration(port: 0), handler: handler)
    let client = try LoopbackClient(port: server.port)
    client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    try await Task.sleep(for: .milliseconds(50))
    async let response = client.response()
    await server.stop()
    #expect(await response.text == "done")
  }

  @Test func takenPortAndBadAddressesSayWhatToDo() async throws {
    try await withServer(handler: echo) { server in
      let port = server.port
      let taken = #expect(throws: HTTPServerError.self) {
        try HTTPServer(HTTPServerConfiguration(port: port)) { _ in HTTPServerResponse() }
      }
      #expect(taken?.code == .addressInUse)
      #expect(taken?.message.contains("127.0.0.1:\(port)") == true)
    }
    for (address, port, code) in [
      ("example.org", 0, HTTPServerError.Code.invalidAddress), ("192.0.2.1", 0, .addressNotAvailable),
      ("127.0.0.1", 70000, .invalidAddress),
    ] {
      let error = #expect(throws: HTTPServerError.self) {
        try HTTPServer(HTTPServerConfiguration(address: address, port: port)) { _ in HTTPServerResponse() }
      }
      #expect(error?.code == code)
    }
  }

  @Test func manyClientsAtOnceAreAllAnswered() async throws {
    try await withServer(handler: echo) { server in
      let port = server.port
      let good = try await withThrowingTaskGroup(of: Int.self) { group in
        for client in 0..<32 {
          group.addTask {
            let connection = try LoopbackClient(port: port)
            var good = 0
            for index in 0..<20 {
              connection.send("GET /\(client)/\(index) HTTP/1.1\r\nHost: x\r\n\r\n")
              if await connection.response().text == "GET /\(client)/\(index) -" { good += 1 }
            }
            return good
          }
        }
        return try await group.reduce(0, +)
      }
      #expect(good == 640)
    }
  }

  @Test func responseHeadersCannotBeSplit() async throws {
    let handler: HTTPServer.Handler = { request in
      HTTPServerResponse(headers: [HTTPField("X-Echo", request.target.parameter("v") ?? ""), HTTPField("X-Good", "1")])
    }
    try await withServer(handler: handler) { server in
      let response = try await LoopbackClient.response(
        port: server.port, "GET /?v=a%0D%0ASet-Cookie:%20b HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(response["X-Good"] == "1")
      #expect(response["Set-Cookie"] == nil)
      #expect(response["X-Echo"] == nil)
    }
  }
}
