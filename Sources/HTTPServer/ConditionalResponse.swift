import Digests
public import Foundation
import WebValues

extension HTTPServerResponse {
  /// Gives a body its validators: a strong `ETag` from its bytes and, where known, `Last-Modified`.
  public mutating func setValidators(lastModified: Date?) {
    set("ETag", Self.entityTag(body))
    set("Last-Modified", lastModified.map(WebDate.httpDate))
  }

  /// The strong entity tag of these bytes: 32 digits of their SHA-256, in quotes.
  public static func entityTag(_ bytes: [UInt8]) -> String {
    "\"" + SHA256.hexadecimal(bytes.span, digits: 32) + "\""
  }

  /// The response as this request is to get it: 304 without body when the client has it already (RFC 9110 §13.2.2).
  ///
  /// `If-None-Match` decides alone when it is there; `If-Modified-Since` counts only without it, and an unreadable one
  /// not at all. Only a 200 to GET or HEAD is conditional.
  public func conditioned(on request: HTTPServerRequest, now: Date) -> HTTPServerResponse {
    guard status == 200, request.method != .post, isKnown(to: request, now: now) else { return self }
    let kept = ["etag", "last-modified", "cache-control", "vary", "content-location", "expires"]
    return HTTPServerResponse(status: 304, headers: headers.filter { kept.contains($0.name.lowercased()) })
  }

  private func isKnown(to request: HTTPServerRequest, now: Date) -> Bool {
    let tags = request.headers.values(of: "If-None-Match")
    if !tags.isEmpty {
      guard let own = headers["ETag"] else { return false }
      return tags.contains { Self.list($0, contains: own) }
    }
    let dates = request.headers.values(of: "If-Modified-Since")
    guard dates.count == 1, let text = dates.first, let since = WebDate.parseHTTPDate(text, now: now),
      let modified = headers["Last-Modified"].flatMap({ WebDate.parseHTTPDate($0, now: now) })
    else { return false }
    return modified <= since
  }

  /// Weak comparison (RFC 9110 §8.8.3.2) with each member of an `If-None-Match` list; `*` matches.
  private static func list(_ list: String, contains tag: String) -> Bool {
    let own = opaque(tag)
    // A comma may stand inside a tag's quotes, so members are found by their quotes.
    var rest = Array(list.utf8)[...]
    if rest.filter({ $0 != 0x20 && $0 != 0x09 }) == [UInt8(ascii: "*")] { return true }
    while let start = rest.firstIndex(of: UInt8(ascii: "\"")) {
      guard let end = rest[(start + 1)...].firstIndex(of: UInt8(ascii: "\"")) else { return false }
      if rest[start...end].elementsEqual(own) { return true }
      rest = rest[(end + 1)...]
    }
    return false
  }

  private static func opaque(_ tag: String) -> Substring.UTF8View {
    (tag.hasPrefix("W/") ? tag.dropFirst(2) : tag[...]).utf8
  }
}
