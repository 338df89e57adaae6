import CLanguageDetector
import WebValues

/// CLD2, the Compact Language Detector 2: a naive Bayes classifier over groups of four letters.
///
/// Good at texts of over a hundred letters in scripts that many languages share; it calls Pashto and Sindhi Urdu with
/// confidence, so that `LanguageCues` are asked first where there are any. Deterministic; safe on any number of threads.
enum CompactLanguageDetector {
  /// What CLD2 says.
  struct Answer: Equatable {
    /// BCP 47 primary subtag.
    var language: String
    /// Share of the letters in that language, 0 to 100.
    var percent: Int
    /// Whether the next language is much less probable.
    var isReliable: Bool
  }

  /// Most bytes that are looked at.
  static let limit = Int(LANGUAGE_DETECTION_BYTES)

  /// Whether CLD2 has tables for the language; without them it takes Mongolian for Kyrgyz.
  static func knows(_ language: String) -> Bool { !["mn", "tt", "mk"].contains(language) }

  /// Asks CLD2; `nil` when it cannot tell, or when the bytes do not begin with UTF-8.
  static func detect(_ bytes: [UInt8]) -> Answer? {
    unsafe bytes.withUnsafeBytes { buffer in
      let result = unsafe language_detect(buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
      guard let code = unsafe result.code else { return nil }
      guard let tag = LanguageTag.normalize(unsafe String(cString: code)), tag != "un" else { return nil }
      let language = LanguageTag.primarySubtag(tag)
      return unsafe Answer(
        language: language == "jw" ? "jv" : language, percent: Int(result.percent), isReliable: result.is_reliable != 0)
    }
  }
}
