import Foundation

/// Checks the file of certificate authorities that a desk names.
enum CertificateFile {
  /// The absolute path of a node when a PEM file of certificates (RFC 7468 §5) is there.
  static func check(_ node: YAMLNode) throws(DeskError) -> String {
    let path = try node.text()
    let remedy = "write the absolute path of a PEM file with the certificate of your network's authority"
    guard path.hasPrefix("/") else {
      throw DeskError(DeskProblem("'\(path.prefix(200))' is no absolute path", at: node.place, remedy: remedy))
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw DeskError(DeskProblem("there is no file \(path) that can be read", at: node.place, remedy: remedy))
    }
    guard data.firstRange(of: Data("-----BEGIN CERTIFICATE-----".utf8)) != nil else {
      throw DeskError(DeskProblem("no certificate is in \(path)", at: node.place, remedy: remedy))
    }
    return path
  }
}
