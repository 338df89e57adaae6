internal import CLibYAML

/// One event of libyaml, with its place counted from 1.
struct YAMLEvent {
  enum Kind {
    case documentStart, documentEnd, streamStart, streamEnd
    case alias(String)
    case scalar(String, YAMLScalarStyle)
    case sequenceStart, sequenceEnd, mappingStart, mappingEnd
  }
  var kind: Kind
  var anchor: String?
  var tag: String?
  var line: Int
  var column: Int
}

/// What libyaml says is wrong, and where, before it is put in words for people.
struct YAMLSyntaxError: Error {
  /// libyaml's own words.
  var problem: String
  /// What it was doing.
  var context: String?
  /// From 1; 0 when only `byteOffset` is known.
  var line: Int
  var column: Int
  /// For errors of the character reader.
  var byteOffset: Int
}

/// Turns bytes into libyaml's events (yaml.h, libyaml 0.2).
///
/// Owns the parser and a copy of the bytes, because libyaml keeps a pointer to its input. Confined to one function.
@safe struct YAMLEventParser: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>

  /// Makes a parser of UTF-8 bytes, which must be valid.
  init(_ bytes: [UInt8]) throws(YAMLSyntaxError) {
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    unsafe parser.initialize(to: yaml_parser_t())
    guard unsafe yaml_parser_initialize(parser) == 1 else {
      unsafe parser.deallocate()
      throw YAMLSyntaxError(problem: "out of memory", line: 0, column: 0, byteOffset: 0)
    }
    let input = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, bytes.count))
    _ = unsafe input.initialize(from: bytes)
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, input.baseAddress, bytes.count)
    unsafe self.parser = parser
    unsafe self.input = input
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
    unsafe input.deallocate()
  }

  /// The next event; after the end of the stream, that end again.
  mutating func next() throws(YAMLSyntaxError) -> YAMLEvent {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw failure() }
    defer { unsafe yaml_event_delete(&event) }
    let mark = unsafe event.start_mark
    var result = YAMLEvent(kind: .streamEnd, line: Int(clamping: mark.line) + 1, column: Int(clamping: mark.column) + 1)
    unsafe Self.read(event, into: &result)
    return result
  }

  private func failure() -> YAMLSyntaxError {
    let mark = unsafe parser.pointee.problem_mark
    let isReaderError = unsafe parser.pointee.error == YAML_READER_ERROR
    return unsafe YAMLSyntaxError(
      problem: parser.pointee.problem.map { unsafe String(cString: $0) } ?? "out of memory",
      context: parser.pointee.context.map { unsafe String(cString: $0) },
      line: isReaderError ? 0 : Int(clamping: mark.line) + 1,
      column: isReaderError ? 0 : Int(clamping: mark.column) + 1,
      byteOffset: Int(clamping: parser.pointee.problem_offset))
  }

  private static func read(_ event: yaml_event_t, into result: inout YAMLEvent) {
    switch unsafe event.type {
    case YAML_STREAM_START_EVENT: result.kind = .streamStart
    case YAML_DOCUMENT_START_EVENT: result.kind = .documentStart
    case YAML_DOCUMENT_END_EVENT: result.kind = .documentEnd
    case YAML_ALIAS_EVENT: result.kind = unsafe .alias(text(event.data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      result.kind = unsafe .scalar(String(decoding: bytes, as: UTF8.self), style(scalar.style))
      unsafe result.anchor = text(scalar.anchor)
      unsafe result.tag = text(scalar.tag)
    case YAML_SEQUENCE_START_EVENT:
      result.kind = .sequenceStart
      unsafe result.anchor = text(event.data.sequence_start.anchor)
      unsafe result.tag = text(event.data.sequence_start.tag)
    case YAML_MAPPING_START_EVENT:
      result.kind = .mappingStart
      unsafe result.anchor = text(event.data.mapping_start.anchor)
      unsafe result.tag = text(event.data.mapping_start.tag)
    case YAML_SEQUENCE_END_EVENT: result.kind = .sequenceEnd
    case YAML_MAPPING_END_EVENT: result.kind = .mappingEnd
    default: result.kind = .streamEnd
    }
  }

  private static func text(_ bytes: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    unsafe bytes.map { unsafe String(cString: $0) }
  }

  private static func style(_ style: yaml_scalar_style_t) -> YAMLScalarStyle {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: .literal
    case YAML_FOLDED_SCALAR_STYLE: .folded
    default: .plain
    }
  }
}
