import Foundation
import WebValues

/// Checks web addresses that people write into a desk.
enum WebAddress {
  /// The URL of a node when it is an absolute `http` or `https` URL without user name and password.
  static func check(_ node: YAMLNode, subject: String) throws(DeskError) -> String {
    let text = try node.text()
    if let complaint = complaint(about: text) {
      throw DeskError(DeskProblem("\(subject): \(complaint.message)", at: node.place, remedy: complaint.remedy))
    }
    return text
  }

  /// The URL of a node when it names a proxy that libcurl can use (CURLOPT_PROXY(3)), without user name and password.
  static func checkProxy(_ node: YAMLNode) throws(DeskError) -> String {
    let text = try node.text()
    let parts = URLComponents(string: text)
    let scheme = parts?.scheme?.lowercased()
    if let scheme, ["socks", "socks4", "socks4a", "socks5"].contains(scheme) {
      // socks4 and socks5 look names up here and tell the proxy an address that the address guard never saw.
      let remedy = "write socks5h: the proxy then looks names up, and is told what the address guard has judged"
      throw DeskError(DeskProblem("no proxy is asked by \(scheme)", at: node.place, remedy: remedy))
    }
    guard let parts, let host = parts.host(), !host.isEmpty, let scheme, ["http", "https", "socks5h"].contains(scheme),
      parts.path.isEmpty || parts.path == "/", parts.query == nil, parts.fragment == nil
    else {
      let remedy = "write scheme, host and port: http://proxy.example:3128 or socks5h://127.0.0.1:9050"
      throw DeskError(DeskProblem("'\(text.prefix(200))' is no proxy", at: node.place, remedy: remedy))
    }
    guard parts.user == nil, parts.password == nil else {
      let remedy = "let the proxy know this machine by its address"
      throw DeskError(DeskProblem("the proxy's URL carries a user name or password", at: node.place, remedy: remedy))
    }
    return text
  }

  /// What is wrong with a URL, or `nil`.
  static func complaint(about text: String) -> (message: String, remedy: String)? {
    guard let parts = URLComponents(string: text), let host = parts.host(), !host.isEmpty,
      ["http", "https"].contains(parts.scheme?.lowercased())
    else {
      return ("'\(text.prefix(200))' is no web address", "write it whole: https://example.org/feed")
    }
    if parts.user != nil || parts.password != nil {
      return ("the URL carries a user name or password", "put it into a secret and name that here instead")
    }
    return nil
  }

  /// The host of a URL, IPv6 without brackets.
  static func host(of text: String) -> String? {
    guard let host = URLComponents(string: text)?.host() else { return nil }
    return host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
  }

  /// The query parameter of a URL that seems to carry a key of one person.
  static func secretParameter(in text: String) -> String? {
    URLComponents(string: text)?.queryItems?.first { Redaction.isSecretParameter($0.name) && $0.value != nil }?.name
  }
}

extension URLComponents {
  /// The host; a function, since the property keeps IPv6 brackets on some systems.
  fileprivate func host() -> String? { host }
}
