import Articles
import Foundation
import Locking
import TestSupport

@testable import Fetching
@testable import HTTPTransfer

/// Answers requests from a script without any network.
final class ScriptedTransfer: HTTPTransferring {
  typealias Script = @Sendable (HTTPRequest) async throws(TransferError) -> HTTPResponse

  private let script: Script
  private let log = Locked<[HTTPRequest]>([])

  init(_ script: @escaping Script) { self.script = script }

  var requests: [HTTPRequest] { log.withLock { $0 } }

  func response(to request: HTTPRequest) async throws(TransferError) -> HTTPResponse {
    log.withLock { $0.append(request) }
    return try await script(request)
  }
}

/// An answer of a test's server, whichever way it travels.
struct Answer: Sendable {
  var status: Int
  var fields: [(String, String)] = []
  var text = ""

  init(_ status: Int, _ fields: [(String, String)] = [], _ text: String = "") {
    self.status = status
    self.fields = fields
    self.text = text
  }
}

/// A request as the test's server saw it.
struct Seen: Sendable {
  var url: String
  var target: String
  var fields: [String: String]

  subscript(_ name: String) -> String? { fields[name.lowercased()] }
}

/// The same cases run in process and over loopback sockets.
enum Wire: String, CaseIterable, Sendable { case scripted, loopback }

/// A fetcher with a server at its other end that answers at two host names, `home` and `away`.
final class FetchBench: Sendable {
  static let now = Date(timeIntervalSince1970: 1_800_000_000)

  let fetcher: FeedFetcher
  let pacer: DomainPacer
  let home: String
  let away: String
  private let server: LoopbackServer?
  private let loop: TransferLoop?
  private let seen = Locked<[Seen]>([])

  init(_ wire: Wire, _ handler: @escaping @Sendable (Seen) -> Answer) throws {
    let seen = seen
    let addressGuard = AddressGuard(allowing: [try .init("127.0.0.1"), try .init("localhost")])
    pacer = DomainPacer(DomainManners(addressGuard: addressGuard))
    let transfer: any HTTPTransferring
    switch wire {
    case .scripted:
      server = nil
      loop = nil
      home = "http://127.0.0.1:8080"
      away = "http://localhost:8080"
      transfer = ScriptedTransfer { (request) throws(TransferError) -> HTTPResponse in
        let url = try HTTPURL(request.url)
        if url.host == "127.0.0.2" {
          throw addressGuard.refusal(spelledHost: url.host, port: url.port) ?? .closed
        }
        let fields = request.fields.map { ($0.name.lowercased(), $0.value) }
        let root = "http://\(url.host):\(url.port)"
        let one = Seen(
          url: url.absolute, target: String(url.absolute.dropFirst(root.count)),
          fields: Dictionary(fields) { first, _ in first })
        seen.withLock { $0.append(one) }
        let answer = handler(one)
        return HTTPResponse(
          status: answer.status, fields: answer.fields.map { HTTPField($0.0, $0.1) }, body: Array(answer.text.utf8))
      }
    case .loopback:
      let server = try LoopbackServer { request in
        let fields = request.fields.map { ($0.name.lowercased(), $0.value) }
        let one = Seen(
          url: "http://\(request.value("Host") ?? "")\(request.target)", target: request.target,
          fields: Dictionary(fields) { first, _ in first })
        seen.withLock { $0.append(one) }
        let answer = handler(one)
        return .response(answer.status, answer.fields, text: answer.text)
      }
      self.server = server
      home = "http://127.0.0.1:\(server.port)"
      away = "http://localhost:\(server.port)"
      let loop = TransferLoop(TransferSettings(addressGuard: addressGuard))
      self.loop = loop
      transfer = loop
    }
    let settings = FetchSettings(userAgent: FetchSettings.userAgent(version: "1.0", contact: "https://example.org/"))
    fetcher = FeedFetcher(transfer: transfer, pacer: pacer, settings: settings) { Self.now }
  }

  deinit {
    server?.stop()
    loop?.close()
  }

  var requests: [Seen] { seen.withLock { $0 } }

  func fetch(_ request: FeedRequest) async throws -> FetchResult { try await fetcher.fetch(request) }

  func fetch(_ path: String) async throws -> FetchResult { try await fetcher.fetch(FeedRequest(url: home + path)) }
}

extension FetchResult {
  /// The code of the failure, if it is one.
  var code: String? { if case .failed(let failure, _) = outcome { failure.code } else { nil } }

  var failureMessage: String? { if case .failed(let failure, _) = outcome { failure.message } else { nil } }

  var retryAfter: Date? { if case .failed(_, let date) = outcome { date } else { nil } }

  var document: FetchedDocument? { if case .document(let document) = outcome { document } else { nil } }
}
