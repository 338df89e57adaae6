internal import Glibc

/// Bytes that somebody else keeps alive for the length of a call, with bounds checks and fast searches.
///
/// Unlike `Span` it can be stored, so the code that makes one must outlive every user; only `Markup` has it.
@safe struct ByteView {
  private let start: UnsafePointer<UInt8>?
  let count: Int

  init(_ buffer: UnsafeBufferPointer<UInt8>) {
    unsafe start = buffer.baseAddress
    count = buffer.count
  }

  /// Used behind a bounds check only, which an empty buffer never passes.
  private var base: UnsafePointer<UInt8> {
    @inline(__always) get { unsafe start.unsafelyUnwrapped }
  }

  subscript(index: Int) -> UInt8 {
    @inline(__always) get {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
      return unsafe base[index]
    }
  }

  /// Eight bytes from `index` in memory order; the caller has checked that they exist.
  @inline(__always) func word(at index: Int) -> UInt64 {
    precondition(index >= 0 && index + 8 <= count)
    return unsafe UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
  }

  func buffer(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return unsafe UnsafeBufferPointer(start: start.map { unsafe $0 + range.lowerBound }, count: range.count)
  }

  /// Index of the first `byte` at or after `start`, or `end`.
  @inline(__always) func index(of byte: UInt8, from start: Int, to end: Int) -> Int {
    precondition(start >= 0 && end <= count)
    guard start < end, let found = unsafe memchr(base + start, CInt(byte), end - start) else { return end }
    return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Whether the ASCII `prefix` stands at `index`.
  func hasPrefix(_ prefix: StaticString, at index: Int) -> Bool {
    guard index >= 0, count > 0, index + prefix.utf8CodeUnitCount <= count else { return false }
    return unsafe memcmp(base + index, prefix.utf8Start, prefix.utf8CodeUnitCount) == 0
  }

  /// Whether the ASCII lower-case `prefix` stands at `index`, in any case.
  func hasPrefixIgnoringCase(_ prefix: StaticString, at index: Int) -> Bool {
    let length = prefix.utf8CodeUnitCount
    guard index >= 0, index + length <= count else { return false }
    for offset in 0..<length where unsafe lowercased(self[index + offset]) != prefix.utf8Start[offset] { return false }
    return true
  }

  /// Whether two ranges hold the same bytes.
  @inline(__always) func equal(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    guard left.count == right.count else { return false }
    let isShort = left.count <= 8 && left.lowerBound + 8 <= count && right.lowerBound + 8 <= count
    if isShort, left.count > 0 {
      // Only the wanted bytes, wherever the machine has them: the first in memory are the lowest of little endian.
      let mixed = UInt64(littleEndian: word(at: left.lowerBound)) ^ UInt64(littleEndian: word(at: right.lowerBound))
      return mixed << UInt64(64 - 8 * left.count) == 0
    }
    guard let first = unsafe buffer(left).baseAddress, let second = unsafe buffer(right).baseAddress else {
      return true
    }
    return unsafe memcmp(first, second, left.count) == 0
  }

  /// Whether two ranges hold the same bytes but for the case of ASCII letters.
  func equalIgnoringCase(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    guard left.count == right.count else { return false }
    for offset in 0..<left.count
    where lowercased(self[left.lowerBound + offset]) != lowercased(self[right.lowerBound + offset]) {
      return false
    }
    return true
  }

  func string(_ range: Range<Int>) -> String {
    unsafe String(decoding: buffer(range), as: UTF8.self)
  }

  /// The start of a name, for messages.
  func tagName(_ range: Range<Int>) -> Substring {
    string(range.lowerBound..<min(range.upperBound, range.lowerBound + 120)).prefix(40)
  }

  /// Number of line feeds in `range`.
  ///
  /// Each byte of a vector counts in its own place, so up to 255 are added before the bytes are.
  func lineFeeds(in range: Range<Int>) -> Int {
    let bytes = unsafe UnsafeRawBufferPointer(buffer(range))
    var index = 0
    var total = 0
    while index + 32 <= bytes.count {
      let end = min(index + 255 * 32, bytes.count - 31)
      var sum = SIMD4<UInt64>()
      while index < end {
        let mixed =
          unsafe bytes.loadUnaligned(fromByteOffset: index, as: SIMD4<UInt64>.self) ^ 0x0A0A_0A0A_0A0A_0A0A
        let low = (mixed & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F
        sum &+= (~(low | mixed) & 0x8080_8080_8080_8080) &>> 7
        index += 32
      }
      // Two bytes are added in each pair of places, then all pairs in the highest one.
      let pairs = (sum & 0x00FF_00FF_00FF_00FF) &+ ((sum &>> 8) & 0x00FF_00FF_00FF_00FF)
      let sums = (pairs &* 0x0001_0001_0001_0001) &>> 48
      total += Int(truncatingIfNeeded: sums.wrappedSum())
    }
    while index < bytes.count {
      if unsafe bytes[index] == 0x0A { total += 1 }
      index += 1
    }
    return total
  }
}

@inline(__always) func lowercased(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

@inline(__always) func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D }

/// Bytes that may start an XML name; all of UTF-8 beyond ASCII is taken as such.
@inline(__always) func isNameStart(_ byte: UInt8) -> Bool {
  (byte | 0x20) &- 0x61 < 26 || byte == 0x5F || byte == 0x3A || byte >= 0x80
}

/// Bytes that may continue an XML name.
@inline(__always) func isNameByte(_ byte: UInt8) -> Bool {
  isNameStart(byte) || byte &- 0x30 < 10 || byte == 0x2D || byte == 0x2E
}
