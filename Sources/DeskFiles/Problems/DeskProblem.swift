/// A point in a file of the desk, as editors count.
public struct DeskPlace: Sendable, Equatable, Codable {
  /// Path of the file, as it was given or relative to the desk.
  public var file: String
  /// Line from 1; 0 means the file as a whole.
  public var line: Int
  /// Column from 1, in Unicode scalars; 0 means the line as a whole.
  public var column: Int

  /// Makes a place; by default the file as a whole.
  public init(file: String, line: Int = 0, column: Int = 0) {
    self.file = file
    self.line = line
    self.column = column
  }
}

extension DeskPlace: CustomStringConvertible {
  /// `file:line:column`, without the parts that are not known.
  public var description: String {
    if line == 0 { return file }
    return column == 0 ? "\(file):\(line)" : "\(file):\(line):\(column)"
  }
}

/// One thing that is wrong, or questionable, in a desk: what, where, and what to do about it.
public struct DeskProblem: Sendable, Equatable, Codable {
  /// How bad it is.
  public enum Severity: String, Sendable, Codable {
    /// An error keeps the desk from being used; a warning does not.
    case error, warning
  }

  /// How bad it is.
  public var severity: Severity
  /// Where it is.
  public var place: DeskPlace
  /// What is wrong, one line without a full stop.
  public var message: String
  /// What to do about it, one line without a full stop.
  public var remedy: String?
  /// The line of the file it is on, when the caret helps.
  public var excerpt: String?
  /// Unicode scalars of the excerpt to underline from the place's column, at least 1.
  public var length: Int

  /// Makes a problem; by default an error.
  public init(
    _ message: String, at place: DeskPlace, remedy: String? = nil, severity: Severity = .error, excerpt: String? = nil,
    length: Int = 1
  ) {
    self.severity = severity
    self.place = place
    self.message = message
    self.remedy = remedy
    self.excerpt = excerpt
    self.length = length
  }
}

extension DeskProblem: CustomStringConvertible {
  /// The form compilers use: `file:line:column: error: message`, then excerpt and caret, then what to do.
  public var description: String {
    var lines = ["\(place): \(severity.rawValue): \(message)"]
    if let excerpt { lines += shown(excerpt) }
    if let remedy { lines.append("  " + remedy) }
    return lines.joined(separator: "\n")
  }

  /// The part of the line around the column, and below it `^~~~`.
  ///
  /// Tabs are kept under tabs, so that the caret stands where a terminal puts the text.
  private func shown(_ excerpt: String) -> [String] {
    let scalars = Array(excerpt.unicodeScalars)
    let column = min(max(place.column - 1, 0), scalars.count)
    let first = column > 80 ? column - 60 : 0
    let last = min(scalars.count, first + 118)
    var line = String.UnicodeScalarView("  ".unicodeScalars)
    line.append(contentsOf: scalars[first..<last])
    guard place.column > 0 else { return [String(line)] }
    var caret = String.UnicodeScalarView("  ".unicodeScalars)
    caret.append(contentsOf: scalars[first..<column].map { $0 == "\t" ? "\t" : " " })
    caret.append("^")
    caret.append(contentsOf: repeatElement("~", count: max(0, min(length, last - column) - 1)))
    return [String(line), String(caret)]
  }
}

/// Why a desk, or a part of it, cannot be used: every problem that was found, not only the first.
public struct DeskError: Error, Sendable, Equatable {
  /// At least one problem, in the order of the files.
  public let problems: [DeskProblem]

  /// Makes an error.
  public init(_ problems: [DeskProblem]) { self.problems = problems }

  /// Makes an error of one problem.
  public init(_ problem: DeskProblem) { problems = [problem] }
}

extension DeskError: CustomStringConvertible {
  /// The problems, a paragraph each.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}
