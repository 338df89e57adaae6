import Foundation
import TestSupport
import Testing

@testable import HTTPTransfer

@Suite struct TLSTests {
  /// A loop that finds every `.test` name at this machine and trusts an authority beside the system's.
  private static func loop(_ server: TLSServer, isTrusting: Bool = true, perHost: Int = 2) throws -> TransferLoop {
    var settings = TransferSettings(
      connectionsPerHost: perHost, addressGuard: AddressGuard(allowing: [try .init("127.0.0.1")]),
      certificateAuthorityFile: isTrusting ? server.authorityFile : nil)
    settings.lookUp = { host, _ in host.hasSuffix(".test") ? ["127.0.0.1"] : nil }
    return TransferLoop(settings)
  }

  @Test func goodCertificateOfATrustedAuthorityPasses() async throws {
    let server = try TLSServer()
    defer { server.stop() }
    let loop = try Self.loop(server)
    defer { loop.close() }
    let response = try await loop.response(to: HTTPRequest(url: server.url("good.test", "/hello")))
    #expect(response.body == Array("good.test /hello".utf8))
    // The same certificate, without trust in its authority.
    let stranger = try Self.loop(server, isTrusting: false)
    defer { stranger.close() }
    let error = await #expect(throws: TransferError.self) {
      try await stranger.response(to: HTTPRequest(url: server.url("good.test")))
    }
    #expect(error?.code == .tlsFailed)
  }

  @Test func badCertificatesAreRefusedWithTheReason() async throws {
    let server = try TLSServer()
    defer { server.stop() }
    let loop = try Self.loop(server)
    defer { loop.close() }
    for (name, reason) in [
      ("expired.test", "expired"), ("wrong-host.test", "wrong-host.test"), ("self-signed.test", "self"),
      ("untrusted.test", "issuer"),
    ] {
      let error = await #expect(throws: TransferError.self) {
        try await loop.response(to: HTTPRequest(url: server.url(name)))
      }
      #expect(error?.code == .tlsFailed)
      #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
      #expect(server.events(of: name).allSatisfy { !$0.hasPrefix("request") })
    }
    // An address is no name that a certificate is for.
    let error = await #expect(throws: TransferError.self) {
      try await loop.response(to: HTTPRequest(url: "https://127.0.0.1:\(server.port)/"))
    }
    #expect(error?.code == .tlsFailed)
  }

  @Test func authorityFileThatIsMissingIsSaidPlainly() async throws {
    let server = try TLSServer()
    defer { server.stop() }
    var settings = TransferSettings(
      addressGuard: AddressGuard(allowing: [try .init("127.0.0.1")]), certificateAuthorityFile: "/nowhere/ca.pem")
    settings.lookUp = { _, _ in ["127.0.0.1"] }
    let loop = TransferLoop(settings)
    defer { loop.close() }
    let error = await #expect(throws: TransferError.self) {
      try await loop.response(to: HTTPRequest(url: server.url("good.test")))
    }
    #expect(error?.code == .tlsFailed)
    #expect(error?.message.contains("/nowhere/ca.pem") == true, "\(error?.message ?? "")")
  }

  /// What became of requests for the paths `/0` to `/<count - 1>` that were made at once.
  private func askTogether(
    _ count: Int, _ name: String, _ prefix: String = "/", of server: TLSServer, _ loop: TransferLoop
  ) async -> [Result<HTTPResponse, TransferError>] {
    await withTaskGroup(of: (Int, Result<HTTPResponse, TransferError>).self) { group in
      for number in 0..<count {
        group.addTask {
          do throws(TransferError) {
            return (
              number, .success(try await loop.response(to: HTTPRequest(url: server.url(name, "\(prefix)\(number)"))))
            )
          } catch {
            return (number, .failure(error))
          }
        }
      }
      var results: [(Int, Result<HTTPResponse, TransferError>)] = []
      for await result in group { results.append(result) }
      return results.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  @Test func http2CarriesManyRequestsOnOneConnection() async throws {
    let server = try TLSServer()
    defer { server.stop() }
    let loop = try Self.loop(server, perHost: 8)
    defer { loop.close() }
    // The server answers none before all are there, so they must be on their way at once.
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          let response = try? await loop.response(to: HTTPRequest(url: server.url("h2.test", "/together/8")))
          #expect(response?.body == Array("h2.test /together/8".utf8))
        }
      }
    }
    #expect(await server.requests(of: "h2.test", atLeast: 8).count == 8)
    let connections = server.events(of: "h2.test").filter { $0.hasPrefix("connection") }
    #expect(connections == ["connection h2.test 1 h2"])
  }

  /// GOAWAY tells which streams were not processed: those are sent again on a new connection, each once.
  @Test(arguments: ["goaway.test", "refused.test"])
  func requestsThatTheServerDidNotProcessAreSentAgain(_ name: String) async throws {
    let server = try TLSServer()
    defer { server.stop() }
    let loop = try Self.loop(server, perHost: 4)
    defer { loop.close() }
    let results = await askTogether(4, name, of: server, loop)
    for (number, result) in results.enumerated() {
      #expect(try result.get().body == Array("\(name) /\(number)".utf8))
    }
    let requests = await server.requests(of: name, atLeast: 7)
    #expect(requests.count == 7, "\(requests)")
    // The first to arrive was answered before the connection ended.
    let path = try #require(requests.first?.split(separator: " ").last)
    #expect(requests.count { $0.hasSuffix(path) } == 1)
  }

  /// A stream that breaks off is a failure, or a second try has brought the whole: never half of it.
  @Test(arguments: ["reset.test", "cut.test"])
  func streamsThatBreakOffAreNeverTakenForWhole(_ name: String) async throws {
    let server = try TLSServer()
    defer { server.stop() }
    let loop = try Self.loop(server, perHost: 4)
    defer { loop.close() }
    let results = await askTogether(4, name, of: server, loop)
    for (number, result) in results.enumerated() {
      switch result {
      case .success(let response): #expect(response.body == Array("\(name) /\(number)".utf8))
      case .failure(let error): #expect([.connectionLost, .protocolError].contains(error.code), "\(error)")
      }
    }
    let first = try #require(await server.requests(of: name, atLeast: 4).first?.last?.wholeNumberValue)
    #expect(throws: Never.self) { try results[first].get() }
    // The host is none the worse for it.
    #expect(try await loop.response(to: HTTPRequest(url: server.url(name, "/again"))).status == 200)
  }
}
