public import HTTPServer

extension WebApplication {
  /// Serves the application.
  ///
  /// - Throws: `HTTPServerError` when the address cannot be had, and `.notAllowed` for an address that other machines
  ///   reach while the application has no token.
  public func start(_ configuration: HTTPServerConfiguration) throws(HTTPServerError) -> HTTPServer {
    guard configuration.isLoopback || !(access.token ?? "").isEmpty else {
      throw HTTPServerError(
        code: .notAllowed,
        message: """
          \(configuration.address) can be reached from other machines, and no token is set; \
          set server.token in desk.yaml, or listen on 127.0.0.1
          """)
    }
    var application = self
    // Behind a token a foreign name is harmless, and the machine's own names are not known here.
    if !configuration.isLoopback { application.access.checksHost = false }
    let served = application
    var configuration = configuration
    configuration.allowsPost = callbacks != nil
    let admission = callbacks.map { callbacks -> HTTPServer.Admission in { callbacks.admission(of: $0) } }
    return try HTTPServer(configuration, admission: admission) { await served.respond(to: $0) }
  }
}
