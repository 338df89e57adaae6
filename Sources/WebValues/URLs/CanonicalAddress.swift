/// Recognizes addresses that are their own canonical form, but perhaps for a slash at the end, in one pass: nearly all.
///
/// Knows nothing that `WebURL.canonical()` does not; whatever looks as if a rule might touch it is left to that.
enum CanonicalAddress {
  /// What an address keeps.
  struct Kept {
    /// Bytes up to the end of the canonical path.
    var path: Int
    /// Where the query begins, with its `?`; the end of the address when it has none.
    var query: Int
  }

  /// What the canonical form keeps of an address; `nil` when one rule or another must be asked.
  static func kept(of bytes: borrowing Span<UInt8>) -> Kept? {
    guard bytes.count <= WebURL.maximumBytes, let host = host(bytes), isOrdinary(bytes, host) else { return nil }
    guard let end = pathEnd(bytes, from: host.upperBound) else { return nil }
    var kept = end
    if kept - host.upperBound > 1, bytes[kept - 1] == UInt8(ascii: "/") { kept -= 1 }
    guard isOrdinaryPath(bytes, host.upperBound..<kept) else { return nil }
    guard end == bytes.count || isOrdinaryQuery(bytes, from: end) else { return nil }
    return Kept(path: kept, query: end)
  }

  /// The host of `https://host/`, if it is ASCII in its one form without port or user.
  private static func host(_ bytes: borrowing Span<UInt8>) -> Range<Int>? {
    guard bytes.count > 8, bytes[0] == UInt8(ascii: "h"), bytes[1] == UInt8(ascii: "t"), bytes[2] == bytes[1],
      bytes[3] == UInt8(ascii: "p")
    else { return nil }
    let start = bytes[4] == UInt8(ascii: "s") ? 8 : 7
    guard bytes[start - 3] == UInt8(ascii: ":"), bytes[start - 2] == UInt8(ascii: "/"),
      bytes[start - 1] == UInt8(ascii: "/")
    else { return nil }
    var end = start
    while end < bytes.count, isHostByte(bytes[end]) { end += 1 }
    guard end > start, end < bytes.count, bytes[end] == UInt8(ascii: "/") else { return nil }
    return bytes[end - 1] == UInt8(ascii: ".") ? nil : start..<end
  }

  @inline(__always) private static func isHostByte(_ byte: UInt8) -> Bool {
    byte &- 0x61 < 26 || isDigit(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
  }

  /// Whether the host is no redirector, AMP cache, or site with tracking parameters of its own.
  private static func isOrdinary(_ bytes: borrowing Span<UInt8>, _ host: Range<Int>) -> Bool {
    var hash = ByteHash()
    for index in host {
      if bytes[index] == UInt8(ascii: ".") {
        if specialLabels.contains(hash.value) { return false }
        hash = ByteHash()
      } else {
        hash.add(bytes[index])
      }
    }
    return !specialLabels.contains(hash.value)
  }

  /// Labels that stand in the hosts of `Redirectors`, `TrackingParameters` and AMP sites and tell them from others.
  private static let specialLabels = Set(
    (Redirectors.hostLabels + TrackingParameters.hostLabels + ["amp"]).map { ByteHash.of($0.utf8) })

  /// Where the path ends, unless it has an escape, a dot segment, a double slash, a parameter, or what needs an escape.
  private static func pathEnd(_ bytes: borrowing Span<UInt8>, from start: Int) -> Int? {
    var index = start
    var previous: UInt8 = 0
    while index < bytes.count, bytes[index] != UInt8(ascii: "?") {
      let byte = bytes[index]
      guard isPlain(byte, pathBytes) else { return nil }
      if previous == UInt8(ascii: "/"), byte == previous || byte == UInt8(ascii: ".") { return nil }
      previous = byte
      index += 1
    }
    return index
  }

  /// Whether no empty ending and nothing of AMP is in a path.
  private static func isOrdinaryPath(_ bytes: borrowing Span<UInt8>, _ path: Range<Int>) -> Bool {
    if begins(bytes, at: path.lowerBound, "/amp") { return false }
    var start = path.upperBound
    while start > path.lowerBound, bytes[start - 1] != UInt8(ascii: "/") { start -= 1 }
    if begins(bytes, at: start, "amp") || begins(bytes, at: start, "index.") || begins(bytes, at: start, "default.")
      || begins(bytes, at: start, "home.")
    {
      return false
    }
    for index in start..<path.upperBound where bytes[index] == UInt8(ascii: ".") {
      if begins(bytes, at: index, ".amp") { return false }
    }
    return true
  }

  /// Whether no parameter could track, is empty, or was escaped twice.
  private static func isOrdinaryQuery(_ bytes: borrowing Span<UInt8>, from mark: Int) -> Bool {
    var start = mark + 1
    while true {
      var (hash, end, isName) = (ByteHash(), start, true)
      while end < bytes.count, bytes[end] != UInt8(ascii: "&") {
        guard isPlain(bytes[end], queryBytes) else { return false }
        if bytes[end] == UInt8(ascii: "=") { isName = false }
        if isName { hash.add(lowercased(bytes[end])) }
        end += 1
      }
      guard end > start, !begins(bytes, at: start, "amp;") else { return false }
      if TrackingParameters.mayTrack(hash.value) { return false }
      if TrackingParameters.hasTrackingPrefix(bytes, start..<end) { return false }
      guard end < bytes.count else { return true }
      start = end + 1
    }
  }

  /// Letters, digits, `-._~!$&'()*+,=:@/`: what may stand in a path and means nothing there, a bit each.
  private static let pathBytes: (UInt64, UInt64) = (0x27FFFFD200000000, 0x47FFFFFE87FFFFFF)
  /// Letters, digits, `-._~!$'()*+,;=:@/?[]`: the same of one parameter of a query.
  private static let queryBytes: (UInt64, UInt64) = (0xAFFFFF9200000000, 0x47FFFFFEAFFFFFFF)

  @inline(__always) private static func isPlain(_ byte: UInt8, _ bits: (UInt64, UInt64)) -> Bool {
    byte < 0x80 && (byte < 0x40 ? bits.0 : bits.1) >> UInt64(byte & 63) & 1 != 0
  }

  /// Whether lower-case ASCII stands at `index`, in any case.
  @inline(__always)
  private static func begins(_ bytes: borrowing Span<UInt8>, at start: Int, _ text: String) -> Bool {
    guard start + text.utf8.count <= bytes.count else { return false }
    var index = start
    for letter in text.utf8 {
      if lowercased(bytes[index]) != letter { return false }
      index += 1
    }
    return true
  }

  @inline(__always) static func lowercased(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
}

/// FNV-1a over bytes, to look names up without making strings of them.
struct ByteHash {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  @inline(__always) mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }

  static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash = ByteHash()
    for byte in bytes { hash.add(byte) }
    return hash.value
  }
}
