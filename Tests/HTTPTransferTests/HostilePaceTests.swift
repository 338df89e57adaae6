import Foundation
import TestSupport
import Testing

@testable import HTTPTransfer

/// Servers that never come to an end: each is ended by the deadline or by a cap, and costs no memory until then.
@Suite struct HostilePaceTests {
  private static func deadline(_ server: LoopbackServer) -> HTTPRequest {
    HTTPRequest(url: server.url(), limits: TransferLimits(total: .milliseconds(500)))
  }

  private func expectTimeOut(
    within limit: Duration = .seconds(3), _ request: (LoopbackServer) -> HTTPRequest = deadline,
    _ handler: @escaping LoopbackServer.Handler
  ) async throws {
    let start = ContinuousClock.now
    let before = ProcessMemory.residentBytes
    let (result, _) = try await exchange(request, handler)
    #expect(code(result) == .timedOut)
    #expect(ContinuousClock.now - start < limit)
    #expect(ProcessMemory.residentBytes - before < 10_000_000)
  }

  @Test("D4 a byte now and then meets the deadline")
  func slowBodyMeetsTheDeadline() async throws {
    try await expectTimeOut { _ in
      [
        .send(Array("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".utf8)),
        .endless([0x61], every: .milliseconds(20)),
      ]
    }
  }

  @Test("D4 headers that come byte by byte meet the deadline", arguments: ["HTTP/1.", "HTTP/1.1 200 OK\r\nX-Slow: "])
  func slowHeadersMeetTheDeadline(_ start: String) async throws {
    try await expectTimeOut { _ in
      [.send(Array(start.utf8)), .endless([0x31], every: .milliseconds(20))]
    }
  }

  @Test(
    "D4 silence meets the deadline",
    arguments: ["", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"])
  func silenceMeetsTheDeadline(_ start: String) async throws {
    try await expectTimeOut { _ in [.send(Array(start.utf8)), .pause(.seconds(20))] }
  }

  @Test("D4 a body that is too slow is given up before the deadline")
  func tooSlowBodyIsGivenUpBeforeTheDeadline() async throws {
    try await expectTimeOut(within: .seconds(10)) { server in
      HTTPRequest(
        url: server.url(),
        limits: TransferLimits(total: .seconds(30), lowSpeedBytesPerSecond: 1_000, lowSpeedPeriod: .seconds(1)))
    } _: { _ in
      [
        .send(Array("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".utf8)),
        .endless([0x61], every: .milliseconds(100)),
      ]
    }
  }

  @Test(
    "D4 endless headers are capped",
    arguments: ["X-Endless: \(String(repeating: "a", count: 1_000))\r\n", String(repeating: "a", count: 1_000), "a:\n"])
  func endlessHeadersAreCapped(_ piece: String) async throws {
    let (result, _) = try await exchange { _ in
      [.send(Array("HTTP/1.1 200 OK\r\n".utf8)), .endless(Array(piece.utf8), every: .zero)]
    }
    #expect(code(result) == .headersTooLarge)
  }

  @Test("D4 endless interim responses are capped")
  func endlessInterimResponsesAreCapped() async throws {
    let (result, _) = try await exchange { _ in
      [.endless(Array("HTTP/1.1 100 Continue\r\nX: y\r\n\r\n".utf8), every: .zero)]
    }
    #expect(code(result) == .headersTooLarge)
  }

  @Test("D4 endless trailers are capped", arguments: ["X: y\r\n", String(repeating: "a", count: 1_000)])
  func endlessTrailersAreCapped(_ piece: String) async throws {
    let (result, _) = try await exchange { _ in
      [
        .send(Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n".utf8)),
        .endless(Array(piece.utf8), every: .zero),
      ]
    }
    // libcurl bounds one line by itself.
    #expect([.headersTooLarge, .protocolError, .connectionLost].contains(code(result)))
  }

  @Test("D4 an endless chunk extension meets the deadline", arguments: ["1;", "1\r\nx\r\n0;", "1 "])
  func endlessChunkExtension(_ start: String) async throws {
    let piece = [UInt8](repeating: 0x61, count: 1_000)
    try await expectTimeOut { _ in
      [
        .send(Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\(start)".utf8)),
        .endless(piece, every: .zero),
      ]
    }
  }

  @Test("D4 chunks that each bring a byte and an extension are capped like any body")
  func chunksWithExtensions() async throws {
    let chunk = "1;\(String(repeating: "e", count: 100))\r\nx\r\n"
    let (result, _) = try await exchange { server in
      HTTPRequest(url: server.url(), limits: TransferLimits(maximumBodyBytes: 10_000))
    } _: { _ in
      [
        .send(Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)),
        .endless(Array(chunk.utf8), every: .zero),
      ]
    }
    #expect(code(result) == .bodyTooLarge)
  }

  @Test("D4 two hundred header lines pass, two thousand do not", arguments: [(200, true), (2_000, false)])
  func manyHeaderLines(_ count: Int, _ passes: Bool) async throws {
    let fields = (0..<count).map { ("X-\($0)", "value") }
    let (result, _) = try await exchange { _ in .response(200, fields, text: "x") }
    #expect(code(result) == (passes ? nil : .headersTooLarge))
    if passes { #expect(try result.get().fields.count == count + 1) }
  }
}
