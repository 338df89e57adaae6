/// Ports of this machine that nobody listens on.
public enum LoopbackPort {
  /// A port on 127.0.0.1 that was free a moment ago.
  public static func free() throws -> Int {
    let server = try LoopbackServer { _ in [] }
    defer { server.stop() }
    return server.port
  }
}
