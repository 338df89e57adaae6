import ArticleStore
import Articles
import Classification
import DeskFiles
import FeedFormats
import Foundation
import Publication

/// Renders the desk's outputs from its store: the same bytes as the server gives.
struct OutputRendering: Sendable {
  let session: DeskSession
  let store: any ArticleStore

  /// The bytes of one output in one format.
  func bytes(_ output: Output, _ format: OutputFormat) async throws -> [UInt8] {
    do throws(StoreError) {
      let articles = try await store.articles(
        matching: output.query, now: session.now(), limit: output.limit, offset: 0)
      let document = builder.document(for: output, format: format, articles: articles)
      return FeedWriter.bytes(document, as: document.format)
    } catch {
      throw session.failure(error)
    }
  }

  /// Writes every output, or `only` one, in all of its formats, or in `format`; files whose bytes would not change are
  /// left alone.
  ///
  /// - Returns: Names of the files that were written.
  func write(to folder: String, only: Output? = nil, format: OutputFormat? = nil) async throws -> [String] {
    try Self.makeFolder(folder)
    var written: [String] = []
    for output in only.map({ [$0] }) ?? session.desk.outputs {
      for format in format.map({ [$0] }) ?? output.formats {
        let name = "\(output.id).\(format.fileExtension)"
        if try Self.replace("\(folder)/\(name)", with: try await bytes(output, format)) { written.append(name) }
      }
    }
    return written
  }

  var builder: OutputFeedBuilder {
    OutputFeedBuilder(
      topics: session.topicCatalog, feeds: session.desk.allFeeds, baseURL: session.desk.server.baseURL,
      hubURL: session.desk.server.hubURL)
  }

  /// Puts the file in place whole or not at all; says whether its bytes are new.
  static func replace(_ path: String, with bytes: [UInt8]) throws -> Bool {
    let data = Data(bytes)
    if let old = FileManager.default.contents(atPath: path), old == data { return false }
    do {
      try data.write(to: URL(filePath: path), options: .atomic)
      return true
    } catch {
      throw CommandFailure(.cannotCreate, "\(path) cannot be written: \(error.localizedDescription)")
    }
  }

  private static func makeFolder(_ folder: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw CommandFailure(.cannotCreate, "the folder \(folder) cannot be made: \(error.localizedDescription)")
    }
  }
}

extension DeskSession {
  /// Names and mappings of the topics, for outputs.
  var topicCatalog: TopicCatalog {
    let groups = Dictionary(desk.taxonomy.groups.map { ($0.id, $0.label) }, uniquingKeysWith: { first, _ in first })
    return TopicCatalog(
      desk.taxonomy.topics.map { topic in
        let mappings = (topic.mappings["iptc"] ?? []).map { code in
          PublishedTopic.Mapping(code: code, label: topic.label)
        }
        return PublishedTopic(
          id: topic.id, label: topic.label, group: topic.group, groupLabel: groups[topic.group] ?? topic.group,
          mediaTopics: mappings)
      })
  }
}
