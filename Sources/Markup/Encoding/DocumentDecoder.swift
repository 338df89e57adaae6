/// Decides the encoding of a document and turns it into valid UTF-8 that XML allows.
struct DocumentDecoder {
  private(set) var output: [UInt8] = []
  private(set) var encoding = CharacterEncoding.utf8.name
  private(set) var defects = MarkupDefects()

  init(_ bytes: [UInt8], charset: String?) {
    let repaired: [UInt8]? = unsafe bytes.withUnsafeBufferPointer { unsafe decode(ByteView($0), charset: charset) }
    output = repaired ?? bytes
  }

  /// The text, or `nil` when the bytes can stay as they are.
  private mutating func decode(_ bytes: ByteView, charset: String?) -> [UInt8]? {
    let (marked, markLength) = byteOrderMark(bytes)
    let guessed = marked ?? withoutMark(bytes)
    var label = marked == nil ? declaredLabel(bytes) ?? charset : nil
    if let text = label, CharacterEncoding(label: text) == nil {
      let name = text.prefix(40)
      defects.add("unknown-encoding", line: 1, "nobody knows the encoding \"\(name)\"; it was guessed from the bytes")
      label = charset.flatMap { CharacterEncoding(label: $0) == nil ? nil : $0 }
    }
    let named = label.flatMap { CharacterEncoding(label: $0) }
    if let encoding = guessed, encoding != .utf8 {
      return convert(bytes, from: markLength, encoding)
    }
    return decodeBytewise(bytes, from: markLength, named: marked ?? named)
  }

  /// Encodings in which ASCII is ASCII: the name is believed unless the bytes contradict it.
  private mutating func decodeBytewise(_ bytes: ByteView, from start: Int, named: CharacterEncoding?) -> [UInt8]? {
    let scan = UTF8Scan.scan(bytes, from: start)
    if let named, named.family == .singleByte || named.family == .multiByte {
      let doubt = named.family == .singleByte ? 1 : 4
      guard scan.invalid == 0, scan.multibyte >= doubt || (scan.multibyte == 0 && named.iconvName != "ISO-2022-JP-2")
      else { return convert(bytes, from: start, named) }
      if scan.multibyte > 0 {
        defects.add("wrong-encoding", line: 1, "the document says \(named.name) but is in utf-8")
      } else {
        encoding = named.name
      }
    } else if let named, named.family != .utf8 {
      defects.add("wrong-encoding", line: 1, "the document says \(named.name) but is not")
    }
    if scan.invalid > 0, scan.multibyte < scan.invalid {
      let line = line(of: scan.firstInvalid, in: bytes)
      defects.add("wrong-encoding", line: line, "the bytes are not utf-8 and were read as windows-1252")
      return convert(bytes, from: start, .windows1252)
    }
    guard !scan.isClean else { return start == 0 ? nil : unsafe Array(bytes.buffer(start..<bytes.count)) }
    note(scan, in: bytes)
    return UTF8Scan.repaired(bytes, from: start)
  }

  private mutating func convert(_ bytes: ByteView, from start: Int, _ named: CharacterEncoding) -> [UInt8] {
    encoding = named.name
    guard var text = Transcoder.utf8(bytes, from: start, encoding: named) else {
      defects.add("unknown-encoding", line: 1, "this system cannot convert \(named.name)")
      encoding = CharacterEncoding.utf8.name
      return UTF8Scan.repaired(bytes, from: start)
    }
    if text.invalid > 0 {
      defects.add(
        "invalid-bytes", line: 0, "\(text.invalid) sequences that mean nothing in \(named.name) became U+FFFD")
    }
    if text.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { text.bytes.removeFirst(3) }
    return unsafe text.bytes.withUnsafeBufferPointer { buffer -> [UInt8]? in
      let view = unsafe ByteView(buffer)
      let scan = UTF8Scan.scan(view, from: 0)
      guard !scan.isClean else { return nil }
      note(scan, in: view)
      return UTF8Scan.repaired(view, from: 0)
    } ?? text.bytes
  }

  private mutating func note(_ scan: UTF8Scan.Result, in bytes: ByteView) {
    if scan.invalid > 0 {
      let line = line(of: scan.firstInvalid, in: bytes)
      defects.add("invalid-bytes", line: line, "\(scan.invalid) bytes that are not utf-8 became U+FFFD")
    }
    if scan.forbidden > 0 {
      let line = line(of: scan.firstForbidden, in: bytes)
      defects.add("control-character", line: line, "\(scan.forbidden) characters that XML forbids were left out")
    }
  }

  private func line(of index: Int, in bytes: ByteView) -> Int { 1 + bytes.lineFeeds(in: 0..<index) }

  // MARK: Signs in the bytes

  /// The encoding that byte order marks say, and their length; documents put together from two carry two.
  private mutating func byteOrderMark(_ bytes: ByteView) -> (CharacterEncoding?, Int) {
    func has(_ mark: [UInt8], at index: Int) -> Bool {
      index + mark.count <= bytes.count && mark.indices.allSatisfy { bytes[index + $0] == mark[$0] }
    }
    if has([0xEF, 0xBB, 0xBF], at: 0) {
      var length = 3
      while has([0xEF, 0xBB, 0xBF], at: length) { length += 3 }
      if length > 3 { defects.add("second-byte-order-mark", line: 1, "further byte order marks were left out") }
      return (.utf8, length)
    }
    if has([0xFF, 0xFE, 0, 0], at: 0) { return (.utf32LE, 4) }
    if has([0, 0, 0xFE, 0xFF], at: 0) { return (.utf32BE, 4) }
    if has([0xFF, 0xFE], at: 0) { return (.utf16LE, 2) }
    if has([0xFE, 0xFF], at: 0) { return (.utf16BE, 2) }
    return (nil, 0)
  }

  /// UTF-16 or UTF-32 without mark shows in the zeros around the first `<` or `{` (XML 1.0 appendix F).
  private func withoutMark(_ bytes: ByteView) -> CharacterEncoding? {
    guard bytes.count >= 4 else { return nil }
    switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
    case (0x3C, 0, 0, 0), (0x7B, 0, 0, 0): return .utf32LE
    case (0, 0, 0, 0x3C), (0, 0, 0, 0x7B): return .utf32BE
    case (0x3C, 0, _, 0), (0x7B, 0, _, 0): return .utf16LE
    case (0, 0x3C, 0, _), (0, 0x7B, 0, _): return .utf16BE
    default: return nil
    }
  }

  /// The encoding named by an XML declaration near the start.
  private func declaredLabel(_ bytes: ByteView) -> String? {
    let limit = min(bytes.count, 4_096)
    var index = bytes.index(of: 0x3C, from: 0, to: limit)
    while index < limit, !bytes.hasPrefix("<?xml", at: index) {
      index = bytes.index(of: 0x3C, from: index + 1, to: limit)
    }
    let end = bytes.index(of: 0x3E, from: index, to: limit)
    while index < end, !bytes.hasPrefix("encoding", at: index) { index += 1 }
    index += 8
    while index < end, bytes[index] != 0x22, bytes[index] != 0x27 {
      guard isSpace(bytes[index]) || bytes[index] == 0x3D else { return nil }
      index += 1
    }
    guard index < end else { return nil }
    let close = bytes.index(of: bytes[index], from: index + 1, to: end)
    guard close < end, close - index <= 64 else { return nil }
    return bytes.string(index + 1..<close)
  }
}
