import Markup

/// Any text, made safe and made plain.
enum HTMLFuzzer {
  static func check(_ bytes: [UInt8]) {
    let html = String(decoding: bytes, as: UTF8.self)
    let safe = HTMLSanitizer.sanitize(html, base: "https://example.org/a/b")
    checkSafe(safe)
    promise(HTMLSanitizer.sanitize(safe, base: "https://example.org/a/b") == safe, "making safe twice changes nothing")
    _ = HTMLText.plainText(html)
    _ = HTMLText.singleLine(html)
    let decoded = HTMLText.decodingReferences(html)
    promise(decoded.utf8.count <= html.utf8.count * 6 + 16, "references do not blow up")
  }

  /// Nothing active is left, by a scan that shares nothing with the sanitizer.
  static func checkSafe(_ safe: String) {
    let bytes = Array(safe.utf8)
    for index in bytes.indices where bytes[index] == UInt8(ascii: "<") {
      let rest = String(decoding: bytes[(index + 1)...].prefix(12), as: UTF8.self).lowercased()
      let name = rest.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }
      promise(!name.isEmpty, "a bare < is left at \(index)")
      promise(!forbidden.contains(String(name)), "<\(name)> is left")
      let tag = bytes[index...].prefix { $0 != UInt8(ascii: ">") }
      promise(tag.count < bytes.count - index, "a tag is open at the end")
      checkAttributes(String(decoding: tag, as: UTF8.self).lowercased())
    }
  }

  private static func checkAttributes(_ tag: String) {
    // Outside quotes only names and = may stand; so drop every quoted value, and look at the names that are left.
    let parts = tag.split(separator: "\"", omittingEmptySubsequences: false)
    promise(parts.count % 2 == 1, "quotes do not match in \(tag)")
    for (index, part) in parts.enumerated() {
      if index % 2 == 0 {
        promise(!part.contains(" on") && !part.contains("style") && !part.contains("srcdoc"), "attribute in \(tag)")
      } else {
        let scheme = part.prefix { $0 != ":" && $0 != "/" }
        promise(
          !["javascript", "vbscript", "data", "file"].contains(scheme) || isText(parts[index - 1]), "URL in \(tag)")
      }
    }
  }

  /// Whether the attribute in front of a value carries text and not an address.
  private static func isText(_ names: Substring) -> Bool {
    !["href=", "src=", "cite=", "srcset=", "poster=", "action="].contains { names.hasSuffix($0) }
  }

  private static let forbidden: Set<String> = [
    "script", "style", "iframe", "object", "embed", "svg", "math", "form", "input", "button", "template", "noscript",
    "textarea", "select", "title", "base", "meta", "link", "xmp", "plaintext", "frame", "frameset", "applet",
  ]
}
