import Articles
import Classification
import DeskFiles
import Foundation
import Normalization

/// Tags JSON lines: one item a line in, one line out, in the same order, on all cores.
struct TagLines {
  private let session: DeskSession
  private let invocation: Invocation

  init(_ session: DeskSession, _ invocation: Invocation) {
    self.session = session
    self.invocation = invocation
  }

  /// One item to tag.
  private struct Item: Decodable {
    var id: Identifier
    var title: String?
    var summary: String?
    var content: String?
    var url: String?
    var language: String?
    var lang: String?

    /// An id of text or number, printed as it came.
    enum Identifier: Codable {
      case text(String)
      case number(Int)

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        self = try (try? container.decode(Int.self)).map(Self.number) ?? .text(container.decode(String.self))
      }

      func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .number(let number): try container.encode(number)
        }
      }
    }
  }

  /// What is printed of one item.
  private struct Line: Encodable {
    let id: Item.Identifier
    let scope: Bool
    let topics: [Topic]
    let entities: [NamedEntity]
    let place: ArticlePlace?

    enum CodingKeys: String, CodingKey { case id, scope, topics, entities, place }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(id, forKey: .id)
      try container.encode(scope, forKey: .scope)
      try container.encode(topics, forKey: .topics)
      try container.encode(entities, forKey: .entities)
      try container.encode(place, forKey: .place)
    }
  }
  private struct Topic: Encodable {
    let id: String
    let score: Double
    let evidence: [Reason]
  }
  private struct Reason: Encodable {
    let field: String
    let start, length: Int
    let text: String
    let share: Double
    let why: String
  }
  private struct NamedEntity: Encodable {
    let id, type: String
    let mentions: [Mention]
  }
  private struct Mention: Encodable {
    let field: String
    let start, length: Int
    let text: String
  }

  /// Tags a file, `-` for standard input.
  func run(_ file: String) async throws {
    let bytes = try InputDocument(file: file).bytes
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
      .filter { !$0.element.allSatisfy { $0 == 0x20 || $0 == 0x0D } }
    let share = 256
    for start in stride(from: 0, to: lines.count, by: share * 16) {
      let part = Array(lines[start..<min(lines.count, start + share * 16)])
      let texts = try await withThrowingTaskGroup(of: (Int, [String]).self) { group in
        for begin in stride(from: 0, to: part.count, by: share) {
          let chunk = part[begin..<min(part.count, begin + share)]
          group.addTask { @concurrent in
            (begin, try chunk.map { try answer($0.element, name: file, number: $0.offset + 1) })
          }
        }
        var chunks: [Int: [String]] = [:]
        for try await (begin, chunk) in group { chunks[begin] = chunk }
        return chunks.keys.sorted().flatMap { chunks[$0] ?? [] }
      }
      for text in texts { invocation.console.line(text) }
    }
  }

  private func answer(_ line: ArraySlice<UInt8>, name: String, number: Int) throws -> String {
    let item: Item
    do {
      item = try JSONDecoder().decode(Item.self, from: Data(line))
    } catch {
      throw CommandFailure(.badData, "\(name):\(number): not an item with an id, title and summary: \(error)")
    }
    let (title, summary, content) = (item.title ?? "", item.summary ?? "", item.content ?? "")
    let detected = LanguageDetector.detect(title: title, text: content.isEmpty ? summary : content)
    let language = item.language ?? item.lang ?? (detected.certainty == .sure ? detected.language : nil)
    let text = ClassifiableText(
      title: title, summary: summary, text: content, language: language, isRegionalFeed: invocation.has("regional"))
    let result = session.desk.classifier.classify(text)
    let scalars = ScalarOffsets(title: title, summary: summary, text: content)
    let line = Line(
      id: item.id, scope: result.isInScope,
      topics: result.tags.map { tag in
        Topic(id: tag.topic, score: tag.score, evidence: tag.evidence.map { reason($0, scalars) })
      },
      entities: result.entities.map { entity in
        NamedEntity(
          id: entity.id, type: entity.type ?? entity.kind.rawValue,
          mentions: entity.mentions.map { span in
            let (start, length) = scalars.range(of: span)
            return Mention(field: span.field.shownName, start: start, length: length, text: span.words)
          })
      },
      place: result.place)
    return try JSONText.of(line, isPretty: false)
  }

  private func reason(_ evidence: Evidence, _ scalars: ScalarOffsets) -> Reason {
    let (start, length) = scalars.range(of: evidence.span)
    return Reason(
      field: evidence.span.field.shownName, start: start, length: length, text: evidence.span.words,
      share: (evidence.share * 10_000).rounded() / 10_000, why: evidence.rule)
  }
}

/// Turns byte offsets of spans into numbers of Unicode scalars.
struct ScalarOffsets {
  private let fields: [ArticleField: [UInt8]]

  init(title: String, summary: String, text: String) {
    fields = [.title: Array(title.utf8), .summary: Array(summary.utf8), .text: Array(text.utf8)]
  }

  /// The scalars before a span, and those in it.
  func range(of span: TextSpan) -> (start: Int, length: Int) {
    guard let bytes = fields[span.field], span.end <= bytes.count, span.start <= span.end else { return (0, 0) }
    func scalars(_ range: Range<Int>) -> Int { bytes[range].count { $0 & 0xC0 != 0x80 } }
    return (scalars(0..<span.start), scalars(span.start..<span.end))
  }
}

extension ArticleField {
  /// The field's name in JSON lines, where the body is the content.
  fileprivate var shownName: String { self == .text ? "content" : rawValue }
}
