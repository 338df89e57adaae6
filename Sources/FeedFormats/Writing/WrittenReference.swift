import Markup

/// References as they may stand in a written feed.
enum WrittenReference {
  /// Schemes that no reader runs as code; a reference without scheme is kept too.
  private static let schemes: Set<String> = ["http", "https", "ftp", "gemini", "magnet", "mailto", "tag", "urn"]

  /// The reference with characters escaped that RFC 3986 forbids, or `nil` when it is empty or has another scheme.
  ///
  /// Non-ASCII is kept in the host, where escapes would break internationalized names, and escaped behind it.
  static func safe(_ reference: String?) -> String? {
    guard let reference else { return nil }
    let cleaned = Array(SafeText.cleaned(reference).utf8).filter { $0 > 0x20 || $0 == 0x20 }
    let bytes = trimmed(cleaned)
    guard !bytes.isEmpty else { return nil }
    if let scheme = scheme(of: bytes), !schemes.contains(scheme) { return nil }
    let path = pathStart(of: bytes)
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    for (index, byte) in bytes.enumerated() {
      if isForbidden(byte) || byte >= 0x80 && index >= path {
        output.append(UInt8(ascii: "%"))
        output.append(hexadecimal(byte >> 4))
        output.append(hexadecimal(byte & 15))
      } else {
        output.append(byte)
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// The same, and only when it is absolute `http` or `https`.
  static func web(_ reference: String?) -> String? {
    guard let safe = safe(reference), let scheme = scheme(of: Array(safe.utf8)) else { return nil }
    return scheme == "http" || scheme == "https" ? safe : nil
  }

  /// The same, and only when it has a scheme.
  static func absolute(_ reference: String?) -> String? {
    guard let safe = safe(reference), scheme(of: Array(safe.utf8)) != nil else { return nil }
    return safe
  }

  /// Escapes all but unreserved characters (RFC 3986 §2.3).
  static func escapedSegment(_ text: String) -> String {
    var output: [UInt8] = []
    for byte in text.utf8 {
      let lower = byte | 0x20
      let isAlphanumeric = lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z") || byte >= 0x30 && byte <= 0x39
      if isAlphanumeric || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") {
        output.append(byte)
      } else {
        output += [UInt8(ascii: "%"), hexadecimal(byte >> 4), hexadecimal(byte & 15)]
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func trimmed(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    guard let first = bytes.firstIndex(where: { $0 != 0x20 }), let last = bytes.lastIndex(where: { $0 != 0x20 }) else {
      return []
    }
    return bytes[first...last]
  }

  /// Lower-case scheme (RFC 3986 §3.1), or `nil` for a relative reference.
  private static func scheme(of bytes: some Collection<UInt8>) -> String? {
    var scheme: [UInt8] = []
    for byte in bytes {
      let lower = byte | 0x20
      if lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z") {
        scheme.append(lower)
      } else if byte == UInt8(ascii: ":") {
        return scheme.isEmpty ? "" : String(decoding: scheme, as: UTF8.self)
      } else if !scheme.isEmpty,
        byte >= 0x30 && byte <= 0x39 || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
          || byte == UInt8(ascii: ".")
      {
        scheme.append(byte)
      } else {
        return nil
      }
    }
    return nil
  }

  /// Index of the first byte behind `scheme://authority`; the start when there is no authority.
  private static func pathStart(of bytes: ArraySlice<UInt8>) -> Int {
    var slashes = 0
    for index in bytes.indices where bytes[index] == UInt8(ascii: "/") {
      slashes += 1
      if slashes == 2, bytes[index - 1] != UInt8(ascii: "/") { return 0 }
      if slashes == 3 { return index - bytes.startIndex }
    }
    return slashes == 2 ? bytes.count : 0
  }

  private static func isForbidden(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, 0x7F, UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"),
      UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"):
      true
    default: false
    }
  }

  private static func hexadecimal(_ digit: UInt8) -> UInt8 { digit < 10 ? 0x30 + digit : 0x37 + digit }
}
