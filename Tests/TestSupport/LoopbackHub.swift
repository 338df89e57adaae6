import Digests
import Foundation
import Locking

/// A WebSub hub on a loopback port that does what a test says, rightly or wrongly, and records what it was asked.
public final class LoopbackHub: Sendable {
  /// How it answers requests.
  public enum Behavior: Sendable {
    /// 202.
    case accepts
    /// Another status with these fields and this text.
    case answers(Int, [(String, String)] = [], String = "")
    /// Bytes without an end.
    case floods
    /// Nothing for so long.
    case sleeps(Duration)
  }

  /// What a subscriber has sent.
  public struct Request: Sendable {
    /// The form's fields in order, decoded.
    public var fields: [(name: String, value: String)]
    /// Where it was sent to.
    public var target: String
    /// `Content-Type`.
    public var contentType: String?
    /// `User-Agent`.
    public var userAgent: String?

    /// The value of a field.
    public subscript(name: String) -> String? { fields.first { $0.name == name }?.value }
    /// Path of the callback.
    public var callbackPath: String { URL(string: self["hub.callback"] ?? "")?.path ?? "" }
    /// Last segment of that.
    public var callbackID: String { String(callbackPath.split(separator: "/").last ?? "") }
  }

  private let server: LoopbackServer
  private let behavior: Locked<Behavior>

  /// Starts a hub.
  public init(_ behavior: Behavior = .accepts) throws {
    let box = Locked(behavior)
    self.behavior = box
    server = try LoopbackServer { _ in
      switch box.withLock({ $0 }) {
      case .accepts: .response(202)
      case .answers(let status, let fields, let text): .response(status, fields, text: text)
      case .floods:
        [.send(Array("HTTP/1.1 200 OK\r\n\r\n".utf8)), .endless([UInt8](repeating: 97, count: 9_000), every: .zero)]
      case .sleeps(let duration): [.pause(duration), .close]
      }
    }
  }

  /// Its address.
  public var url: String { server.url("/hub") }
  /// Its port.
  public var port: Int { server.port }

  /// From now on it answers like this.
  public func behave(_ new: Behavior) { behavior.withLock { $0 = new } }

  /// What it was asked, in order.
  public var requests: [Request] {
    server.requests.map { request in
      Request(
        fields: Self.fields(String(decoding: request.body, as: UTF8.self)), target: request.target,
        contentType: request.value("Content-Type"), userAgent: request.value("User-Agent"))
    }
  }

  /// Stops it.
  public func stop() { server.stop() }

  /// Asks the subscriber on `port` whether a request was meant.
  public func verify(
    _ request: Request, at port: Int, challenge: String = "echo-me", topic: String? = nil, lease: String? = "864000"
  ) async throws -> LoopbackClient.Response {
    var query = "hub.mode=\(request["hub.mode"] ?? "")&hub.challenge=\(challenge)"
    query += "&hub.topic=" + Self.escaped(topic ?? request["hub.topic"] ?? "")
    if let lease { query += "&hub.lease_seconds=\(lease)" }
    return try await LoopbackClient.response(
      port: port, "GET \(request.callbackPath)?\(query) HTTP/1.1\r\nHost: news.example.org\r\n\r\n")
  }

  /// Posts a document to the subscriber on `port`, signed with the secret of the request unless told otherwise.
  public func deliver(
    _ text: String, to request: Request, at port: Int, signature: String? = nil,
    fields: [(String, String)] = [("Content-Type", "application/atom+xml")]
  ) async throws -> LoopbackClient.Response {
    let signature = signature ?? Self.signature(of: text, secret: request["hub.secret"] ?? "")
    let lines = (fields + [("X-Hub-Signature", signature)]).map { "\($0.0): \($0.1)\r\n" }.joined()
    return try await LoopbackClient.response(
      port: port,
      "POST \(request.callbackPath) HTTP/1.1\r\nHost: news.example.org\r\nContent-Length: \(text.utf8.count)\r\n"
        + "\(lines)\r\n\(text)")
  }

  /// `sha256=…` of a text.
  public static func signature(of text: String, secret: String, _ algorithm: String = "sha256") -> String {
    guard let known = KeyedDigest.Algorithm(rawValue: algorithm) else { return "\(algorithm)=00" }
    let (key, bytes) = (Array(secret.utf8), Array(text.utf8))
    let digest = KeyedDigest.digest(known, key: key.span, bytes.span)
    return "\(algorithm)=" + digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private static func fields(_ form: String) -> [(name: String, value: String)] {
    form.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let value = parts.dropFirst().first.map(String.init) ?? ""
      return (String(parts[0]), value.removingPercentEncoding ?? value)
    }
  }

  private static func escaped(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
  }
}
