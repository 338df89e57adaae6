import Articles
import Classification
import Foundation
import Publication
import Querying
import Testing

@testable import DeskFiles

@Suite struct DeskLoadTests {
  @Test func correctDeskLoads() throws {
    let files = try TemporaryDesk()
    let desk = try files.load()
    #expect(desk.name == "test-desk")
    #expect(desk.storePath == "/tmp/khabar-state/test-desk.sqlite")
    #expect(desk.polling.intervalSeconds == 1_800)
    #expect(desk.polling.maximumBodyBytes == 20_000_000)
    #expect(desk.server.port == 9_000)
    #expect(desk.server.baseURL == "http://127.0.0.1:9000")
    #expect(desk.server.tokenNames == ["reader-token"])
    #expect(desk.feeds.map(\.id.rawValue) == ["dawn", "tass-com-rss-v2-xml"])
    #expect(desk.feeds[0].groups == ["Pakistan"])
    #expect(desk.outputs.map(\.id) == ["attacks", "all"])
    #expect(desk.outputs[0].query.text == "(topic:militant-attack AND country:PK) score>=0.6")
    #expect(desk.outputs[0].formats == [.rss, .atom, .json])
    #expect(desk.outputs[0].includesEvidence && !desk.outputs[0].includesContent)
    #expect(desk.outputs[1].includesContent && !desk.outputs[1].includesEvidence)
  }

  @Test func stateDirectoryIsTheUsersUnlessNamed() {
    func directory(_ variables: [String: String]) -> String {
      DeskEnvironment(variables: variables, currentDirectory: "/srv/news").stateDirectory
    }
    #expect(directory(["HOME": "/home/a"]) == "/home/a/.local/state/khabar")
    #expect(directory(["HOME": "/home/a", "XDG_STATE_HOME": "/s"]) == "/s/khabar")
    #expect(directory(["HOME": "/home/a", "XDG_STATE_HOME": "relative"]) == "/home/a/.local/state/khabar")
    #expect(directory([:]) == "/srv/news/.khabar")
    let named = DeskEnvironment(variables: ["KHABAR_STATE": "../state"], currentDirectory: "/srv/news")
    #expect(named.stateDirectory == "/srv/state")
  }

  @Test func missingFolderAndFilesAreNamed() throws {
    let files = try TemporaryDesk()
    let report = Desk.check("nowhere", environment: files.environment)
    #expect(report.desk == nil)
    #expect(report.problems[0].description.hasPrefix("nowhere: error: there is no such desk"))
    for name in ["feeds.opml", "topics.yaml", "gazetteer.yaml"] {
      try files.remove(name)
      #expect(files.errors().contains { $0.hasPrefix("./\(name): error: there is no such file") }, "\(name)")
    }
    #expect(files.errors().count == 3)
  }

  @Test func folderInPlaceOfFileIsRefused() throws {
    let files = try TemporaryDesk()
    try files.remove("desk.yaml")
    try FileManager.default.createDirectory(atPath: "\(files.folder)/desk.yaml", withIntermediateDirectories: false)
    #expect(files.errors() == ["./desk.yaml: error: this is no regular file"])
  }

