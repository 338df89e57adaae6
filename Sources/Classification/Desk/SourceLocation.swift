/// A place in a desk's file, counted from 1; line 0 means that the value was made in code.
public struct SourceLocation: Sendable, Equatable, Hashable, Codable {
  /// The file as it was given to the reader.
  public var file: String
  /// Line, from 1.
  public var line: Int
  /// Column, from 1.
  public var column: Int

  /// Makes a location.
  public init(file: String = "", line: Int = 0, column: Int = 0) {
    self.file = file
    self.line = line
    self.column = column
  }
}

/// Why a taxonomy and a gazetteer do not make a classifier, and where.
public struct TaxonomyError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The kind of mistake, for code and metric labels.
  public enum Code: String, Sendable, Codable {
    /// An alternative, list or term with nothing in it; a term that folds to nothing.
    case emptyAlternative = "empty-alternative"
    /// A rule or list that no text can satisfy or that cannot reach its threshold.
    case neverFires = "never-fires"
    /// A reference to an entity, topic, group or word list that does not exist.
    case unknownReference = "unknown-reference"
    /// Two things with one id.
    case duplicateID = "duplicate-id"
    /// A number outside its range.
    case outOfRange = "out-of-range"
  }
  /// The kind of mistake.
  public let code: Code
  /// What is wrong and what to do, for people.
  public let message: String
  /// Where it stands.
  public let location: SourceLocation

  /// Makes an error.
  public init(_ code: Code, _ message: String, at location: SourceLocation) {
    self.code = code
    self.message = message
    self.location = location
  }

  /// `file:line:column: message`.
  public var description: String { "\(location.file):\(location.line):\(location.column): \(message)" }
}
