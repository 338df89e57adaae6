import Foundation
import Testing

@testable import DeskFiles

@Suite struct SecretTests {
  @Test func environmentThenCredentialsDirectory() throws {
    let files = try TemporaryDesk()
    try files.write("from file\n", to: "reader-token")
    let secret = SecretDeclaration(name: "reader-token")
    let directory = ["CREDENTIALS_DIRECTORY": files.folder]
    #expect(try secret.secret(in: directory).value == "from file")
    let both = directory.merging(["KHABAR_SECRET_READER_TOKEN": " from environment "]) { $1 }
    #expect(try secret.secret(in: both).value == "from environment")
  }

  @Test func ownFileComesFirstAndMayNotBeMissing() throws {
    let files = try TemporaryDesk()
    try files.write("own", to: "own")
    let environment = ["KHABAR_SECRET_A": "from environment"]
    #expect(try SecretDeclaration(name: "a", file: "\(files.folder)/own").secret(in: environment).value == "own")
    #expect(throws: SecretError.self) {
      try SecretDeclaration(name: "a", file: "\(files.folder)/missing").secret(in: environment)
    }
  }

  @Test func absentAndEmptySecretsSayWhatToDo() {
    let secret = SecretDeclaration(name: "a-b")
    #expect(throws: SecretError.self) { try secret.secret(in: ["KHABAR_SECRET_A_B": "  "]) }
    do {
      _ = try secret.secret(in: [:])
      Issue.record("found")
    } catch {
      #expect(error.description.contains("set $KHABAR_SECRET_A_B"))
    }
  }

  @Test func secretDoesNotPrintItsValue() {
    let secret = Secret(name: "a", value: "hunter2")
    var dumped = ""
    dump(secret, to: &dumped)
    for text in ["\(secret)", String(reflecting: secret), String(describing: [secret]), dumped] {
      #expect(!text.contains("hunter2"))
    }
  }

  @Test(arguments: [
    ("description: see https://u:hunter2@example.org/", 22, 14), ("contact: https://u:hunter2@example.org/", 22, 10),
    ("token: hunter2", 22, 8), ("description: ghp_hunter2", 22, 14),
    ("secrets: [{name: a, password: hunter2}]", 22, 31),
  ])
  func valueInTheDeskIsRefusedAndNotRepeated(line: String, row: Int, column: Int) throws {
    let files = try TemporaryDesk()
    let base = TemporaryDesk.settings.replacing("contact: https://example.org/about\n", with: "")
    try files.write(base + line + "\n", to: "desk.yaml")
    let errors = files.errors()
    let place = "./desk.yaml:\(row - 1):\(column): error: "
    #expect(errors.contains { $0.hasPrefix(place) && $0.contains("declare a name under secrets") }, "\(errors)")
    #expect(errors.allSatisfy { !$0.contains("hunter2") }, "\(errors)")
  }

  @Test func tokenInPlaceOfItsNameIsNotRepeated() throws {
    let files = try TemporaryDesk()
    let errors = try files.errors(in: "desk.yaml", replacing: "[reader-token]", with: "[Xq7hunter2]")
    #expect(errors.contains { $0.hasPrefix("./desk.yaml:10:12: error: this is not the name of a declared secret") })
    #expect(errors.allSatisfy { !$0.contains("hunter2") })
  }

  @Test func secretFileInTheDeskIsRefused() throws {
    let files = try TemporaryDesk()
    let errors = try files.errors(
      in: "desk.yaml", replacing: "- name: reader-token", with: "- {name: reader-token, file: \(files.folder)/t}")
    #expect(errors.contains { $0.contains("cannot hold a secret") })
  }

  @Test func feedsWithCredentialsAreRefusedAndKeysWarnedOf() throws {
    let files = try TemporaryDesk()
    let errors = try files.errors(
      in: "feeds.opml", replacing: "https://tass.com/rss", with: "https://u:hunter2@tass.com/rss")
    #expect(errors.count == 1)
    #expect(errors[0].hasPrefix("./feeds.opml:8:45: error: xmlUrl: the URL carries a user name or password"))
    #expect(!errors[0].contains("hunter2"))
    try files.write(TemporaryDesk.feeds.replacing("v2.xml", with: "v2.xml?api_key=hunter2"), to: "feeds.opml")
    #expect(files.problems().contains { $0.contains("feeds.opml:8:45: warning") && $0.contains("carries 'api_key'") })
    #expect(files.problems().allSatisfy { !$0.contains("hunter2") })
  }
}
