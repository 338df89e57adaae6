import Foundation

/// Host names in the one form they are compared and sent in.
public enum HostName {
  /// Lower-cases a host and writes non-ASCII labels in Punycode (RFC 3492) after `xn--`; a final dot is dropped.
  ///
  /// Letters of one shape in Unicode's eyes (composed or not, of full or half width) give one host (NFKC, as UTS #46
  /// maps them).
  ///
  /// - Returns: `nil` for spaces, controls and delimiters that no host may hold.
  public static func ascii(_ host: String) -> String? { ascii(Array(host.utf8)[...]) }

  static func ascii(_ bytes: ArraySlice<UInt8>) -> String? {
    var bytes = bytes
    if bytes.contains(UInt8(ascii: "%")) { bytes = URLEncoding.unescaped(bytes)[...] }
    while bytes.last == UInt8(ascii: ".") { bytes = bytes.dropLast() }
    if bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]") { return addressLiteral(bytes) }
    for byte in bytes where byte <= 0x20 || byte == 0x7F || isForbidden(byte) { return nil }
    guard bytes.contains(where: { $0 >= 0x80 }) else {
      return String(decoding: bytes.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
    let text = String(decoding: bytes, as: UTF8.self).lowercased().precomposedStringWithCompatibilityMapping
    var labels: [String] = []
    var label: [Unicode.Scalar] = []
    for scalar in text.lowercased().unicodeScalars {
      // Full stops of RFC 3490 §3.1; joiners, soft hyphen and marks that are seen by nobody.
      if [0x2E, 0x3002, 0xFF0E, 0xFF61].contains(scalar.value) {
        guard let written = punycode(label) else { return nil }
        labels.append(written)
        label = []
      } else if ![0x200B, 0x2060, 0xAD, 0xFEFF].contains(scalar.value) {
        // A mapping may yield a delimiter, as `℀` does, or a space.
        guard scalar.value > 0x20, scalar.value != 0x7F, !scalar.properties.isWhitespace else { return nil }
        guard scalar.value >= 0x80 || !isForbidden(UInt8(scalar.value)) else { return nil }
        label.append(scalar)
      }
    }
    guard let last = punycode(label) else { return nil }
    let host = (labels + [last]).joined(separator: ".")
    return host.hasSuffix(".") ? ascii(host) : host
  }

  private static func isForbidden(_ byte: UInt8) -> Bool { "\"#%/<>?@\\^`{|}'$&()*+,;=![]:".utf8.contains(byte) }

  /// An IPv6 address in brackets (RFC 3986 §3.2.2).
  private static func addressLiteral(_ bytes: ArraySlice<UInt8>) -> String? {
    let inner = bytes.dropFirst().dropLast()
    guard !inner.isEmpty, inner.allSatisfy({ URLEncoding.hexadecimalValue($0) != nil || $0 == 0x3A || $0 == 0x2E })
    else { return nil }
    return String(decoding: bytes.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  /// RFC 3492 §6.3 for one label; labels over 63 scalars are no labels.
  private static func punycode(_ label: [Unicode.Scalar]) -> String? {
    guard label.count <= 63 else { return nil }
    var output: [UInt8] = label.filter(\.isASCII).map { UInt8($0.value) }
    guard output.count < label.count else { return String(decoding: output, as: UTF8.self) }
    var handled = output.count
    let basic = handled
    if handled > 0 { output.append(UInt8(ascii: "-")) }
    var code: UInt32 = 128
    var delta = 0
    var bias = 72
    while handled < label.count {
      guard let next = label.lazy.map(\.value).filter({ $0 >= code }).min() else { return nil }
      delta += Int(next - code) * (handled + 1)
      code = next
      for scalar in label {
        if scalar.value < code { delta += 1 }
        guard scalar.value == code else { continue }
        appendVariableLength(delta, bias: bias, to: &output)
        bias = adapted(delta, points: handled + 1, isFirst: handled == basic)
        delta = 0
        handled += 1
      }
      delta += 1
      code += 1
    }
    return "xn--" + String(decoding: output, as: UTF8.self)
  }

  private static func appendVariableLength(_ number: Int, bias: Int, to output: inout [UInt8]) {
    var rest = number
    var base = 36
    while true {
      let threshold = base <= bias ? 1 : base >= bias + 26 ? 26 : base - bias
      guard rest >= threshold else { break }
      output.append(digit(threshold + (rest - threshold) % (36 - threshold)))
      rest = (rest - threshold) / (36 - threshold)
      base += 36
    }
    output.append(digit(rest))
  }

  private static func digit(_ value: Int) -> UInt8 { UInt8(value < 26 ? value + 0x61 : value - 26 + 0x30) }

  private static func adapted(_ delta: Int, points: Int, isFirst: Bool) -> Int {
    var rest = isFirst ? delta / 700 : delta / 2
    rest += rest / points
    var steps = 0
    while rest > 455 {
      rest /= 35
      steps += 36
    }
    return steps + 36 * rest / (rest + 38)
  }
}
