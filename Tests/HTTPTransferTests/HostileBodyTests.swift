import Foundation
import TestSupport
import Testing

@testable import HTTPTransfer

/// Bodies that are larger than they look, and lengths that are not what they say.
@Suite struct HostileBodyTests {
  /// Ten million bytes `a` in every coding that is understood, whether it is offered or not, and in Zstandard.
  private static func bomb(_ coding: String) throws -> [UInt8] {
    switch coding {
    case "br": return [0x9F, 0x7F, 0x96, 0x98, 0xF8, 0x25, 0xC2, 0xE2, 0xB1, 0x40, 0x20, 0xC7, 0x11, 0x13]
    case "zstd":
      // Blocks of one repeated byte (RFC 8878 §3.1.1.2).
      let blocks = (0..<80).flatMap { index -> [UInt8] in
        let header = (index == 79 ? 1 : 0) | 1 << 1 | (128 << 10) << 3
        return [UInt8(header & 0xFF), UInt8(header >> 8 & 0xFF), UInt8(header >> 16 & 0xFF), 0x61]
      }
      return [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x70] + blocks
    case "deflate": return Array(try bomb("gzip").dropFirst(10).dropLast(8))
    default: return try Gzip.pack([UInt8](repeating: 0x61, count: 10_000_000), named: false)
    }
  }

  private func expectCap(_ coding: String) async throws {
    let packed = try Self.bomb(coding)
    #expect(packed.count < 20_000)
    for (cap, expected) in [(1_000_000, TransferError.Code.bodyTooLarge), (20_000_000, nil)] {
      let (result, _) = try await exchange { server in
        HTTPRequest(url: server.url(), limits: TransferLimits(maximumBodyBytes: cap))
      } _: { _ in
        .response(200, [("Content-Encoding", coding)], body: packed)
      }
      #expect(code(result) == expected)
      if expected == nil { #expect(try result.get().body == [UInt8](repeating: 0x61, count: 10_000_000)) }
    }
  }

  @Test("D1 a gzip bomb ends at the cap while it is inflated", arguments: ["gzip", "deflate"])
  func gzipBombStopsAtTheCap(_ coding: String) async throws { try await expectCap(coding) }

  @Test("D2 a Brotli bomb ends at the cap while it is decoded")
  func brotliBombStopsAtTheCap() async throws { try await expectCap("br") }

  @Test("D2 Zstandard is not offered, and refused when it comes nevertheless")
  func zstandardIsRefused() async throws {
    let packed = try Self.bomb("zstd")
    let (result, requests) = try await exchange { _ in .response(200, [("Content-Encoding", "zstd")], body: packed) }
    #expect(code(result) == .badContentEncoding)
    #expect(requests.first?.value("Accept-Encoding") == "gzip, br")
  }

  @Test func bodyExactlyAtTheCapPasses() async throws {
    for (cap, fits) in [(1_000, true), (999, false)] {
      let (result, _) = try await exchange { server in
        HTTPRequest(url: server.url(), limits: TransferLimits(maximumBodyBytes: cap))
      } _: { _ in
        .response(200, body: [UInt8](repeating: 0x61, count: 1_000))
      }
      #expect((code(result) == nil) == fits)
    }
  }

  @Test(
    "D3 a body that is encoded more than once is refused", arguments: ["gzip, gzip", "gzip,gzip,gzip", "br, gzip"])
  func layeredEncodingIsRefused(_ coding: String) async throws {
    let packed = try Gzip.pack(try Gzip.pack(Array("deep".utf8)))
    let (result, _) = try await exchange { _ in .response(200, [("Content-Encoding", coding)], body: packed) }
    #expect(code(result) == .badContentEncoding)
  }

  @Test(
    "D3 layers over two fields are refused too", arguments: ["Content-Encoding", "Transfer-Encoding"])
  func encodingLayeredOverTwoFieldsIsRefused(_ second: String) async throws {
    let packed = try Gzip.pack(try Gzip.pack(Array("deep".utf8)))
    let fields = [("Content-Encoding", "gzip"), (second, "gzip")]
    let (result, _) = try await exchange { _ in .response(200, fields, body: packed) }
    #expect(code(result) == .badContentEncoding)
  }

  @Test("D5 a length that is too long ends the transfer before the body")
  func announcedLengthBeyondTheCap() async throws {
    let (result, _) = try await exchange { _ in
      [.send(Array("HTTP/1.1 200 OK\r\nContent-Length: 9000000000000000000\r\n\r\nshort".utf8)), .pause(.seconds(20))]
    }
    #expect(code(result) == .bodyTooLarge)
  }

  @Test(
    "D5 a length that lies is neither believed nor allocated",
    arguments: [
      "Content-Length: 19000000", "Content-Length: 99999999999999999999999", "Content-Length: -1",
      "Content-Length: 5\r\nContent-Length: 7", "Content-Length: 7, 5",
      "Content-Length: 19000000\r\nTransfer-Encoding: chunked",
    ])
  func lyingContentLength(_ fields: String) async throws {
    let before = ProcessMemory.residentBytes
    let (result, _) = try await exchange { _ in
      [.send(Array("HTTP/1.1 200 OK\r\n\(fields)\r\n\r\nshort".utf8)), .close]
    }
    if case .success(let response) = result { #expect(response.body == Array("short".utf8)) }
    #expect([nil, .connectionLost, .bodyTooLarge, .protocolError].contains(code(result)))
    #expect(ProcessMemory.residentBytes - before < 10_000_000)
  }

  /// A body that is longer than its length says: the rest is not taken for the answer to the next request.
  @Test("D5 bytes beyond the length are no second answer")
  func bytesBeyondTheLength() async throws {
    let server = try LoopbackServer { request in
      guard request.target == "/first" else { return .response(200, text: "second") }
      return [.send(Array("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirstHTTP/1.1 200 OK\r\n\r\nforged".utf8))]
    }
    defer { server.stop() }
    let loop = try loopbackLoop(perHost: 1)
    defer { loop.close() }
    for _ in 0..<20 {
      #expect(try await loop.response(to: HTTPRequest(url: server.url("/first"))).body == Array("first".utf8))
      #expect(try await loop.response(to: HTTPRequest(url: server.url("/second"))).body == Array("second".utf8))
    }
  }
}
