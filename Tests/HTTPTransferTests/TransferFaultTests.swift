import Foundation
import TestSupport
import Testing

@testable import HTTPTransfer

/// Answers that break off or make no sense: each is a failure, and none is taken for a whole body.
@Suite struct TransferFaultTests {
  private static func head(_ fields: String) -> LoopbackServer.Step {
    .send(Array("HTTP/1.1 200 OK\r\n\(fields)\r\n\r\n".utf8))
  }

  private static func text(_ text: String) -> LoopbackServer.Step { .send(Array(text.utf8)) }

  @Test(
    "a body that breaks off is a lost connection",
    arguments: [LoopbackServer.Step.close, .reset],
    ["Content-Length: 1000", "Transfer-Encoding: chunked"])
  func brokenBody(_ end: LoopbackServer.Step, _ framing: String) async throws {
    let (result, _) = try await exchange { _ in
      // So that the reset does not overtake what was sent.
      [Self.head(framing), Self.text("5\r\nshort\r\n"), .pause(.milliseconds(50)), end]
    }
    #expect(code(result) == .connectionLost)
  }

  @Test func resetWithoutLengthIsALostConnection() async throws {
    let (result, _) = try await exchange { _ in
      [Self.head("X: y"), Self.text("short"), .pause(.milliseconds(50)), .reset]
    }
    #expect(code(result) == .connectionLost)
  }

  /// HTTP/1.0's way to end a body: whether it is whole only the reader can tell.
  @Test func closeWithoutLengthEndsTheBody() async throws {
    let (result, _) = try await exchange { _ in [Self.head("X: y"), Self.text("short"), .close] }
    #expect(try result.get().body == Array("short".utf8))
  }

  @Test(
    "an answer that never begins is a lost connection",
    arguments: [LoopbackServer.Step.close, .reset], ["", "HTTP/1.1 200 OK\r\nContent-"])
  func brokenHead(_ end: LoopbackServer.Step, _ start: String) async throws {
    let (result, _) = try await exchange { _ in [Self.text(start), .pause(.milliseconds(50)), end] }
    #expect(code(result) == .connectionLost)
  }

  @Test(
    arguments: [
      "x\r\nshort\r\n", "-1\r\nshort\r\n", "ffffffffffffffffff\r\nx", "\r\n\r\n", "5short", "5\r\nshort!!!!\r\n",
    ])
  func garbageChunkingIsAFailure(_ chunks: String) async throws {
    let (result, _) = try await exchange { _ in
      [Self.head("Transfer-Encoding: chunked"), Self.text(chunks), .close]
    }
    #expect([.protocolError, .connectionLost].contains(code(result)))
  }

  @Test func chunksWithoutTheirEndAreALostConnection() async throws {
    for chunks in ["5\r\nshort\r\n", "5\r\nsho", "5\r\nshort\r\n0\r\n", "5"] {
      let (result, _) = try await exchange { _ in
        [Self.head("Transfer-Encoding: chunked"), Self.text(chunks), .close]
      }
      #expect(code(result) == .connectionLost, "\(chunks)")
    }
  }

  @Test(
    arguments: [
      "SSH-2.0-OpenSSH\r\n\r\n", "<rss/>", "HTTP/9.9 200 OK\r\n\r\n", "HTTP/1.1 9 OK\r\n\r\n", "\0\0\0\0\r\n\r\n",
    ])
  func nonsenseIsAProtocolError(_ text: String) async throws {
    let (result, _) = try await exchange { _ in [Self.text(text), .close] }
    #expect([.protocolError, .connectionLost].contains(code(result)))
  }

  enum Damage: String, CaseIterable { case none, truncated, cutTrailer, wrongChecksum, wrongLength, noise, empty, tail }

  private static func damaged(_ damage: Damage) throws -> [UInt8] {
    var packed = try Gzip.pack(Array(String(repeating: "some news, some more; ", count: 500).utf8), named: false)
    switch damage {
    case .none: break
    case .truncated: packed.removeLast(packed.count / 2)
    case .cutTrailer: packed.removeLast(3)
    case .wrongChecksum: packed[packed.count - 8] ^= 1
    case .wrongLength: packed[packed.count - 1] ^= 1
    case .noise: packed[20] ^= 0xFF
    case .empty: packed = []
    case .tail: packed += Array("what does not belong".utf8)
    }
    return packed
  }

  @Test(arguments: Damage.allCases)
  func damagedGzipIsAFailure(_ damage: Damage) async throws {
    let packed = try Self.damaged(damage)
    let (result, _) = try await exchange { _ in .response(200, [("Content-Encoding", "gzip")], body: packed) }
    #expect(code(result) == ([.none, .empty, .tail].contains(damage) ? nil : .badContentEncoding))
    if damage == .tail { #expect(try result.get().body.count == 11_000) }
  }

  @Test func damagedBrotliIsAFailure() async throws {
    let packed: [UInt8] = [0x0B, 0x02, 0x80] + Array("hello".utf8) + [0x03]
    for (bytes, isWhole) in [(packed, true), (packed.dropLast(2), false), ([0xFF] + packed, false)] {
      let (result, _) = try await exchange { _ in .response(200, [("Content-Encoding", "br")], body: Array(bytes)) }
      #expect(code(result) == (isWhole ? nil : .badContentEncoding))
    }
  }

  @Test func textThatIsNoGzipIsAFailure() async throws {
    let (result, _) = try await exchange { _ in .response(200, [("Content-Encoding", "gzip")], text: "not gzip at all")
    }
    #expect(code(result) == .badContentEncoding)
  }

  @Test func plainServerIsATLSFailure() async throws {
    let (result, _) = try await exchange {
      HTTPRequest(url: "https://127.0.0.1:\($0.port)/")
    } _: { _ in
      .response(200)
    }
    #expect(code(result) == .tlsFailed)
  }

  /// A connection that the server closes while the next request is on its way: the request goes out once more.
  @Test(arguments: [LoopbackServer.Step.close, .reset])
  func requestOnAConnectionThatWasClosedIsSentAgain(_ end: LoopbackServer.Step) async throws {
    let server = try LoopbackServer { request in
      request.connection == 1 && request.target == "/second" ? [end] : .response(200, text: request.target)
    }
    defer { server.stop() }
    let loop = try loopbackLoop(perHost: 1)
    defer { loop.close() }
    for target in ["/first", "/second"] {
      let response = try await loop.response(to: HTTPRequest(url: server.url(target)))
      #expect(response.body == Array(target.utf8))
    }
    #expect(server.requests.map { "\($0.connection)\($0.target)" } == ["1/first", "1/second", "2/second"])
  }

  @Test func requestOnAFreshConnectionIsSentOnce() async throws {
    let (result, requests) = try await exchange { _ in [.close] }
    #expect(code(result) == .connectionLost)
    #expect(requests.count == 1)
  }
}
