import Articles
import Classification
import Foundation
import Publication
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
    var loader = DeskLoader(folder: DeskFolder(path: path, shownPath: folder), environment: environment)
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
  let folder: DeskFolder
  let environment: DeskEnvironment
  let problems = ProblemList()

  /// What the rules are made of, and what outputs may name of them.
  private struct Rules: Sendable {
    var taxonomy: Taxonomy
    var gazetteer: Gazetteer
    var model: TopicModel?
    var vocabulary: QueryVocabulary
  }

  mutating func report() -> DeskReport {
    guard let document = folder.yaml(Desk.FileName.settings, problems: problems) else {
      return DeskReport(problems: problems.problems)
    }
    let reader = DeskSettingsReader(folder: folder.path, environment: environment, problems: problems)
    let settings = reader.settings(document.root)
    let feeds = feeds(secrets: SecretNames(declared: settings.secrets.map(\.name)))
    let rules = rules(feeds: feeds + (settings.samples?.feeds ?? []))
    let (classifier, outputs) = classifierAndOutputs(rules, settings.outputNodes, document.source)
    let relations = classifier.flatMap { relationFinder($0) }
    outputs.problems.forEach(problems.add)
    checkSampleIDs(settings.samples, feeds: feeds)
    guard !problems.hasErrors, let rules, let classifier else { return DeskReport(problems: problems.problems) }
    let desk = Desk(
      folder: folder.path, name: settings.name, title: settings.title, description: settings.description,
      contactURL: settings.contactURL, storePath: settings.storePath, polling: settings.polling,
      allowedAddresses: settings.allowedAddresses, samples: settings.samples, server: settings.server,
      websub: settings.websub,
      secrets: settings.secrets, outputs: outputs.value ?? [], feeds: feeds, taxonomy: rules.taxonomy,
      gazetteer: rules.gazetteer, classifier: classifier, relations: relations, vocabulary: rules.vocabulary)
    return DeskReport(desk: desk, problems: problems.problems)
  }

  private func feeds(secrets: SecretNames) -> [Feed] {
    do {
      let bytes = try folder.bytes(Desk.FileName.feeds, maximumCount: DeskFolder.maximumListBytes)
      let file = folder.shown(Desk.FileName.feeds)
      var reader = FeedListReader(bytes, file: file, secrets: secrets, problems: problems)
      return reader.read().map(\.feed)
    } catch {
      problems.add(contentsOf: error)
      return []
    }
  }

  /// Topics and gazetteer, when both are right; what they mean together is checked only then.
  private func rules(feeds: [Feed]) -> Rules? {
    let before = problems.problems.count
    let parts = DeskParts(folder)
    (parts.topics.problems + parts.gazetteer.problems).forEach(problems.add)
    guard let taxonomy = parts.topics.value, let gazetteer = parts.gazetteer.value, problems.problems.count == before
    else { return nil }
    parts.model.problems.forEach(problems.add)
    let vocabulary = QueryVocabulary(
      topicsByGroup: taxonomy.topicsByGroup, entities: gazetteer.entityKinds,
      placesWithin: gazetteer.placesWithin, feeds: Set(feeds.map(\.id.rawValue)))
    return Rules(taxonomy: taxonomy, gazetteer: gazetteer, model: parts.model.value, vocabulary: vocabulary)
  }

  /// The classifier beside the outputs, which need only the names that are in the rules, and no names when they are wrong.
  private func classifierAndOutputs(
    _ rules: Rules?, _ nodes: [YAMLNode], _ source: YAMLSource
  ) -> (Classifier?, DeskParts.Part<[Output]>) {
    guard let rules else { return (nil, Self.outputs(nodes, nil, source)) }
    let (compiled, outputs) = DeskParts.both(
      { Self.classifier(rules) }, { Self.outputs(nodes, rules.vocabulary, source) })
    compiled.problems.forEach(problems.add)
    guard let classifier = compiled.value else { return (nil, Self.outputs(nodes, nil, source)) }
    return (classifier, outputs)
  }

  private static func classifier(_ rules: Rules) -> DeskParts.Part<Classifier> {
    do {
      let classifier = try Classifier(taxonomy: rules.taxonomy, gazetteer: rules.gazetteer, model: rules.model)
      return DeskParts.Part(value: classifier)
    } catch {
      return DeskParts.Part(problems: [problem(error)])
    }
  }

  private static func outputs(
    _ nodes: [YAMLNode], _ vocabulary: QueryVocabulary?, _ source: YAMLSource
  ) -> DeskParts.Part<[Output]> {
    let problems = ProblemList()
    let outputs = OutputReader(vocabulary: vocabulary, source: source, problems: problems).outputs(nodes)
    return DeskParts.Part(value: outputs, problems: problems.problems)
  }

  private static func problem(_ error: TaxonomyError) -> DeskProblem {
    let place = DeskPlace(file: error.location.file, line: error.location.line, column: error.location.column)
    return DeskProblem(error.message, at: place)
  }

  /// The verbs of `relations.yaml`, when there is such a file.
  private func relationFinder(_ classifier: Classifier) -> RelationFinder? {
    guard folder.exists(Desk.FileName.relations) else { return nil }
    let before = problems.problems.count
    let document = folder.yaml(Desk.FileName.relations, problems: problems)
    let lexicon = document.map { RelationsReader.lexicon($0, problems: problems) }
    guard let lexicon, problems.problems.count == before else { return nil }
    do {
      return try RelationFinder(classifier, lexicon)
    } catch {
      problems.add(Self.problem(error))
      return nil
    }
  }

  private func checkSampleIDs(_ samples: SampleFeeds?, feeds: [Feed]) {
    let ids = Set(feeds.map(\.id))
    for sample in samples?.feeds ?? [] where ids.contains(sample.id) {
      let message = "a feed and a sample have the id '\(sample.id)'"
      let place = DeskPlace(file: folder.shown(Desk.FileName.feeds))
      problems.add(DeskProblem(message, at: place, remedy: "give the feed another khabar:id"))
    }
  }
}
