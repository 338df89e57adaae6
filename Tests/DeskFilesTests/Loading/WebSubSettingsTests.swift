import Testing

@testable import DeskFiles

@Suite struct WebSubSettingsTests {
  private func errors(_ more: String) throws -> [String] {
    let files = try TemporaryDesk()
    try files.write(TemporaryDesk.settings + more, to: "desk.yaml")
    return files.errors()
  }

  private func settings(_ more: String) throws -> WebSubSettings? {
    let files = try TemporaryDesk()
    try files.write(TemporaryDesk.settings + more, to: "desk.yaml")
    return try files.load().websub
  }

  @Test("P49 subscriptions are off unless the desk says where hubs reach it") func offByDefault() throws {
    #expect(try settings("") == nil)
    #expect(try settings("websub: {enabled: false}\n") == nil)
    let on = try #require(try settings("websub: {callback_base: https://news.example.org/khabar/}\n"))
    #expect(on == WebSubSettings(callbackBase: "https://news.example.org/khabar"))
    let missing = try errors("websub:\n  enabled: true\n")
    #expect(missing.count == 1 && missing[0].hasPrefix("./desk.yaml:23:3: error: the key 'callback_base' is missing"))
  }

  @Test func everythingCanBeSet() throws {
    let more = """
      websub:
        callback_base: https://news.example.org
        lease: 2d
        sha1: true
        insecure_hubs: true
        deliveries_per_minute: 5
        queue: 7

      """
    let read = try #require(try settings(more))
    #expect((read.leaseSeconds, read.deliveriesPerMinute, read.maximumWaiting) == (172_800, 5, 7))
    #expect(read.acceptsSHA1 && read.usesInsecureHubs)
  }

  @Test(
    "P49 a callback base that no hub can reach is an error with its place",
    arguments: [
      "http://localhost:8460", "http://127.0.0.1:8460/", "https://[::1]/", "https://10.1.2.3/", "https://192.168.0.7",
      "https://172.20.1.1/", "https://100.100.1.1/", "https://169.254.1.1/", "https://0.0.0.0/", "https://[fd00::1]/",
      "https://[fe80::1]/", "https://server/", "https://server.local/", "https://a.localhost/",
      "https://[::ffff:10.0.0.1]/",
      "https://224.0.0.1/",
    ])
  func unreachableBases(base: String) throws {
    let said = try errors("websub:\n  enabled: true\n  callback_base: '\(base)'\n")
    #expect(said.count == 1, "\(said)")
    #expect(
      said.first?.hasPrefix("./desk.yaml:24:18: error: callback_base: no hub on the web can reach") == true, "\(said)")
  }

  @Test(arguments: [
    "news.example.org", "ftp://news.example.org", "https://a:b@example.org", "https://e.org/?a=b", "https://",
  ])
  func wrongBases(base: String) throws {
    let said = try errors("websub:\n  enabled: true\n  callback_base: '\(base)'\n")
    #expect(said.last?.hasPrefix("./desk.yaml:24:18: error: callback_base: ") == true, "\(said)")
  }

  @Test func unknownKeysAndWrongValuesAreErrors() throws {
    #expect(
      try errors("websub: {callback_bas: https://e.org}\n").contains { $0.contains("did you mean 'callback_base'?") })
    let lease = try errors("websub: {callback_base: 'https://e.org', lease: 1s}\n")
    #expect(lease.count == 1 && lease[0].contains("lease"))
  }
}

@Suite struct HubSettingsTests {
  private func errors(_ lines: String) throws -> [String] {
    let files = try TemporaryDesk()
    return try files.errors(in: "desk.yaml", replacing: "  tokens: [reader-token]\n", with: lines)
  }

  @Test("P47 a hub can be named for outputs that it can read") func hubIsRead() throws {
    let files = try TemporaryDesk()
    let lines = "  base_url: https://news.example.org\n  hub: https://hub.example/\n"
    let text = TemporaryDesk.settings.replacing("  tokens: [reader-token]\n", with: lines)
    try files.write(text, to: "desk.yaml")
    #expect(try files.load().server.hubURL == "https://hub.example/")
    let local = try errors("  hub: https://hub.example/\n")
    #expect(
      local.count == 1 && local[0].hasPrefix("./desk.yaml:10:8: error: hub: no hub on the web can reach '127.0.0.1'"))
    let closed = try errors(
      "  base_url: https://news.example.org\n  hub: https://hub.example/\n  tokens: [reader-token]\n")
    #expect(closed.count == 1 && closed[0].hasPrefix("./desk.yaml:11:8: error: hub: a hub cannot read"))
    #expect(try errors("  base_url: https://news.example.org\n  hub: hub.example\n")[0].contains("is no web address"))
  }
}
