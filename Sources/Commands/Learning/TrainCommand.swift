import ArticleStore
import Articles
import Classification
import DeskFiles
import Foundation
import Learning

/// The command `khabar train`.
enum TrainCommand {
  static let specification = CommandSpecification(
    path: ["train"], abstract: "Learns the desk's model from labeled items.",
    discussion: """
      Each topic gets a logistic regression over the rules' findings, entities, words and their meanings. Five-fold
      cross-validation by time chooses sigmoid and threshold; its figures are told and kept in the model. Items of
      --additions are learned from and never judged. The same files give the same model on the same machine.
      """,
    options: [
      LabelOperands.labels,
      OptionSpecification(name: "feedback", help: "Also the feedback in the desk's store, as labels."),
      OptionSpecification(name: "additions", value: "FILES", help: "Items that only add to the labels; commas."),
      OptionSpecification(name: "vectors", value: "FILE", help: "Vectors of words, for words that no item has."),
      OptionSpecification(name: "to", value: "FILE", help: "Where the model goes (default: model.json of the desk)."),
      OptionSpecification(name: "cost", value: "NUMBER", help: "What an error costs: LIBLINEAR's C (default 1)."),
      SharedOptions.json, SharedOptions.desk,
    ],
    run: run)

  private static func run(_ invocation: Invocation) async throws {
    let session = try DeskSession(invocation)
    let path = invocation.value("to") ?? "\(session.desk.folder)/\(Desk.FileName.model)"
    try refuseInput(invocation, at: path)
    var labels = try LabelOperands.files(invocation, "labels")
    let additions = try LabelOperands.files(invocation, "additions")
    if invocation.has("feedback") { labels.append(try await feedback(session)) }
    guard !labels.isEmpty else { throw UsageError(message: "'khabar train' needs --labels FILE or --feedback") }
    let topics = try LabelOperands.topics(labels + additions, desk: session.desk)
    var trainer = ModelTrainer(classifier: try ruleClassifier(session.desk), vectors: try vectors(invocation))
    trainer.heedsRegion = topics == session.desk.classifier.topicIDs
    if !trainer.heedsRegion { (trainer.reach, trainer.usesRatios) = (400, true) }
    if let cost = try cost(invocation) { trainer.cost = cost }
    let result = await trainer.train(labels.flatMap(\.items), additions: additions.flatMap(\.items), outputs: topics)
    let training = ModelFile.Training(
      sources: labels.map { $0.source(use: "labels") } + additions.map { $0.source(use: "additions") },
      vectors: try invocation.value("vectors").map { LabelFile.digest(try InputDocument(file: $0).bytes) },
      rules: trainer.classifier.rulesVersion, solver: ModelTrainer.solverName, cost: trainer.cost)
    let weights = FeatureLines.text(result.features)
    let file = ModelFile(
      training: training, figures: result.figures.summary, languages: ["en"], reach: trainer.reach,
      outputs: result.outputs, certainty: result.certainty, weights: LabelFile.digest(Array(weights.utf8)))
    try OutputFile.write(weights, to: ModelOperand.weights(of: path))
    try OutputFile.write(try file.text(), to: path)
    if invocation.has("json") { return invocation.console.line(try JSONText.of(file.figures)) }
    invocation.console.write(FiguresText(styles: invocation.console.styles).summary(result.figures))
    invocation.console.line("\(result.features.count) features, model in \(path)")
  }

  /// Refuses to write the model, or its weights beside it, over a file that it is learned from.
  private static func refuseInput(_ invocation: Invocation, at path: String) throws {
    func place(_ path: String) -> URL { URL(filePath: path).resolvingSymlinksInPath() }
    let outputs = [path, ModelOperand.weights(of: path)].map(place)
    for option in ["labels", "additions", "vectors"] {
      for name in (invocation.value(option) ?? "").split(separator: ",") where outputs.contains(place(String(name))) {
        throw UsageError(message: "The model would be written over \(name); choose another name with '--to'")
      }
    }
  }

  /// What people said of stored articles; topics that nobody spoke of count neither way.
  private static func feedback(_ session: DeskSession) async throws -> LabelFile {
    let store = try await session.openExistingStore()
    let feedback = try await session.asking { () throws(StoreError) in try await store.feedback() }
    await store.close()
    let topics = session.desk.classifier.topicIDs
    let items = feedback.map { article in
      LabeledItem(
        id: article.id.rawValue, title: article.title, summary: article.summary, language: article.language,
        isInScope: !article.given.isEmpty, topics: article.given.filter(topics.contains),
        optional: topics.filter { !article.given.contains($0) && !article.refused.contains($0) })
    }
    return LabelFile(name: "feedback", items: items)
  }

  /// The desk's rules without a model.
  private static func ruleClassifier(_ desk: Desk) throws -> Classifier {
    try Classifier(taxonomy: desk.taxonomy, gazetteer: desk.gazetteer)
  }

  private static func vectors(_ invocation: Invocation) throws -> WordVectors {
    guard let name = invocation.value("vectors") else { return .none }
    do {
      return try WordVectors(try InputDocument(file: name).bytes)
    } catch let error as LabelError {
      throw CommandFailure(.badData, "\(name):\(error.line): \(error.message)")
    }
  }

  private static func cost(_ invocation: Invocation) throws -> Double? {
    guard let text = invocation.value("cost") else { return nil }
    guard let cost = Double(text), cost > 0, cost.isFinite else {
      throw UsageError(message: "Option '--cost' takes a number over 0, not '\(text)'")
    }
    return cost
  }
}

extension LabelFile {
  /// The file as a model names it.
  func source(use: String) -> ModelFile.Training.Source {
    ModelFile.Training.Source(name: name, items: items.count, sha256: digest, use: use)
  }
}
