internal import Glibc

/// Converts bytes of any encoding to UTF-8 through the C library.
enum Transcoder {
  /// The text in UTF-8, with U+FFFD where bytes mean nothing, and how often that was; `nil` for an encoding that the
  /// system does not have.
  static func utf8(_ bytes: ByteView, from start: Int, encoding: CharacterEncoding) -> (bytes: [UInt8], invalid: Int)? {
    convert(bytes, from: start, iconvName: encoding.iconvName, unitSize: encoding.unitSize)
  }

  /// The kind of encoding behind a name that the converter knows, or `nil` when it has none in which a document's
  /// start can be told: ASCII bytes must mean ASCII, or all of EBCDIC's letters themselves.
  static func family(of iconvName: String) -> CharacterEncoding.Family? {
    func text(_ bytes: [UInt8]) -> [UInt8]? {
      unsafe bytes.withUnsafeBufferPointer { buffer in
        unsafe convert(ByteView(buffer), from: 0, iconvName: iconvName, unitSize: 1)?.bytes
      }
    }
    let start = Array("<?xml version=".utf8)
    guard let ascii = text(start) else { return nil }
    if ascii == start {
      let sign = text([0xB0, 0xA1, 0xB0, 0xA1]) ?? []
      return String(decoding: sign, as: UTF8.self).unicodeScalars.count == 4 ? .singleByte : .multiByte
    }
    return text([0x4C, 0x6F, 0xA7, 0x94]) == Array("<?xm".utf8) ? .ebcdic : nil
  }

  private static func convert(
    _ bytes: ByteView, from start: Int, iconvName: String, unitSize: Int
  ) -> (bytes: [UInt8], invalid: Int)? {
    let converter = unsafe iconv_open("UTF-8", iconvName)
    guard Int(bitPattern: converter) != -1 else { return nil }
    defer { _ = unsafe iconv_close(converter) }
    var output: [UInt8] = []
    output.reserveCapacity((bytes.count - start) * 3 / 2)
    var invalid = 0
    unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16_384) { scratch in
      var input = unsafe UnsafeMutablePointer<CChar>(
        mutating: UnsafeRawPointer(bytes.buffer(start..<bytes.count).baseAddress)?.assumingMemoryBound(to: CChar.self))
      var left = bytes.count - start
      while left > 0 {
        var target = scratch.baseAddress
        var room = scratch.count
        let leftBefore = left
        let status = unsafe iconv(converter, &input, &left, &target, &room)
        let written = unsafe UnsafeRawBufferPointer(scratch).prefix(scratch.count - room)
        unsafe output.append(contentsOf: written)
        guard status == -1 else { break }
        // A full target is emptied and filled again, as long as that leads on.
        if errno == E2BIG, left < leftBefore || room < scratch.count { continue }
        output.append(contentsOf: [0xEF, 0xBF, 0xBD])
        invalid += 1
        let skipped = min(left, unitSize)
        unsafe input = input.map { unsafe $0 + skipped }
        left -= skipped
      }
    }
    return (output, invalid)
  }
}

extension CharacterEncoding {
  /// Bytes to skip after an invalid sequence.
  fileprivate var unitSize: Int {
    switch family {
    case .utf16: 2
    case .utf32: 4
    case .utf8, .singleByte, .multiByte, .ebcdic: 1
    }
  }
}
