/// Turns the bytes of a text or web page into characters.
public enum TextDecoding {
  /// The text in valid Unicode, by byte order mark, then `charset`, then what the page's `<meta charset>` says, then
  /// UTF-8 when the bytes are, then windows-1252.
  ///
  /// What XML forbids (NUL, control characters) is left out.
  public static func text(_ bytes: [UInt8], charset: String? = nil) -> String {
    let decoder = DocumentDecoder(bytes, charset: charset ?? metaCharset(bytes))
    return String(decoding: decoder.output, as: UTF8.self)
  }

  /// The encoding label behind `charset=` in the first 1,024 bytes (HTML Standard, prescan of a byte stream).
  static func metaCharset(_ bytes: [UInt8]) -> String? {
    let head = bytes.prefix(1_024).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    let key = Array("charset=".utf8)
    guard head.count > key.count, head.contains(UInt8(ascii: "<")) else { return nil }
    for start in 0..<(head.count - key.count) where head[start..<(start + key.count)].elementsEqual(key) {
      var label = head[(start + key.count)...]
      if let quote = label.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
        label = label.dropFirst()
      }
      let name = label.prefix { byte in
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || [0x2D, 0x2E, 0x3A, 0x5F].contains(byte)
      }
      return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
    }
    return nil
  }
}
