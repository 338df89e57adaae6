import Foundation
import TestSupport
import Testing

@testable import HTTPTransfer

@Suite struct ProxyTests {
  private static let through: LoopbackServer.Handler = { _ in .response(200, text: "through the proxy") }

  @Test(
    "S11 a proxy may be on this machine, its targets may not",
    arguments: [
      "http://127.1/", "http://localhost/", "http://[::1]/", "http://a.localhost/", "http://127.0.0.1./",
      "http://0x7f.1./", "http://169.254.169.254/", "http://router/", "http://printer.local/", "http://x.internal./",
      "https://[::ffff:10.0.0.1]/", "https://nas.home.arpa/",
    ])
  func targetsAreJudged(_ target: String) async throws {
    let proxy = try LoopbackServer(handler: Self.through)
    defer { proxy.stop() }
    let loop = TransferLoop(TransferSettings(proxy: "http://127.0.0.1:\(proxy.port)"))
    defer { loop.close() }
    let error = await #expect(throws: TransferError.self) { try await loop.response(to: HTTPRequest(url: target)) }
    #expect(error?.code == .addressRefused)
    #expect(proxy.connectionCount == 0)
    let response = try await loop.response(to: HTTPRequest(url: "http://news.example/feed"))
    #expect(response.body == Array("through the proxy".utf8))
    #expect(proxy.requests.map(\.target) == ["http://news.example/feed"])
  }

  @Test("S11 what the desk allows may be asked through the proxy too")
  func allowedTargetPasses() async throws {
    let proxy = try LoopbackServer(handler: Self.through)
    defer { proxy.stop() }
    let allowed = AddressGuard(allowing: [try .init("router:80"), try .init("10.0.0.0/8")])
    let loop = TransferLoop(TransferSettings(addressGuard: allowed, proxy: "http://127.0.0.1:\(proxy.port)"))
    defer { loop.close() }
    for url in ["http://router/", "http://10.1.1.1/"] { _ = try await loop.response(to: HTTPRequest(url: url)) }
    #expect(proxy.requests.count == 2)
  }

  @Test("S11 a tunnel's own answer is no answer of the server")
  func tunnelThatIsRefused() async throws {
    let proxy = try LoopbackServer { _ in .response(403, [("ETag", "\"proxy\"")], text: "no") }
    defer { proxy.stop() }
    let loop = TransferLoop(TransferSettings(proxy: "http://127.0.0.1:\(proxy.port)"))
    defer { loop.close() }
    let error = await #expect(throws: TransferError.self) {
      try await loop.response(to: HTTPRequest(url: "https://news.example/feed"))
    }
    #expect(error?.code == .connectFailed || error?.code == .connectionLost)
    #expect(error?.message.contains("403") == true)
    #expect(proxy.requests.map { "\($0.method) \($0.target)" } == ["CONNECT news.example:443"])
    #expect(proxy.requests.first?.value("Authorization") == nil)
  }

  /// In a process of its own, since the environment is the whole process's.
  @Test("S11 the environment sends nothing past the proxy, where no address would be judged")
  func environmentOpensNoWayAround() async {
    await #expect(processExitsWith: .success) {
      let proxy = try LoopbackServer { _ in .response(200, text: "through the proxy") }
      let inner = try LoopbackServer { _ in .response(200, text: "direct") }
      for name in ["no_proxy", "NO_PROXY"] { _ = unsafe setenv(name, "*", 1) }
      // A public name that resolves to this machine.
      var settings = TransferSettings(proxy: "http://127.0.0.1:\(proxy.port)")
      settings.lookUp = { host, _ in host == "news.example" ? ["127.0.0.1"] : nil }
      let loop = TransferLoop(settings)
      let response = try await loop.response(to: HTTPRequest(url: "http://news.example:\(inner.port)/"))
      #expect(response.body == Array("through the proxy".utf8))
      #expect(proxy.connectionCount == 1 && inner.connectionCount == 0)
    }
  }

  /// In a process of its own, since the environment is the whole process's.
  @Test("S11 the environment's proxies are not asked")
  func environmentIsIgnored() async {
    await #expect(processExitsWith: .success) {
      let proxy = try LoopbackServer { _ in .response(200, text: "through the proxy") }
      setProxyVariables("http://127.0.0.1:\(proxy.port)")
      let server = try LoopbackServer { _ in .response(200, text: "direct") }
      let loop = try loopbackLoop()
      let response = try await loop.response(to: HTTPRequest(url: server.url()))
      #expect(response.body == Array("direct".utf8))
      // A host that the guard refuses is not asked through a proxy either.
      let error = await #expect(throws: TransferError.self) {
        try await loop.response(to: HTTPRequest(url: "http://10.0.0.1/"))
      }
      #expect(error?.code == .addressRefused)
      _ = try? await loop.response(
        to: HTTPRequest(url: "https://127.0.0.1:\(server.port)/", limits: TransferLimits(connect: .seconds(2))))
      #expect(proxy.connectionCount == 0 && server.connectionCount == 2)
    }
  }
}

private func setProxyVariables(_ url: String) {
  for name in ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
    _ = unsafe setenv(name, url, 1)
  }
}
