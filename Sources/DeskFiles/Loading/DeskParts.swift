import Classification
import Digests
import Dispatch
import Foundation
import Locking

/// The folder of a desk, and the name by which messages show it.
struct DeskFolder: Sendable {
  static let maximumListBytes = 64_000_000

  let path: String
  let shownPath: String

  /// A YAML file; `nil` when it cannot be read, and why is in `problems`.
  func yaml(_ name: String, problems: ProblemList) -> YAMLDocument? {
    do {
      let limits = YAMLDocument.Limits()
      return try YAMLDocument(try bytes(name, maximumCount: limits.bytes), file: shown(name), limits: limits)
    } catch {
      problems.add(contentsOf: error)
      return nil
    }
  }

  func bytes(_ name: String, maximumCount: Int) throws(DeskError) -> [UInt8] {
    try DeskFile.bytes("\(path)/\(name)", shownAs: shown(name), maximumCount: maximumCount)
  }

  func exists(_ name: String) -> Bool { DeskFile.exists("\(path)/\(name)") }

  func shown(_ name: String) -> String {
    shownPath.hasSuffix("/") ? shownPath + name : "\(shownPath)/\(name)"
  }
}

/// The large files of a desk, which need nothing of each other: read at the same time where there is a second core.
struct DeskParts: Sendable {
  /// What came of one file, and what is wrong with it.
  struct Part<Value: Sendable>: Sendable {
    var value: Value?
    var problems: [DeskProblem] = []
  }
  private(set) var topics = Part<Taxonomy>()
  private(set) var gazetteer = Part<Gazetteer>()
  /// Nothing when the desk has no model.
  private(set) var model = Part<TopicModel>()

  init(_ folder: DeskFolder) {
    let (lists, model) = Self.both({ (Self.topics(folder), Self.gazetteer(folder)) }, { Self.model(folder) })
    (topics, gazetteer, self.model) = (lists.0, lists.1, model)
  }

  /// Does two things at the same time.
  static func both<First: Sendable, Second: Sendable>(
    _ first: @Sendable () -> First, _ second: @Sendable () -> Second
  ) -> (First, Second) {
    let firstResult = Locked<First?>(nil)
    let secondResult = Locked<Second?>(nil)
    DispatchQueue.concurrentPerform(iterations: 2) { index in
      if index == 0 {
        let value = first()
        firstResult.withLock { $0 = value }
      } else {
        let value = second()
        secondResult.withLock { $0 = value }
      }
    }
    guard let first = firstResult.withLock({ $0 }), let second = secondResult.withLock({ $0 }) else {
      preconditionFailure("concurrentPerform left out an iteration")
    }
    return (first, second)
  }

  private static func topics(_ folder: DeskFolder) -> Part<Taxonomy> {
    let problems = ProblemList()
    let document = folder.yaml(Desk.FileName.topics, problems: problems)
    let taxonomy = document.map { TopicsReader.taxonomy($0, problems: problems) }
    return Part(value: taxonomy, problems: problems.problems)
  }

  private static func gazetteer(_ folder: DeskFolder) -> Part<Gazetteer> {
    let problems = ProblemList()
    let document = folder.yaml(Desk.FileName.gazetteer, problems: problems)
    let gazetteer = document.map { GazetteerReader.gazetteer($0, problems: problems) }
    return Part(value: gazetteer, problems: problems.problems)
  }

  private static func model(_ folder: DeskFolder) -> Part<TopicModel> {
    guard folder.exists(Desk.FileName.model) else { return Part() }
    do {
      let bytes = try folder.bytes(Desk.FileName.model, maximumCount: DeskFolder.maximumListBytes)
      let weights = try folder.bytes(Desk.FileName.weights, maximumCount: DeskFolder.maximumListBytes)
      let file = try ModelFile(Data(bytes))
      guard SHA256.hexadecimal(weights.span) == file.weights else {
        throw ModelError("\(Desk.FileName.weights) has not the weights that \(Desk.FileName.model) was written with")
      }
      return Part(value: try file.model(features: weights))
    } catch let error as DeskError {
      return Part(problems: error.problems)
    } catch {
      let place = DeskPlace(file: folder.shown(Desk.FileName.model))
      let remedy = "train it again with `khabar train`, or remove it"
      return Part(problems: [DeskProblem("\(error)", at: place, remedy: remedy)])
    }
  }
}
