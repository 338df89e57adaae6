import Foundation
import HTTPServer
import TestSupport
import Testing

@Suite struct StaticFolderTests {
  private let now = Date(timeIntervalSince1970: 4_000_000_000)

  /// A folder `public` with files, beside a secret that nothing may reach.
  private func withFolder(_ body: (StaticFolder) async throws -> Void) async throws {
    let manager = FileManager.default
    let root = manager.temporaryDirectory.appending(path: "static-\(UUID().uuidString)")
    let folder = root.appending(path: "public")
    try manager.createDirectory(at: folder.appending(path: "rss"), withIntermediateDirectories: true)
    defer { try? manager.removeItem(at: root) }
    try Data("secret".utf8).write(to: root.appending(path: "secret.txt"))
    try Data("hidden".utf8).write(to: folder.appending(path: ".hidden"))
    try Data("<rss/>".utf8).write(to: folder.appending(path: "rss/a b.rss"))
    try manager.createSymbolicLink(
      at: folder.appending(path: "link.txt"), withDestinationURL: root.appending(path: "secret.txt"))
    try manager.createSymbolicLink(at: folder.appending(path: "up"), withDestinationURL: root)
    try await body(StaticFolder(path: folder.path))
  }

  private func get(_ folder: StaticFolder, _ target: String, _ headers: [HTTPField] = []) throws -> HTTPServerResponse {
    let target = try #require(RequestTarget(target))
    let request = HTTPServerRequest(.get, target: target, headers: headers)
    return folder.response(to: request, segments: target.segments, now: now)
  }

  @Test func fileHasTypeAndValidatorsAndIsNotSentTwice() async throws {
    try await withFolder { folder in
      let response = try get(folder, "/rss/a%20b.rss")
      #expect(response.status == 200)
      #expect(response.body == Array("<rss/>".utf8))
      #expect(response.headers["Content-Type"] == "application/rss+xml")
      #expect(response.headers["Last-Modified"] != nil)
      let tag = try #require(response.headers["ETag"])
      #expect(try get(folder, "/rss/a%20b.rss", [HTTPField("If-None-Match", tag)]).status == 304)
    }
  }

  @Test(arguments: [
    "/../secret.txt", "/%2e%2e/secret.txt", "/rss/../../secret.txt", "/..%2fsecret.txt", "/..%5csecret.txt",
    "/link.txt", "/up/secret.txt", "/.hidden", "/rss", "/rss/", "/", "//etc/passwd", "/none", "/%2Fetc%2Fpasswd",
    "/./rss/a%20b.rss",
  ])
  func nothingElseIsServed(target: String) async throws {
    try await withFolder { folder in
      #expect(try get(folder, target).status == 404)
      let server = try HTTPServer(HTTPServerConfiguration(port: 0), handler: folder.handler { [now] in now })
      let response = try await LoopbackClient.response(port: server.port, "GET \(target) HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(response.status == 404)
      await server.stop()
    }
  }
}
