import Foundation
import Locking
import TestSupport
import Testing

@testable import HTTPTransfer

/// What names resolve to, and which of their addresses are connected to.
///
/// 127.0.0.2 stands for the public web here.
@Suite struct ResolutionTests {
  /// Two servers with one port: a public one that may be asked, and this machine's own that must not be.
  private struct TwoServers {
    let allowed: LoopbackServer
    let own: LoopbackServer
    var port: Int { allowed.port }

    init() throws {
      var pair: (LoopbackServer, LoopbackServer)?
      for _ in 0..<20 where pair == nil {
        let own = try LoopbackServer { _ in .response(200, text: "secret") }
        pair =
          (try? LoopbackServer(address: "127.0.0.2", port: own.port) { _ in
            .response(200, [("Connection", "close")], text: "news") + [.close]
          }).map { ($0, own) }
      }
      (allowed, own) = try #require(pair)
    }

    func stop() {
      allowed.stop()
      own.stop()
    }

    /// A loop to which every name has the addresses that `answers` gives, one list a look-up and then the last one.
    func loop(_ answers: [[String]]) throws -> TransferLoop {
      let left = Locked(answers)
      var settings = TransferSettings(addressGuard: AddressGuard(allowing: [try .init("127.0.0.2")]))
      settings.lookUp = { _, _ in
        left.withLock { $0.count > 1 ? $0.removeFirst() : $0.first }
      }
      return TransferLoop(settings)
    }

    func ask(_ loop: TransferLoop) async throws(TransferError) -> HTTPResponse {
      try await loop.response(to: HTTPRequest(url: "http://news.example:\(port)/"))
    }
  }

  @Test("S7 a DNS answer that changes between look-ups is judged by the address that is connected to")
  func rebinding() async throws {
    let servers = try TwoServers()
    defer { servers.stop() }
    let loop = try servers.loop([["127.0.0.2"], ["127.0.0.1"]])
    defer { loop.close() }
    let response = try await servers.ask(loop)
    #expect(response.body == Array("news".utf8) && response.address == "127.0.0.2")
    let error = await #expect(throws: TransferError.self) { try await servers.ask(loop) }
    #expect(error?.code == .addressRefused)
    #expect(error?.message.contains("news.example is at 127.0.0.1 (loopback)") == true)
    #expect(servers.allowed.connectionCount == 1 && servers.own.connectionCount == 0)
  }

  @Test(
    "S8 of a name's addresses only the public ones are connected to, in whatever order they come",
    arguments: [
      ["127.0.0.1", "127.0.0.2"], ["127.0.0.2", "127.0.0.1"], ["::1", "127.0.0.2"], ["::ffff:127.0.0.1", "127.0.0.2"],
      ["10.0.0.1", "fe80::1", "127.0.0.1", "127.0.0.2", "169.254.169.254"],
    ])
  func everyCandidateIsJudged(_ addresses: [String]) async throws {
    let servers = try TwoServers()
    defer { servers.stop() }
    let loop = try servers.loop([addresses])
    defer { loop.close() }
    #expect(try await servers.ask(loop).address == "127.0.0.2")
    #expect(servers.own.connectionCount == 0)
  }

  @Test(
    "S8 a private address is not connected to when the public one fails", arguments: [true, false])
  func privateCandidateIsNoFallback(_ isFirst: Bool) async throws {
    let servers = try TwoServers()
    servers.allowed.stop()
    defer { servers.stop() }
    // Until the listener is closed.
    try await Task.sleep(for: .milliseconds(50))
    let loop = try servers.loop([isFirst ? ["127.0.0.1", "127.0.0.2"] : ["127.0.0.2", "127.0.0.1"]])
    defer { loop.close() }
    let error = await #expect(throws: TransferError.self) { try await servers.ask(loop) }
    #expect(error?.code == .connectFailed)
    #expect(error?.message.contains("another of its addresses is refused: news.example is at 127.0.0.1") == true)
    #expect(servers.own.connectionCount == 0)
  }

  @Test("S8 a name with private addresses only is refused")
  func onlyPrivateCandidates() async throws {
    let servers = try TwoServers()
    defer { servers.stop() }
    let loop = try servers.loop([["127.0.0.1", "::1", "10.0.0.1"]])
    defer { loop.close() }
    let error = await #expect(throws: TransferError.self) { try await servers.ask(loop) }
    #expect(error?.code == .addressRefused)
    #expect(servers.own.connectionCount == 0)
  }

  @Test func aDeadIPv6AddressDoesNotKeepIPv4Waiting() async throws {
    let server = try LoopbackServer { _ in .response(200, text: "four") }
    defer { server.stop() }
    let silent = try SilentPort(ipv6: true, port: server.port)
    var settings = TransferSettings(
      addressGuard: AddressGuard(allowing: [try .init("127.0.0.1"), try .init("::1")]))
    settings.lookUp = { _, _ in ["::1", "127.0.0.1"] }
    let loop = TransferLoop(settings)
    defer { loop.close() }
    let url = "http://news.example:\(server.port)/"
    // One address after the other would take half of the time for connecting, which is more than there is.
    let limits = TransferLimits(total: .seconds(4), connect: .seconds(20))
    let response = try await loop.response(to: HTTPRequest(url: url, limits: limits))
    #expect(response.address == "127.0.0.1")
    // Without the second address nothing answers: the first one is as dead as it should be.
    settings.lookUp = { _, _ in ["::1"] }
    let lone = TransferLoop(settings)
    defer { lone.close() }
    let error = await #expect(throws: TransferError.self) {
      try await lone.response(to: HTTPRequest(url: url, limits: TransferLimits(connect: .milliseconds(700))))
    }
    #expect(error?.code == .timedOut)
    withExtendedLifetime(silent) {}
  }

  @Test func anIPv6AddressThatRefusesIsFollowedByIPv4() async throws {
    let server = try LoopbackServer { _ in .response(200, text: "four") }
    defer { server.stop() }
    var settings = TransferSettings(
      addressGuard: AddressGuard(allowing: [try .init("127.0.0.1"), try .init("::1")]))
    settings.lookUp = { _, _ in ["::1", "127.0.0.1"] }
    let loop = TransferLoop(settings)
    defer { loop.close() }
    let response = try await loop.response(to: HTTPRequest(url: "http://news.example:\(server.port)/"))
    #expect(response.address == "127.0.0.1")
  }
}
