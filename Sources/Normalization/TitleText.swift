package import FeedFormats
import Markup

/// Titles as plain text on one line, whatever was escaped how often.
package enum TitleText {
  /// The plain text of a title.
  ///
  /// RSS does not say whether a title is text or HTML, and feeds escape once too often; so references are decoded, tags of
  /// HTML are removed, and what then still looks escaped (`&amp;amp;`, `&lt;b&gt;a&lt;/b&gt;`) is decoded once more.
  package static func plain(_ construct: TextConstruct) -> String {
    let value = construct.value
    guard value.utf8.contains(where: { $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "<") }) else {
      return HTMLText.singleLine(value)
    }
    // Markup in the open says that what is escaped beside it is meant as it reads: "History of the &lt;b&gt; tag".
    let hasMarkup = HTMLText.looksLikeHTML(value)
    var text = hasMarkup || construct.kind != .text ? HTMLText.plainText(value) : HTMLText.decodingReferences(value)
    if !hasMarkup {
      if HTMLText.holdsMarkup(text) {
        text = HTMLText.plainText(text)
      } else if text.utf8.contains(UInt8(ascii: "&")) {
        text = HTMLText.decodingReferences(text)
      }
    }
    return HTMLText.singleLine(text)
  }
}

/// Names of people as feeds write them.
package enum PersonName {
  /// The name in `mail (Name)`, `Name <mail>`, `Name`; a lone address stands for itself unless nobody reads it.
  package static func name(of person: FeedPerson) -> String? {
    let text = HTMLText.looksLikeHTML(person.name) ? HTMLText.plainText(person.name) : person.name
    let name = HTMLText.singleLine(text)
    if name.isEmpty { return person.email.flatMap(readableAddress) }
    guard name.utf8.contains(UInt8(ascii: "@")) else { return name }
    if let open = name.firstIndex(of: "("), let close = name.lastIndex(of: ")"), open < close {
      let inner = name[name.index(after: open)..<close]
      let outer = name[..<open]
      return HTMLText.singleLine(String(inner.contains("@") ? outer : inner))
    }
    if let open = name.firstIndex(of: "<") {
      let outer = HTMLText.singleLine(String(name[..<open].filter { $0 != "\"" }))
      if !outer.isEmpty { return outer }
      return readableAddress(String(name[name.index(after: open)...].prefix { $0 != ">" }))
    }
    return readableAddress(name)
  }

  private static func readableAddress(_ address: String) -> String? {
    let lowered = address.lowercased()
    let unread = ["noreply@", "no-reply@", "donotreply@", "nobody@", "mailto:noreply@"]
    return unread.contains { lowered.hasPrefix($0) } ? nil : address
  }
}

/// Pictures among media files and in bodies.
enum PictureName {
  /// Whether a file is a picture, by its type or, without one, by its name.
  static func isPicture(_ url: String, mediaType: String?) -> Bool {
    if let mediaType { return mediaType.hasPrefix("image/") }
    let path = url.utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    let ending = String(decoding: path.suffix(5), as: UTF8.self).lowercased()
    return [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"].contains { ending.hasSuffix($0) }
  }

  /// The address of the first picture that the sanitizer wrote.
  static func firstPicture(inSafeHTML html: String) -> String? {
    guard let start = firstAddress(html.utf8.span) else { return nil }
    let address = html.utf8.dropFirst(start).prefix { $0 != UInt8(ascii: "\"") }
    return HTMLText.decodingReferences(String(decoding: address, as: UTF8.self))
  }

  /// Where the first address behind `<img src="` begins.
  private static func firstAddress(_ bytes: borrowing Span<UInt8>) -> Int? {
    let opening = "<img src=\"".utf8
    var index = 0
    while index + opening.count < bytes.count {
      if bytes[index] == UInt8(ascii: "<"), bytes[index + 1] == UInt8(ascii: "i") {
        var end = index
        for letter in opening where bytes[end] == letter { end += 1 }
        if end == index + opening.count { return end }
      }
      index += 1
    }
    return nil
  }
}
