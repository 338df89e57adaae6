import Articles
import Classification
import Foundation
import Querying

/// What `khabar check` found in a desk.
public struct DeskReport: Sendable {
  /// The desk, when it has no errors.
  public var desk: Desk?
  /// Errors and warnings, in the order of the files.
  public var problems: [DeskProblem]

  /// How many of them are errors.
  public var errorCount: Int { problems.count { $0.severity == .error } }
  /// How many of them are warnings.
  public var warningCount: Int { problems.count - errorCount }
}

extension Desk {
  /// Reads and checks the desk in a folder.
  ///
  /// - Throws: `DeskError` with every problem that was found, warnings included, when one of them is an error.
  public static func load(_ folder: String, environment: DeskEnvironment) throws(DeskError) -> Desk {
    let report = read(folder, environment: environment)
    guard let desk = report.desk else { throw DeskError(report.problems) }
    return desk
  }

  /// Reads and checks the desk in a folder, and looks for what is questionable: secrets that are not set, addresses that
  /// no poll has confirmed.
  public static func check(_ folder: String, environment: DeskEnvironment) -> DeskReport {
    var report = read(folder, environment: environment)
    if let desk = report.desk { report.problems += desk.warnings(environment: environment) }
    return report
  }

  private static func read(_ folder: String, environment: DeskEnvironment) -> DeskReport {
    let path = DeskFile.absolute(folder, from: environment.currentDirectory)
    guard DeskFile.isFolder(path) else {
      let remedy = "give the folder that has desk.yaml in it; looked for \(path)"
      return DeskReport(problems: [DeskProblem("there is no such desk", at: DeskPlace(file: folder), remedy: remedy)])
    }
    var loader = DeskLoader(folder: path, shownFolder: folder, environment: environment)
    return loader.report()
  }

  /// What is questionable and no error: secrets that are not set, addresses that no poll has confirmed, no contact.
  public func warnings(environment: DeskEnvironment) -> [DeskProblem] {
    let settings = DeskPlace(file: "\(folder)/\(FileName.settings)")
    var warnings: [DeskProblem] = []
    for secret in secrets {
      do {
        _ = try secret.secret(in: environment.variables)
      } catch {
        warnings.append(DeskProblem(error.description, at: settings, severity: .warning))
      }
    }
    let unverified = feeds.count { !$0.isVerified }
    if unverified > 0 {
      let message = "no poll has confirmed the addresses of \(unverified) of \(feeds.count) feeds"
      let remedy = "after a poll, `khabar feeds list` shows which answer; set khabar:verified=\"yes\" for those"
      let place = DeskPlace(file: "\(folder)/\(FileName.feeds)")
      warnings.append(DeskProblem(message, at: place, remedy: remedy, severity: .warning))
    }
    if contactURL == nil {
      let message = "no contact is set, so publishers cannot tell whose requests these are"
      let remedy = "add 'contact: https://…' with a page that says how to reach you"
      warnings.append(DeskProblem(message, at: settings, remedy: remedy, severity: .warning))
    }
    return warnings
  }
}

/// Reads the files of a desk in the order in which they need each other.
private struct DeskLoader {
  let folder: String
  let shownFolder: String
  let environment: DeskEnvironment
  let problems = ProblemList()

  static let maximumListBytes = 64_000_000

  init(folder: String, shownFolder: String, environment: DeskEnvironment) {
    self.folder = folder
    self.shownFolder = shownFolder
    self.environment = environment
  }

  mutating func report() -> DeskReport {
    guard let document = yaml(Desk.FileName.settings) else { return DeskReport(problems: problems.problems) }
    let reader = DeskSettingsReader(folder: folder, environment: environment, problems: problems)
    let settings = reader.settings(document.root)
    let feeds = feeds(secrets: SecretNames(declared: settings.secrets.map(\.name)))
    let rules = rules()
    let allFeeds = feeds + (settings.samples?.feeds ?? [])
    let vocabulary = rules.map { rules in
      QueryVocabulary(
        topicsByGroup: rules.taxonomy.topicsByGroup, entities: rules.gazetteer.entityKinds,
        placesWithin: rules.gazetteer.placesWithin, feeds: Set(allFeeds.map(\.id.rawValue)))
    }
    let outputReader = OutputReader(vocabulary: vocabulary, source: document.source, problems: problems)
    let outputs = outputReader.outputs(settings.outputNodes)
    checkSampleIDs(settings.samples, feeds: feeds)
    guard !problems.hasErrors, let rules, let vocabulary else { return DeskReport(problems: problems.problems) }
    let desk = Desk(
      folder: folder, name: settings.name, title: settings.title, description: settings.description,
      contactURL: settings.contactURL, storePath: settings.storePath, polling: settings.polling,
      allowedAddresses: settings.allowedAddresses, samples: settings.samples, server: settings.server,
      websub: settings.websub,
      secrets: settings.secrets, outputs: outputs, feeds: feeds, taxonomy: rules.taxonomy,
      gazetteer: rules.gazetteer, classifier: rules.classifier, vocabulary: vocabulary)
    return DeskReport(desk: desk, problems: problems.problems)
  }

  private func yaml(_ name: String) -> YAMLDocument? {
    do {
      let limits = YAMLDocument.Limits()
      return try YAMLDocument(try bytes(name, maximumCount: limits.bytes), file: shown(name), limits: limits)
    } catch {
      problems.add(contentsOf: error)
      return nil
    }
  }

  private func feeds(secrets: SecretNames) -> [Feed] {
    do {
      let bytes = try bytes(Desk.FileName.feeds, maximumCount: Self.maximumListBytes)
      var reader = FeedListReader(bytes, file: shown(Desk.FileName.feeds), secrets: secrets, problems: problems)
      return reader.read().map(\.feed)
    } catch {
      problems.add(contentsOf: error)
      return []
    }
  }

  /// Topics and gazetteer, when both are right; what they mean together is checked only then.
  private func rules() -> (taxonomy: Taxonomy, gazetteer: Gazetteer, classifier: Classifier)? {
    let before = problems.problems.count
    let topics = yaml(Desk.FileName.topics).map { TopicsReader.taxonomy($0, problems: problems) }
    let gazetteer = yaml(Desk.FileName.gazetteer).map { GazetteerReader.gazetteer($0, problems: problems) }
    guard let topics, let gazetteer, problems.problems.count == before else { return nil }
    do {
      return (topics, gazetteer, try Classifier(taxonomy: topics, gazetteer: gazetteer))
    } catch {
      let place = DeskPlace(file: error.location.file, line: error.location.line, column: error.location.column)
      problems.add(DeskProblem(error.message, at: place))
      return nil
    }
  }

  private func checkSampleIDs(_ samples: SampleFeeds?, feeds: [Feed]) {
    let ids = Set(feeds.map(\.id))
    for sample in samples?.feeds ?? [] where ids.contains(sample.id) {
      let message = "a feed and a sample have the id '\(sample.id)'"
      let place = DeskPlace(file: shown(Desk.FileName.feeds))
      problems.add(DeskProblem(message, at: place, remedy: "give the feed another khabar:id"))
    }
  }

  private func bytes(_ name: String, maximumCount: Int) throws(DeskError) -> [UInt8] {
    try DeskFile.bytes("\(folder)/\(name)", shownAs: shown(name), maximumCount: maximumCount)
  }

  private func shown(_ name: String) -> String {
    shownFolder.hasSuffix("/") ? shownFolder + name : "\(shownFolder)/\(name)"
  }
}
