/// Percent-encoding and dot segments (RFC 3986 §2 and §5.2.4), over bytes.
enum URLEncoding {
  private static let hexadecimal = Array("0123456789ABCDEF".utf8)

  /// Classes of ASCII bytes: 1 unreserved, 2 path, 4 query or fragment, 8 user information.
  private static let classes: [UInt8] = {
    var table = [UInt8](repeating: 0, count: 256)
    for byte in UInt8(0x30)...0x39 { table[Int(byte)] = 15 }
    for byte in UInt8(0x41)...0x5A {
      table[Int(byte)] = 15
      table[Int(byte | 0x20)] = 15
    }
    for byte in "-._~".utf8 { table[Int(byte)] = 15 }
    for byte in "!$&'()*+,;=%:".utf8 { table[Int(byte)] = 14 }
    for byte in "@/".utf8 { table[Int(byte)] = 6 }
    for byte in "?".utf8 { table[Int(byte)] = 4 }
    for byte in "[]".utf8 { table[Int(byte)] = 4 }
    return table
  }()

  /// Bit of bytes that stand for themselves in a path.
  static let pathByte: UInt8 = 2
  /// Bit of bytes that stand for themselves in a query or fragment.
  static let queryByte: UInt8 = 4
  /// Bit of bytes that stand for themselves in user information.
  static let userInfoByte: UInt8 = 8

  /// The bytes with whatever may not stand there percent-encoded; a `%` that starts no escape becomes `%25`.
  static func encodedBytes(_ bytes: ArraySlice<UInt8>, allowing bit: UInt8) -> [UInt8] {
    let classes = classes
    if bytes.allSatisfy({ classes[Int($0)] & bit != 0 && $0 != UInt8(ascii: "%") }) { return Array(bytes) }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + 32)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte == UInt8(ascii: "%") {
        if let value = escape(bytes, at: index) {
          appendEscape(value, classes: classes, to: &output)
          index += 3
          continue
        }
        output.append(contentsOf: "%25".utf8)
      } else if classes[Int(byte)] & bit != 0 {
        output.append(byte)
      } else {
        output.append(UInt8(ascii: "%"))
        output.append(hexadecimal[Int(byte >> 4)])
        output.append(hexadecimal[Int(byte & 15)])
      }
      index += 1
    }
    return output
  }

  /// The same as a string.
  static func encoded(_ bytes: ArraySlice<UInt8>, allowing bit: UInt8) -> String {
    String(decoding: encodedBytes(bytes, allowing: bit), as: UTF8.self)
  }

  /// RFC 3986 §6.2.2: unreserved bytes are written bare, hexadecimal digits in upper case.
  private static func appendEscape(_ value: UInt8, classes: [UInt8], to output: inout [UInt8]) {
    if classes[Int(value)] & 1 != 0 {
      output.append(value)
    } else {
      output.append(UInt8(ascii: "%"))
      output.append(hexadecimal[Int(value >> 4)])
      output.append(hexadecimal[Int(value & 15)])
    }
  }

  /// The bytes with each `%XX` replaced by what it stands for; what is no escape stays.
  static func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] == UInt8(ascii: "%"), let value = escape(bytes, at: index) {
        output.append(value)
        index += 3
      } else {
        output.append(bytes[index])
        index += 1
      }
    }
    return output
  }

  /// The byte that `%XX` at `index` stands for.
  static func escape(_ bytes: ArraySlice<UInt8>, at index: Int) -> UInt8? {
    guard index + 2 < bytes.endIndex, let high = hexadecimalValue(bytes[index + 1]),
      let low = hexadecimalValue(bytes[index + 2])
    else { return nil }
    return high << 4 | low
  }

  /// The value of a hexadecimal digit.
  static func hexadecimalValue(_ byte: UInt8) -> UInt8? {
    if isDigit(byte) { return byte & 15 }
    let letter = byte | 0x20
    return letter &- 0x61 < 6 ? letter - 0x61 + 10 : nil
  }

  /// RFC 3986 §5.2.4, in one pass over the segments; a path without any dot segment is returned as it is.
  static func withoutDotSegments(_ path: [UInt8]) -> [UInt8] {
    let slash = UInt8(ascii: "/")
    guard path.first == slash else { return path }
    guard mayHoldDotSegment(path) else { return path }
    var segments: [ArraySlice<UInt8>] = []
    let parts = path.dropFirst().split(separator: slash, omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      let isLast = index == parts.count - 1
      if part.elementsEqual(".".utf8) {
        if isLast { segments.append([]) }
      } else if part.elementsEqual("..".utf8) {
        if !segments.isEmpty { segments.removeLast() }
        if isLast { segments.append([]) }
      } else {
        segments.append(part)
      }
    }
    var output: [UInt8] = []
    output.reserveCapacity(path.count)
    for segment in segments {
      output.append(slash)
      output.append(contentsOf: segment)
    }
    return output.isEmpty ? [slash] : output
  }

  private static func mayHoldDotSegment(_ path: [UInt8]) -> Bool {
    for index in 1..<path.count where path[index] == UInt8(ascii: ".") && path[index - 1] == UInt8(ascii: "/") {
      return true
    }
    return false
  }

  // MARK: Clean addresses

  /// Where the authority of `https://host/` ends, if it is an ASCII host in its one form without port or user.
  static func cleanAuthorityEnd(_ bytes: [UInt8]) -> Int? {
    let start: Int
    if bytes.starts(with: "https://".utf8) {
      start = 8
    } else if bytes.starts(with: "http://".utf8) {
      start = 7
    } else {
      return nil
    }
    var end = start
    while end < bytes.count, isHostByte(bytes[end]) { end += 1 }
    guard end > start, end < bytes.count, bytes[end] == UInt8(ascii: "/") else { return nil }
    return bytes[end - 1] == UInt8(ascii: ".") ? nil : end
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    byte &- 0x61 < 26 || isDigit(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
  }

  /// Whether path, query and fragment hold no byte to encode, no escape to normalize and no dot segment.
  static func isCleanPath(_ bytes: ArraySlice<UInt8>) -> Bool {
    let classes = classes
    var allowed = pathByte
    var previous: UInt8 = 0
    for byte in bytes {
      if byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") {
        // A second `#` would have to be encoded.
        if byte == UInt8(ascii: "#"), allowed == 0xFF { return false }
        allowed = byte == UInt8(ascii: "#") ? 0xFF : queryByte
      } else if byte == UInt8(ascii: "%") || classes[Int(byte)] & (allowed == 0xFF ? queryByte : allowed) == 0 {
        return false
      } else if byte == UInt8(ascii: "."), previous == UInt8(ascii: "/"), allowed == pathByte {
        return false
      }
      previous = byte
    }
    return true
  }
}
