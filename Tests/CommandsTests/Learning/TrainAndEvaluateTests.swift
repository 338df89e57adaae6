import Foundation
import FoundationXML
import TestSupport
import Testing

@testable import Commands

/// `khabar train` and `khabar evaluate` on a part of the labeled items.
@Suite struct TrainAndEvaluateTests {
  private struct Report: Decodable {
    struct Topic: Decodable {
      let id: String
      let items: Int
      let f1: Double
      let f1Interval: [Double]
    }
    struct Bin: Decodable { let count: Int }
    let figures: [String: Double]
    let topics: [Topic]
    let reliability: [Bin]
    let compared: [String: Double]?
  }

  /// A desk with the first 200 labeled items beside it.
  private func deskWithLabels() throws -> (line: CommandLine, labels: String) {
    let line = try CommandLine()
    let bytes = try Samples.bytes("english.jsonl", in: "labels").split(separator: 0x0A).prefix(200)
    try line.write(String(decoding: Array(bytes.joined(separator: [0x0A])), as: UTF8.self), to: "labels.jsonl")
    return (line, line.folder.appending(path: "labels.jsonl").path)
  }

  private func report(_ result: CommandLine.Result) throws -> Report {
    #expect(result.status == .ok, "\(result.errors)")
    return try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
  }