  @Test func allProblemsAreShownAtOnce() throws {
    let files = try TemporaryDesk()
    let wrong = "nmae: x\ntitle: ''\ntitle: b\npolling: {interval: 60, jitter: much}\nserver: [a]\noutputs: []\n"
    try files.write(wrong, to: "desk.yaml")
    let places = Desk.check(".", environment: files.environment).problems.map(\.place.description)
    #expect(
      places == [
        "./desk.yaml:1:1", "./desk.yaml:3:1", "./desk.yaml:1:1", "./desk.yaml:2:8", "./desk.yaml:4:21",
        "./desk.yaml:4:33", "./desk.yaml:5:9", "./desk.yaml:6:10",
      ])
  }

  @Test(arguments: [
    ("contact: https", "contacct: https", "3:1: error: a desk has no key 'contacct'\n  did you mean 'contact'?"),
    ("interval: 30m", "interval: 30", "5:13: error: interval: expected a length of time, found the text '30'"),
    ("interval: 30m", "interval: 2m", "5:13: error: interval (120 s) is shorter than minimum_interval (300 s)"),
    ("interval: 30m", "concurrency: '8'", "5:16: error: concurrency: expected a whole number"),
    ("interval: 30m", "maximum_bytes: 20", "5:18: error: maximum_bytes: expected a size"),
    ("port: 9000", "port: 70000", "9:9: error: port: 70000 is out of range\n  write a whole number from 0 to 65535"),
    ("port: 9000", "port: 9000\n  port: 9001", "10:3: error: the key 'port' is there twice\n  the first is on line 9"),
    ("port: 9000", "port:", "9:8: error: port: expected a whole number, found nothing"),
    ("port: 9000", "\tport: 9000", "9:3: error: a tab cannot indent YAML"),
    ("tokens: [reader-token]", "tokens: reader-token", "10:11: error: tokens: expected a list"),
    ("tokens: [reader-token]", "tokens: [reader-tokn]", "10:12: error: no secret named 'reader-tokn' is declared"),
    ("title: Attacks", "titel: Attacks", "12:5: error: the key 'title' is missing"),
    ("id: attacks", "id: The Attacks", "12:9: error: id: 'The Attacks' cannot be a name"),
    ("id: all", "id: attacks", "16:5: error: two outputs have the id 'attacks'\n  the first is on line 12"),
    ("include: [content]", "include: [contents]", "21:14: error: include: 'contents' is not known here"),
    ("include: [content]", "formats: [atom, atom]", "21:21: error: formats: 'atom' is there twice"),
    ("include: [content]", "limit: 0", "21:12: error: limit: 0 is out of range"),
    ("name: test-desk", "name: test-desk\nstore: {path: /tmp/x, paht: b}", "2:23: error: the store has no key 'paht'"),
  ])
  func wrongLineIsNamed(old: String, new: String, expected: String) throws {
    let files = try TemporaryDesk()
    let errors = try files.errors(in: "desk.yaml", replacing: old, with: new)
    #expect(errors.contains { $0.hasPrefix("./desk.yaml:\(expected)") }, "\(errors)")
  }

  @Test func storeWithinTheDeskIsRefused() throws {
    let files = try TemporaryDesk()
    let errors = try files.errors(
      in: "desk.yaml", replacing: "polling:", with: "store: {path: \(files.folder)/a.sqlite}\npolling:")
    #expect(errors.contains { $0.contains("./desk.yaml:4:15: error: path: the store would lie within the desk") })
  }

  @Test func unknownTopicInAQueryHasItsCaret() throws {
    let files = try TemporaryDesk()
    let errors = try files.errors(in: "desk.yaml", replacing: "topic:militant-attack", with: "topic:militant-atack")
    #expect(errors.count == 1)
    #expect(errors[0].hasPrefix("./desk.yaml:14:18: error: query: "))
    #expect(
      errors[0].contains(
        """
              query: topic:militant-atack AND country:PK
                           ^~~~~~~~~~~~~~
        """))
    #expect(errors[0].contains("did you mean 'militant-attack'?"))
  }

  @Test func placeInAFoldedQueryIsOnItsOwnLine() throws {
    let files = try TemporaryDesk()
    let errors = try files.errors(in: "desk.yaml", replacing: "OR actor:ttp", with: "OR actor:tpt")
    #expect(errors.count == 1)
    #expect(errors[0].hasPrefix("./desk.yaml:20:16: error: query: "), "\(errors)")
  }

  @Test(arguments: [
    #"'word ''s" actor:tpt'"#, #""word 's\" actor:tpt""#, #"'actor:tpt'"#, "actor:tpt", "one\n  actor:tpt",
  ])
  func placeInAQueryCountsEscapesAndLines(query: String) throws {
    let document = try YAMLDocument(Array("q: \(query)".utf8), file: "a.yaml")
    let node = try document.root.pairs()[0].value
    let text = try node.text()
    let offset = text.count - "tpt".count
    let problem = QueryProblem.problem(
      QueryError(offset: offset, length: 3, message: "no"), in: node, source: document.source)
    let line = document.source.line(problem.place.line)
    #expect(line.dropFirst(problem.place.column - 1).hasPrefix("tpt"), "\(problem.place)")
  }

  @Test func ruleThatNamesNothingIsNamed() throws {
    let files = try TemporaryDesk()
    let errors = try files.errors(in: "topics.yaml", replacing: "group: militancy", with: "group: militance")
    #expect(errors.count == 1)
    #expect(errors[0].hasPrefix("./topics.yaml:5:"), "\(errors)")
  }

  @Test func wrongTopicsDoNotFloodTheQueries() throws {
    let files = try TemporaryDesk()
    let errors = try files.errors(
      in: "topics.yaml", replacing: "label: Militant attack", with: "lable: Militant attack")
    #expect(errors.allSatisfy { $0.hasPrefix("./topics.yaml:") }, "\(errors)")
  }

  @Test func relationsMayBeAbsentAndAreChecked() throws {
    let files = try TemporaryDesk()
    #expect(try files.load().relations == nil)
    let text = "lexicon: {id: l, version: '1'}\nrelations:\n- {type: ACCUSE, verbs: [blame], with: ['#people']}\n"
    try files.write(text, to: "relations.yaml")
    #expect(files.errors().map { String($0.prefix(32)) } == ["./relations.yaml:3:41: error: th"])
    try files.write(text.replacing(", with: ['#people']", with: ""), to: "relations.yaml")
    #expect(try files.load().relations != nil)
    #expect(try files.errors(in: "relations.yaml", replacing: "ACCUSE", with: "BLAME").count == 1)
  }

  @Test func checkWarns() throws {
    let files = try TemporaryDesk()
    let warnings = files.problems()
    #expect(warnings.count == 2)
    #expect(warnings[0].contains("warning: the secret 'reader-token' is not set; set $KHABAR_SECRET_READER_TOKEN"))
    #expect(warnings[1].contains("warning: no poll has confirmed the addresses of 2 of 2 feeds"))
  }
}
