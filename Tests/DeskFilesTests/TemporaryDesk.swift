import Foundation

@testable import DeskFiles

/// A small correct desk in a temporary folder, to make wrong one line at a time.
struct TemporaryDesk: ~Copyable {
  let folder: String
  var environment: DeskEnvironment

  init() throws {
    folder =
      FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appending(path: "khabar-desk-\(UUID().uuidString)").path
    environment = DeskEnvironment(variables: ["KHABAR_STATE": "/tmp/khabar-state"], currentDirectory: folder)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try write(Self.settings, to: "desk.yaml")
    try write(Self.feeds, to: "feeds.opml")
    try write(Self.topics, to: "topics.yaml")
    try write(Self.gazetteer, to: "gazetteer.yaml")
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: URL(filePath: folder).appending(path: name))
  }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: "\(folder)/\(name)") }

  func load() throws(DeskError) -> Desk { try Desk.load(".", environment: environment) }

  /// The problems of the desk, each as people see it.
  func problems() -> [String] { Desk.check(".", environment: environment).problems.map(\.description) }

  /// The problems that are errors.
  func errors() -> [String] {
    Desk.check(".", environment: environment).problems.filter { $0.severity == .error }.map(\.description)
  }

  /// The errors after a change in one file.
  func errors(in name: String, replacing old: String, with new: String) throws -> [String] {
    let path = URL(filePath: folder).appending(path: name)
    let text = try String(contentsOf: path, encoding: .utf8)
    precondition(text.contains(old), "the test desk has no \(old)")
    try write(text.replacing(old, with: new, maxReplacements: 1), to: name)
    return errors()
  }

  static let settings = """
    name: test-desk
    title: Test desk
    contact: https://example.org/about
    polling:
      interval: 30m
    secrets:
      - name: reader-token
    server:
      port: 9000
      tokens: [reader-token]
    outputs:
      - id: attacks
        title: Attacks
        query: topic:militant-attack AND country:PK
        minimum_score: 0.6
      - id: all
        title: All
        query: >-
          group:militancy
          OR actor:ttp
        include: [content]

    """

  static let feeds = """
    <?xml version="1.0" encoding="UTF-8"?>
    <opml version="2.0" xmlns:khabar="urn:khabar:opml:1">
      <head><title>Feeds</title></head>
      <body>
        <outline text="Pakistan">
          <outline type="rss" text="Dawn" xmlUrl="https://www.dawn.com/feeds/home" khabar:id="dawn" khabar:country="PK"/>
        </outline>
        <outline type="rss" text="TASS" xmlUrl="https://tass.com/rss/v2.xml"/>
      </body>
    </opml>

    """

  static let topics = """
    scheme: {id: test, version: '1', label: Test}
    groups:
      - {id: militancy, label: Militancy}
    topics:
      - id: militant-attack
        label: Militant attack
        group: militancy
        definition: An attack.
        triggers:
          en: {strong: [suicide bombing]}

    """

  static let gazetteer = """
    gazetteer: {id: test, version: '1', focus_countries: [PK, AF]}
    actors:
      - {id: ttp, name: Tehrik-i-Taliban Pakistan, type: armed-group, countries: [PK], aliases: {en: [Pakistani Taliban]}}
    places:
      - {id: country-pk, name: Pakistan, type: country, countries: [PK], aliases: {en: [Pakistan]}}

    """
}
