/// BCP 47 language tags as feeds write them.
public enum LanguageTag {
  /// The tag in its customary form (RFC 5646 §2.1.1), or `nil` when the text is no tag.
  ///
  /// `en_US` → `en-US`, `UR-pk` → `ur-PK`, `urd` → `ur`, `uz-cyrl-UZ` → `uz-Cyrl-UZ`, `zh-yue-HK` → `yue-HK`, `en-UK` →
  /// `en-GB`, `fa_IR.UTF-8` → `fa-IR`, `English (US)` and `اردو` → `en`, `ur`. Of a list the first counts. What was
  /// declared is kept: `fa-AF` stays `fa-AF`. Extensions and private use are cut off.
  public static func normalize(_ text: String) -> String? {
    let bytes = text.utf8.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
    let code = bytes.prefix(while: isLetter).count
    if code == 2 || code == 3, let tag = tag(bytes) { return tag }
    let name = LanguageNames.folded(text)
    if let tag = LanguageNames.tags[name] { return tag }
    // `en, ur`, `en;q=0.9`, `ur_PK.UTF-8`, `sr@latin`, `Urdu (Pakistan)`
    let first = name.prefix { !",;.@(/|".unicodeScalars.contains($0.unicodeScalars.first ?? " ") }
    let trimmed = String(first).split(separator: " ").joined(separator: " ")
    if let tag = LanguageNames.tags[trimmed] { return tag }
    return tag(Array(trimmed.utf8))
  }

  /// Reads subtags that are in lower case.
  private static func tag(_ bytes: [UInt8]) -> String? {
    guard bytes.count <= 64, bytes.allSatisfy({ isLetter($0) || isDigit($0) || $0 == 0x2D || $0 == 0x5F }) else {
      return nil
    }
    var subtags = bytes.split(maxSplits: 8, whereSeparator: { $0 == 0x2D || $0 == 0x5F }).map {
      String(decoding: $0, as: UTF8.self)
    }
    // Character sets that stand where the language should: `utf-8`, `iso-8859-1`.
    guard let first = subtags.first, first != "utf", first != "iso" || subtags.count == 1 else { return nil }
    subtags.removeFirst()
    guard var tag = primary(first) else { return nil }
    if let extended = subtags.first, extended.utf8.count == 3, extended.utf8.allSatisfy(isLetter),
      !["chs", "cht"].contains(extended)
    {
      // RFC 5646 §4.5: the extended language stands for itself.
      tag = primary(extended) ?? tag
      subtags.removeFirst()
    }
    for subtag in subtags {
      guard let written = written(subtag) else { return tag }
      tag += "-" + written
    }
    return tag
  }

  /// A script, region or variant in its customary case; `nil` where extensions begin.
  private static func written(_ subtag: String) -> String? {
    let letters = subtag.utf8.allSatisfy(isLetter)
    switch subtag.utf8.count {
    case 4 where letters: return subtag.prefix(1).uppercased() + subtag.dropFirst()
    // Windows' names of the two Chinese scripts come as regions; the United Kingdom's code is GB.
    case 3 where subtag == "chs": return "Hans"
    case 3 where subtag == "cht": return "Hant"
    case 2 where subtag == "uk": return "GB"
    case 2 where letters: return subtag.uppercased()
    case 3 where subtag.utf8.allSatisfy(isDigit): return subtag
    case 4 where subtag.utf8.first.map(isDigit) == true: return subtag
    case 5...8: return subtag
    default: return nil
    }
  }

  /// The lower-case primary subtag: `en` of `en-US`.
  public static func primarySubtag(_ tag: String) -> String {
    tag.split(whereSeparator: { $0 == "-" || $0 == "_" }).first.map { $0.lowercased() } ?? ""
  }

  private static func primary(_ subtag: String) -> String? {
    if let shorter = LanguageNames.shorterCodes[subtag] { return shorter }
    guard (2...3).contains(subtag.utf8.count), subtag.utf8.allSatisfy(isLetter) else { return nil }
    return ["und", "mul", "zxx", "mis"].contains(subtag) ? nil : subtag
  }
}
