/// One YAML file of a desk: its tree, with places, and its text.
///
/// A strict subset of YAML 1.1: one document, text keys, no tags; aliases are resolved. Everything is bounded, because
/// a desk is often copied from elsewhere.
package struct YAMLDocument: Sendable, Equatable {
  /// The top node.
  package let root: YAMLNode
  /// The text, for excerpts.
  package let source: YAMLSource

  /// How large a file may be.
  package struct Limits: Sendable {
    /// Bytes of the file.
    package var bytes = 16_777_216
    /// Levels of lists and mappings.
    package var depth = 64
    /// Nodes, those that aliases repeat included.
    package var nodes = 1_000_000

    /// Makes the default limits.
    package init() {}
  }

  /// Reads a whole file.
  ///
  /// Takes UTF-8, with or without byte order mark.
  /// - Throws: `DeskError` with the first problem; YAML cannot be read on past one.
  package init(_ bytes: [UInt8], file: String, limits: Limits = Limits()) throws(DeskError) {
    guard bytes.count <= limits.bytes else {
      let message = "the file has \(bytes.count) bytes, more than \(limits.bytes)"
      throw DeskError(DeskProblem(message, at: DeskPlace(file: file), remedy: "split it or remove what is not needed"))
    }
    let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    try Self.checkUTF8(bytes, file: file)
    source = YAMLSource(bytes, file: file)
    do {
      var builder = try YAMLTreeBuilder(bytes, file: file, limits: limits)
      root = try builder.document()
    } catch {
      switch error {
      case .syntax(let error): throw DeskError(error.problem(in: source))
      case .content(let problem): throw DeskError(problem)
      }
    }
  }

  private static func checkUTF8(_ bytes: [UInt8], file: String) throws(DeskError) {
    do {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      let place = YAMLSource.place(ofByte: error.byteOffsets.lowerBound, in: bytes, file: file)
      throw DeskError(DeskProblem("the bytes here are not UTF-8", at: place, remedy: "save the file as UTF-8"))
    }
  }
}

/// Why a tree could not be built.
enum YAMLFailure: Error {
  case syntax(YAMLSyntaxError)
  case content(DeskProblem)
}

extension YAMLSyntaxError {
  /// The error in words for people.
  func problem(in source: YAMLSource) -> DeskProblem {
    let place = line == 0 ? source.place(ofByte: byteOffset) : DeskPlace(file: source.file, line: line, column: column)
    let excerpt = source.line(place.line)
    let scalars = excerpt.unicodeScalars
    let atTab = scalars.dropFirst(place.column - 1).first == "\t"
    let indentedByTab = scalars.prefix { $0 == " " || $0 == "\t" }.contains("\t")
    if atTab || indentedByTab {
      return DeskProblem("a tab cannot indent YAML", at: place, remedy: "use spaces", excerpt: excerpt)
    }
    let message = [context, problem].compactMap(\.self).joined(separator: ": ")
    return DeskProblem("not YAML: \(message)", at: place, remedy: remedy, excerpt: excerpt)
  }

  private var remedy: String? {
    if problem.contains("mapping values are not allowed") { return "put quotes around text that contains ': '" }
    if problem.contains("cannot start any token") { return "put quotes around text that begins with this character" }
    if problem.contains("could not find expected ':'") { return "write 'key: value', with a space after the colon" }
    if problem.contains("undefined alias") { return "define it first with &name" }
    return nil
  }
}
