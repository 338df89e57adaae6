import Foundation

/// An nginx of our own on a loopback port that serves one folder; stopped by its process id.
struct NginxServer {
  let port: Int
  private let process: Process

  /// Starts nginx over `folder`; `work` holds its configuration, logs and temporary files.
  init(serving folder: URL, work: URL, port: Int) throws {
    guard let path = Command.find("nginx") else { throw BenchmarkFailure("nginx is missing: make bench installs it") }
    try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
    let paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map { "\($0)_temp_path \(work.path)/\($0);" }
    let configuration = """
      daemon off; master_process off; worker_processes 1; pid \(work.path)/nginx.pid; error_log \(work.path)/error.log;
      events { worker_connections 1024; }
      http { access_log off; sendfile on; keepalive_requests 100000; default_type application/xml;
        \(paths.joined(separator: " "))
        server { listen 127.0.0.1:\(port); root \(folder.path); etag on; } }
      """
    let file = work.appending(path: "nginx.conf")
    try Data(configuration.utf8).write(to: file)
    process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = ["-p", work.path, "-c", file.path, "-e", work.appending(path: "start.log").path]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    self.port = port
    Thread.sleep(forTimeInterval: 0.5)
    guard process.isRunning else { throw BenchmarkFailure("nginx did not start; see \(work.path)/error.log") }
  }

  /// Stops it.
  func stop() {
    process.terminate()
    process.waitUntilExit()
  }
}