  @Test func aModelIsTrainedAndEvaluated() async throws {
    let (line, labels) = try deskWithLabels()
    defer { line.remove() }
    let rules = try report(try await line.run("evaluate", "--labels", labels, "--json"))
    let trained = try await line.run("train", "--labels", labels, "--json")
    #expect(trained.status == .ok, "\(trained.errors)")
    let figures = try JSONDecoder().decode([String: Double].self, from: Data(trained.output.utf8))
    #expect(figures["items"] == 200 && (figures["micro_f1"] ?? 0) > 0.3, "\(figures)")
    let files = try line.contents(of: "desk")
    #expect(files["model.json"] != nil && files["model.tsv"] != nil)

    let svg = line.folder.appending(path: "diagram.svg")
    let taught = try report(
      try await line.run("evaluate", "--labels", labels, "--json", "--compare", "none", "--svg", svg.path))
    #expect(taught.compared == rules.figures)
    #expect((taught.figures["micro_f1"] ?? 0) > (rules.figures["micro_f1"] ?? 1))
    #expect(taught.reliability.reduce(0) { $0 + $1.count } > 200)
    for topic in taught.topics { #expect(topic.f1Interval[0] <= topic.f1 && topic.f1 <= topic.f1Interval[1]) }
    let parser = XMLParser(data: try Data(contentsOf: svg))
    #expect(parser.parse(), "\(String(describing: parser.parserError))")

    let none = try report(try await line.run("evaluate", "--labels", labels, "--json", "--model", "none"))
    #expect(none.figures == rules.figures && none.compared == nil)
    let text = try await line.run("evaluate", "--labels", labels, "--compare", "none", "--worst", "2").output
    #expect(text.contains("200 items") && text.contains("Worst false alarms") && text.contains("Against the other"))
  }

  @Test func trainingAgainGivesTheSameFiles() async throws {
    let (line, labels) = try deskWithLabels()
    defer { line.remove() }
    var models: [[Data]] = []
    for name in ["one.json", "two.json"] {
      let path = line.folder.appending(path: name)
      let result = try await line.run("train", "--labels", labels, "--to", path.path)
      #expect(result.status == .ok && result.output.contains("model in \(path.path)"), "\(result.errors)")
      models.append([
        try Data(contentsOf: path), try Data(contentsOf: path.deletingPathExtension().appendingPathExtension("tsv")),
      ])
    }
    #expect(models[0] == models[1])
    #expect(try line.contents(of: "desk")["model.json"] == nil)
    let named = try await line.run(
      "evaluate", "--labels", labels, "--json", "--model", line.folder.appending(path: "one.json").path)
    #expect(try report(named).figures["items"] == 200)
  }

  @Test func aTopicThatTheDeskHasNotIsRefused() async throws {
    let line = try CommandLine()
    defer { line.remove() }
    try line.write(#"{"id": "x1", "title": "T", "scope": "yes", "topics": ["no-such"]}"#, to: "a.jsonl")
    let path = line.folder.appending(path: "a.jsonl").path
    for command in ["train", "evaluate"] {
      let result = try await line.run(command, "--labels", path)
      #expect(result.status == .badData)
      #expect(result.errors.contains("a.jsonl: item x1 has the topic 'no-such', which the desk has not"))
    }
  }

  @Test func badLabelsAndOptionsAreNamed() async throws {
    let line = try CommandLine()
    defer { line.remove() }
    try line.write("{\"id\": \"a\", \"title\": \"T\", \"scope\": \"no\", \"topics\": []}\n?\n", to: "a.jsonl")
    let path = line.folder.appending(path: "a.jsonl").path
    let bad = try await line.run("evaluate", "--labels", path)
    #expect(bad.status == .badData && bad.errors.contains("a.jsonl:2: not a labeled item"), "\(bad.errors)")
    #expect(try await line.run("evaluate").status == .usage)
    #expect(try await line.run("train").status == .usage)
    try line.write("", to: "empty.jsonl")
    let empty = line.folder.appending(path: "empty.jsonl").path
    for cost in ["0", "-1", "nan", "much"] {
      #expect(try await line.run("train", "--labels", empty, "--cost", cost).status == .usage, "\(cost)")
    }
    #expect(try await line.run("evaluate", "--labels", empty, "--worst", "-1").status == .usage)
  }

  @Test func aTableBringsItsOwnTopics() async throws {
    let line = try CommandLine()
    defer { line.remove() }
    let good = ["lovely soup", "fine bread and soup", "lovely cake", "fine tea"]
    let bad = ["stale bread", "cold tea again", "stale cold cake", "burnt soup again"]
    let rows = (0..<120).map { index in
      let isGood = index % 2 == 0
      return "\((isGood ? good : bad)[index / 2 % 4]) number \(index)\t\(isGood ? 1 : 0)\t\(isGood ? 0 : 1)"
    }
    try line.write(rows.joined(separator: "\n"), to: "food.tsv")
    let labels = line.folder.appending(path: "food.tsv").path
    let model = line.folder.appending(path: "taste.json").path
    let over = line.folder.appending(path: "food.json").path
    #expect(try await line.run("train", "--labels", labels, "--to", over).status == .usage)
    #expect(try String(contentsOf: URL(filePath: labels), encoding: .utf8) == rows.joined(separator: "\n"))
    let trained = try await line.run("train", "--labels", labels, "--to", model)
    #expect(trained.status == .ok, "\(trained.errors)")
    let result = try report(try await line.run("evaluate", "--labels", labels, "--model", model, "--json"))
    #expect(result.topics.map(\.id) == ["label-1", "label-2"] && result.topics.map(\.items) == [60, 60])
    #expect((result.figures["micro_f1"] ?? 0) > 0.95, "\(result.figures)")
  }

  @Test func aModelWhoseWeightsWereChangedIsRefused() async throws {
    let (line, labels) = try deskWithLabels()
    defer { line.remove() }
    #expect(try await line.run("train", "--labels", labels).status == .ok)
    let weights = String(decoding: try line.contents(of: "desk")["model.tsv"] ?? Data(), as: UTF8.self)
    try line.write(weights + weights.prefix { $0 != "\n" } + "\n", to: "desk/model.tsv")
    let result = try await line.run("evaluate", "--labels", labels)
    #expect(result.status == .configuration)
    #expect(result.errors.contains("model.tsv has not the weights"), "\(result.errors)")
    let model = line.folder.appending(path: "desk/model.json").path
    let other = try CommandLine()
    defer { other.remove() }
    let named = try await other.run("evaluate", "--labels", labels, "--model", model)
    #expect(named.status == .badData && named.errors.contains("has not the weights"), "\(named.errors)")
  }
}
