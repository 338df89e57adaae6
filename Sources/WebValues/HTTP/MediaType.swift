/// A media type with its parameters (RFC 9110 §8.3.1): `application/rss+xml; charset=utf-8`.
public struct MediaType: Sendable, Equatable, CustomStringConvertible {
  /// Lower-case type, `application`.
  public var type: String
  /// Lower-case subtype, `rss+xml`.
  public var subtype: String
  /// Parameters in order, names in lower case, values without quotes.
  public var parameters: [Parameter]

  /// One parameter.
  public struct Parameter: Sendable, Equatable {
    /// Lower-case name.
    public var name: String
    /// Value as written, unquoted.
    public var value: String
  }

  /// Reads a media type; `nil` without a type and a subtype of token characters.
  public init?(_ text: String) {
    let bytes = Array(text.utf8.prefix(1024))
    var reader = ParameterReader(bytes: bytes)
    reader.skipSpace()
    guard let type = reader.token(), reader.take("/"), let subtype = reader.token() else { return nil }
    self.type = type.lowercased()
    self.subtype = subtype.lowercased()
    parameters = []
    while reader.skipTo(";") {
      guard let name = reader.token(), reader.take("="), let value = reader.value() else { continue }
      parameters.append(Parameter(name: name.lowercased(), value: value))
    }
  }

  /// `type/subtype` without parameters.
  public var essence: String { "\(type)/\(subtype)" }

  /// The first `charset` parameter.
  public var charset: String? { parameters.first { $0.name == "charset" }?.value }

  /// Whether it is an XML type (RFC 7303): `text/xml`, `application/xml`, or a subtype in `+xml`.
  public var isXML: Bool { subtype == "xml" || subtype.hasSuffix("+xml") }

  /// Whether it is a JSON type: `application/json` or a subtype in `+json`.
  public var isJSON: Bool { subtype == "json" || subtype.hasSuffix("+json") }

  /// Whether it is HTML: `text/html` or `application/xhtml+xml`.
  public var isHTML: Bool { subtype == "html" || subtype == "xhtml+xml" }

  /// The type as a header would carry it.
  public var description: String {
    parameters.reduce(essence) { text, parameter in
      let isToken = !parameter.value.isEmpty && parameter.value.utf8.allSatisfy(ParameterReader.isTokenByte)
      let escaped = parameter.value.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"")
      return text + "; \(parameter.name)=" + (isToken ? parameter.value : "\"\(escaped)\"")
    }
  }
}

/// A cursor over a header value that holds `name=value` parts (RFC 9110 §5.6).
struct ParameterReader {
  let bytes: [UInt8]
  var position = 0

  /// RFC 9110 §5.6.2 `tchar`.
  static func isTokenByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || "!#$%&'*+-.^_`|~".utf8.contains(byte)
  }

  mutating func skipSpace() {
    while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
  }

  /// Takes a byte with the space around it.
  mutating func take(_ byte: Unicode.Scalar) -> Bool {
    skipSpace()
    guard position < bytes.count, bytes[position] == UInt8(ascii: byte) else { return false }
    position += 1
    skipSpace()
    return true
  }

  /// Moves behind the next separator; `false` at the end.
  mutating func skipTo(_ separator: Unicode.Scalar) -> Bool {
    while position < bytes.count {
      position += 1
      if bytes[position - 1] == UInt8(ascii: separator) {
        skipSpace()
        return true
      }
    }
    return false
  }

  /// Takes a token.
  mutating func token() -> String? {
    let start = position
    while position < bytes.count, Self.isTokenByte(bytes[position]) { position += 1 }
    return position > start ? String(decoding: bytes[start..<position], as: UTF8.self) : nil
  }

  /// Takes a token or a quoted string.
  mutating func value() -> String? {
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return token() }
    position += 1
    var content: [UInt8] = []
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      if bytes[position] == UInt8(ascii: "\\"), position + 1 < bytes.count { position += 1 }
      content.append(bytes[position])
      position += 1
    }
    if position < bytes.count { position += 1 }
    return String(decoding: content, as: UTF8.self)
  }
}
