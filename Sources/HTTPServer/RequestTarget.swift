/// The target of a request (RFC 9112 §3.2), split and percent-decoded.
public struct RequestTarget: Sendable, Equatable {
  /// Path segments, decoded one by one, so that `%2F` in one of them separates nothing; `/` alone gives none.
  public var segments: [String]
  /// Query parameters in order, decoded; `+` is a space.
  public var query: [(name: String, value: String)]
  /// Host and port of the absolute form, which takes precedence over `Host`; `nil` in the usual form.
  public var authority: String?
  /// The target as sent.
  public let text: String

  /// Reads a target, or answers `nil` when it is malformed.
  ///
  /// Refused: no path (`*`, `host:443`), schemes but `http` and `https`, a `%` without two digits behind it, NUL and
  /// other controls, bytes that are not UTF-8. `.` and `..` are segments like others; nothing here resolves them.
  public init?(_ text: String) {
    self.text = text
    var rest = Array(text.utf8)[...]
    if let fragment = rest.firstIndex(of: UInt8(ascii: "#")) { rest = rest[..<fragment] }
    if rest.first != UInt8(ascii: "/") {
      guard let (authority, path) = Self.absolute(rest) else { return nil }
      self.authority = authority
      rest = path
    }
    let mark = rest.firstIndex(of: UInt8(ascii: "?"))
    var segments: [String] = []
    for part in rest[..<(mark ?? rest.endIndex)].dropFirst().split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    {
      guard let segment = Self.decoded(part, plusIsSpace: false) else { return nil }
      segments.append(segment)
    }
    if segments == [""] { segments = [] }
    self.segments = segments
    query = []
    guard let mark else { return }
    for pair in rest[(mark + 1)...].split(separator: UInt8(ascii: "&")) {
      let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
      guard let name = Self.decoded(pair[..<equals], plusIsSpace: true),
        let value = Self.decoded(pair[equals...].dropFirst(), plusIsSpace: true)
      else { return nil }
      query.append((name, value))
    }
  }

  /// The path as text, for messages: decoded segments behind slashes.
  public var path: String { "/" + segments.joined(separator: "/") }

  /// The first value of a query parameter.
  public func parameter(_ name: String) -> String? { query.first { $0.name == name }?.value }

  /// Equal when sent alike.
  public static func == (left: RequestTarget, right: RequestTarget) -> Bool { left.text == right.text }

  private static func absolute(_ bytes: ArraySlice<UInt8>) -> (String, ArraySlice<UInt8>)? {
    for scheme in ["http://", "https://"] {
      let prefix = Array(scheme.utf8)
      let start = bytes.prefix(prefix.count).map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
      guard start == prefix else { continue }
      let rest = bytes.dropFirst(prefix.count)
      let end = rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? rest.endIndex
      guard let authority = decoded(rest[..<end], plusIsSpace: false), !authority.isEmpty else { return nil }
      let path = rest[end...]
      return (authority, path.first == UInt8(ascii: "/") ? path : ([UInt8(ascii: "/")] + path)[...])
    }
    return nil
  }

  private static func decoded(_ bytes: ArraySlice<UInt8>, plusIsSpace: Bool) -> String? {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      var byte = bytes[index]
      if byte == UInt8(ascii: "%") {
        guard bytes.endIndex - index > 2, let high = digit(bytes[index + 1]), let low = digit(bytes[index + 2]) else {
          return nil
        }
        byte = high << 4 | low
        index += 2
      } else if byte == UInt8(ascii: "+"), plusIsSpace {
        byte = 0x20
      }
      guard byte >= 0x20 || plusIsSpace && (byte == 0x09 || byte == 0x0A || byte == 0x0D), byte != 0x7F else {
        return nil
      }
      output.append(byte)
      index += 1
    }
    return String(validating: output, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
