/// Escapes text for XML and HTML, over bytes.
public enum XMLEscaping {
  /// Appends `text` with `&`, `<`, `>` as references; in attributes `"`, tab and line feed too.
  ///
  /// - Complexity: O(bytes); runs without special characters are copied whole.
  public static func append(_ text: String, to output: inout [UInt8], inAttribute: Bool) {
    let span = text.utf8.span
    unsafe span.withUnsafeBufferPointer { bytes in
      var start = 0
      for index in bytes.indices {
        guard let reference = unsafe reference(for: bytes[index], inAttribute: inAttribute) else { continue }
        unsafe output.append(contentsOf: bytes[start..<index])
        output.append(contentsOf: reference.utf8)
        start = index + 1
      }
      unsafe output.append(contentsOf: bytes[start...])
    }
  }

  /// The text as HTML, safe in content and in quoted attributes: `&`, `<`, `>`, `"` and `'` become references.
  public static func html(_ text: String) -> String {
    var output: [UInt8] = []
    output.reserveCapacity(text.utf8.count + 16)
    appendHTML(text, to: &output)
    return String(decoding: output, as: UTF8.self)
  }

  /// Appends what `html` gives, after `SafeText` has taken out controls.
  public static func appendHTML(_ text: String, to output: inout [UInt8]) {
    for byte in SafeText.cleaned(text).utf8 {
      switch byte {
      case UInt8(ascii: "&"): output.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): output.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): output.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "\""): output.append(contentsOf: "&quot;".utf8)
      case UInt8(ascii: "'"): output.append(contentsOf: "&#39;".utf8)
      default: output.append(byte)
      }
    }
  }

  private static func reference(for byte: UInt8, inAttribute: Bool) -> String? {
    guard byte <= UInt8(ascii: ">") else { return nil }
    switch byte {
    case UInt8(ascii: "&"): return "&amp;"
    case UInt8(ascii: "<"): return "&lt;"
    case UInt8(ascii: ">"): return "&gt;"
    case UInt8(ascii: "\"") where inAttribute: return "&quot;"
    case 0x0A where inAttribute: return "&#10;"
    case 0x09 where inAttribute: return "&#9;"
    default: return nil
    }
  }
}
