import Digests
import Foundation
import HTTPServer

/// Who may read: programs on this machine, or whoever knows the token.
public struct AccessControl: Sendable, Equatable {
  /// The secret that opens everything, as bearer token or as password with any user name; `nil` on loopback only.
  public var token: String?
  /// Further secrets that open everything.
  public var otherTokens: [String]
  /// Whether only requests that name this machine or the base URL's host are answered, against DNS rebinding.
  public var checksHost: Bool

  /// Makes an access control; by default no token and the host checked.
  public init(token: String? = nil, otherTokens: [String] = [], checksHost: Bool = true) {
    self.token = token
    self.otherTokens = otherTokens
    self.checksHost = checksHost
  }

  /// The token that opens one output's feed and nothing else, for readers that can only be given a URL.
  ///
  /// `nil` when there is no token. It follows from the token, so a new token closes all feeds.
  public func outputToken(_ output: String) -> String? {
    token.map { token in
      let inner = SHA256.hexadecimal("khabar-output\n\(token)\n\(output)")
      return SHA256.hexadecimal("\(token)\n\(inner)", digits: 32)
    }
  }

  /// The refusal of a request that may not be answered.
  func refusal(of request: HTTPServerRequest, baseURL: String?) -> HTTPServerResponse? {
    if let refusal = hostRefusal(request, baseURL) { return refusal }
    guard let token, request.target.segments != ["healthz"], request.target.segments != ["style.css"] else {
      return nil
    }
    if let offered = offeredToken(request) {
      // All are compared, so that the time does not tell which one was nearly right.
      let matches = ([token] + otherTokens).map { Self.isEqual(offered, $0) }
      if matches.contains(true) { return nil }
    }
    if let output = Self.outputName(request), let offered = request.target.parameter("token"),
      let expected = outputToken(output), Self.isEqual(offered, expected)
    {
      return nil
    }
    return ErrorPage(401, "A token is needed", "Give it as password, with any user name, or as bearer token.").response(
      [HTTPField("WWW-Authenticate", "Basic realm=\"Khabar\", charset=\"UTF-8\"")])
  }

  private func hostRefusal(_ request: HTTPServerRequest, _ baseURL: String?) -> HTTPServerResponse? {
    let hosts = request.headers.values(of: "Host")
    guard hosts.count == 1, let host = request.target.authority ?? hosts.first else {
      return ErrorPage(400, "The request must name one host", "The Host header is missing or there are several.")
        .response()
    }
    guard checksHost else { return nil }
    let name = Self.hostName(host)
    var known = ["localhost", "127.0.0.1", "[::1]"]
    if let baseURL, let start = baseURL.range(of: "://") {
      known.append(Self.hostName(String(baseURL[start.upperBound...].prefix { $0 != "/" })))
    }
    guard !known.contains(name) else { return nil }
    return ErrorPage(
      421, "This server does not go by that name", "Use http://localhost, or set the base URL in desk.yaml."
    ).response()
  }

  /// Host in lower case without port and without the dot at its end.
  private static func hostName(_ authority: String) -> String {
    var name = authority.lowercased()[...]
    if let bracket = name.lastIndex(of: "]") {
      name = name[...bracket]
    } else if let colon = name.firstIndex(of: ":") {
      name = name[..<colon]
    }
    return String(name.hasSuffix(".") ? name.dropLast() : name)
  }

  /// `cross-border` of `/feeds/cross-border.atom`.
  private static func outputName(_ request: HTTPServerRequest) -> String? {
    let segments = request.target.segments
    guard segments.count == 2, segments[0] == "feeds" else { return nil }
    return segments[1].lastIndex(of: ".").map { String(segments[1][..<$0]) }
  }

  private func offeredToken(_ request: HTTPServerRequest) -> String? {
    guard let field = request.headers["Authorization"], let space = field.firstIndex(of: " ") else { return nil }
    let value = field[space...].drop { $0 == " " }
    switch field[..<space].lowercased() {
    case "bearer": return String(value)
    case "basic":
      guard let data = Data(base64Encoded: String(value)) else { return nil }
      let credentials = String(decoding: data, as: UTF8.self)
      return credentials.firstIndex(of: ":").map { String(credentials[credentials.index(after: $0)...]) }
    default: return nil
    }
  }

  /// Compares digests, so that the time says nothing of where two secrets differ.
  private static func isEqual(_ left: String, _ right: String) -> Bool {
    var difference: UInt8 = 0
    for (left, right) in zip(SHA256.digest(Array(left.utf8).span), SHA256.digest(Array(right.utf8).span)) {
      difference |= left ^ right
    }
    return difference == 0
  }
}
