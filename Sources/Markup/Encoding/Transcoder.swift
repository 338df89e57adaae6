internal import Glibc

/// Converts bytes of any encoding to UTF-8 through the C library.
enum Transcoder {
  /// The text in UTF-8, with U+FFFD where bytes mean nothing, and how often that was; `nil` for an encoding that the
  /// system does not have.
  static func utf8(_ bytes: ByteView, from start: Int, encoding: CharacterEncoding) -> (bytes: [UInt8], invalid: Int)? {
    let converter = unsafe iconv_open("UTF-8", encoding.iconvName)
    guard Int(bitPattern: converter) != -1 else { return nil }
    defer { _ = unsafe iconv_close(converter) }
    var output: [UInt8] = []
    output.reserveCapacity((bytes.count - start) * 2)
    var invalid = 0
    unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16_384) { scratch in
      var input = unsafe UnsafeMutablePointer<CChar>(
        mutating: UnsafeRawPointer(bytes.buffer(start..<bytes.count).baseAddress)?.assumingMemoryBound(to: CChar.self))
      var left = bytes.count - start
      while left > 0 {
        var target = scratch.baseAddress
        var room = scratch.count
        let status = unsafe iconv(converter, &input, &left, &target, &room)
        let written = unsafe UnsafeRawBufferPointer(scratch).prefix(scratch.count - room)
        unsafe output.append(contentsOf: written)
        guard status == -1 else { break }
        if errno == E2BIG { continue }
        output.append(contentsOf: [0xEF, 0xBF, 0xBD])
        invalid += 1
        let skipped = min(left, encoding.unitSize)
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
    case .utf8, .singleByte, .multiByte: 1
    }
  }
}
