/// Decides the encoding of a document and turns it into valid UTF-8 that XML allows.
///
/// The order is byte order mark, zeros of UTF-16 and UTF-32, XML declaration, HTTP, detection, windows-1252. A label is
/// believed unless the bytes contradict it, so that `text/xml` without charset is not US-ASCII (as RFC 3023 said and
/// RFC 7303 no longer does), and a declaration goes before HTTP, whose charset is mostly a server's default.
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
    let mark = EncodingSigns.byteOrderMark(bytes)
    if mark.isRepeated { defects.add("second-byte-order-mark", line: 1, "further byte order marks were left out") }
    if mark.encoding == .utf8 { return keep(UTF8Scan.scan(bytes, from: mark.length), bytes, from: mark.length) }
    if let wide = mark.encoding ?? EncodingSigns.wide(bytes) { return convert(bytes, from: mark.length, wide) }
    if EncodingSigns.isEBCDIC(bytes) { return convert(bytes, from: 0, EncodingSigns.ebcdic(bytes)) }

    let scan = UTF8Scan.scan(bytes, from: 0)
    for label in [EncodingSigns.declaredLabel(bytes), charset] {
      guard let label, let named = known(label) else { continue }
      let isNothingButASCII = CharacterEncoding.isASCII(label: label)
      if let encoding = checked(named, isNothingButASCII: isNothingButASCII, scan, bytes) {
        if encoding == .utf8 { return keep(scan, bytes, from: 0) }
        if scan.invalid == 0, scan.multibyte == 0, encoding != .iso2022JP {
          self.encoding = encoding.name
          return repaired(scan, bytes, from: 0)
        }
        return convert(bytes, from: 0, encoding)
      }
    }
    return decodeUnlabeled(scan, bytes)
  }

  private mutating func known(_ label: String) -> CharacterEncoding? {
    if let encoding = CharacterEncoding(label: label) { return encoding }
    let name = label.prefix(40)
    defects.add(
      "unknown-encoding", line: 1, "the encoding \"\(name)\" is unknown or refused; it was guessed from the bytes")
    return nil
  }

  /// The encoding to use when a document is labeled `named`; `nil` when its bytes contradict that.
  private mutating func checked(
    _ named: CharacterEncoding, isNothingButASCII: Bool, _ scan: UTF8Scan.Result, _ bytes: ByteView
  ) -> CharacterEncoding? {
    // Bytes beyond ASCII are hardly ever valid UTF-8 by chance; pairs of another encoding may be, a few times.
    let doubt = named.family == .singleByte ? 1 : 4
    let isPlainlyUTF8 = scan.invalid == 0 && scan.multibyte >= doubt || scan.multibyte >= 20 * max(1, scan.invalid)
    switch named.family {
    case .utf8:
      if isUTF8(scan, bytes) { return named }
    case .singleByte, .multiByte:
      if isPlainlyUTF8 {
        defects.add("wrong-encoding", line: 1, "the document says \(named.name) but is in utf-8")
        return .utf8
      }
      if !isNothingButASCII || scan.invalid == 0 { return named }
    case .utf16, .utf32, .ebcdic: break
    }
    defects.add("wrong-encoding", line: 1, "the document says \(named.name) but is not")
    return nil
  }

  private func isUTF8(_ scan: UTF8Scan.Result, _ bytes: ByteView) -> Bool {
    scan.isMostlyUTF8 || scan.isPossiblyUTF8 && EncodingDetector.detect(bytes, from: 0) == nil
  }

  private mutating func decodeUnlabeled(_ scan: UTF8Scan.Result, _ bytes: ByteView) -> [UInt8]? {
    if scan.forbidden > 0, EncodingDetector.isISO2022JP(bytes, from: 0) { return convert(bytes, from: 0, .iso2022JP) }
    if isUTF8(scan, bytes) { return keep(scan, bytes, from: 0) }
    let detected = EncodingDetector.detect(bytes, from: 0) ?? .windows1252
    let line = line(of: scan.firstInvalid, in: bytes)
    defects.add("wrong-encoding", line: line, "the bytes are not utf-8 and were read as \(detected.name)")
    return convert(bytes, from: 0, detected)
  }

  /// Text in UTF-8.
  private mutating func keep(_ scan: UTF8Scan.Result, _ bytes: ByteView, from start: Int) -> [UInt8]? {
    encoding = CharacterEncoding.utf8.name
    return repaired(scan, bytes, from: start)
  }

  private mutating func repaired(_ scan: UTF8Scan.Result, _ bytes: ByteView, from start: Int) -> [UInt8]? {
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
    if named.family == .ebcdic { text.bytes = Self.withLineFeeds(text.bytes) }
    return unsafe text.bytes.withUnsafeBufferPointer { buffer -> [UInt8]? in
      let view = unsafe ByteView(buffer)
      return repaired(UTF8Scan.scan(view, from: 0), view, from: 0)
    } ?? text.bytes
  }

  /// EBCDIC ends lines with NEL, U+0085, which XML 1.0 does not take for white space.
  private static func withLineFeeds(_ text: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    for byte in text {
      if byte == 0x85, output.last == 0xC2 { output[output.count - 1] = 0x0A } else { output.append(byte) }
    }
    return output
  }

  private mutating func note(_ scan: UTF8Scan.Result, in bytes: ByteView) {
    if scan.invalid > 0 {
      let line = line(of: scan.firstInvalid, in: bytes)
      defects.add(
        "invalid-bytes", line: line,
        "\(scan.invalid) bytes that are not utf-8 became U+FFFD or, alone, what they mean in windows-1252")
    }
    if scan.forbidden > 0 {
      let line = line(of: scan.firstForbidden, in: bytes)
      defects.add("control-character", line: line, "\(scan.forbidden) characters that XML forbids were left out")
    }
    if scan.misread > 0 {
      let line = line(of: scan.firstMisread, in: bytes)
      defects.add(
        "windows-1252-character", line: line, "\(scan.misread) control characters became what windows-1252 has there")
    }
  }

  private func line(of index: Int, in bytes: ByteView) -> Int { 1 + bytes.lineFeeds(in: 0..<index) }
}
