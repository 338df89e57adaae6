/// A word or phrase to look for, as it is written in a desk's file.
///
/// Matched after folding (case, diacritics, letter forms) and between word bounds. A `*` at the end stands for any
/// ending of the last word. Scripts that inflect (Cyrillic, Arabic, Devanagari) allow their usual endings; Han has no
/// word bounds.
public struct Term: Sendable, Equatable {
  /// The words.
  public var text: String
  /// BCP 47 primary subtag; `nil` for every language.
  public var language: String?
  /// Where it is written.
  public var location: SourceLocation

  /// Makes a term.
  public init(_ text: String, language: String? = nil, location: SourceLocation = SourceLocation()) {
    self.text = text
    self.language = language
    self.location = location
  }
}

/// A named list of terms that rules and alias conditions share, written `#name` where it is used.
public struct WordList: Sendable, Equatable {
  /// The name, without `#`.
  public var name: String
  /// The words.
  public var terms: [Term]
  /// Where it is written.
  public var location: SourceLocation

  /// Makes a list.
  public init(name: String, terms: [Term], location: SourceLocation = SourceLocation()) {
    self.name = name
    self.terms = terms
    self.location = location
  }
}
