import DeskFiles
import Foundation
import TestSupport

/// The desk that the project ships, with its model.
enum ShippedDesk {
  static func desk() throws(DeskError) -> Desk {
    let environment = DeskEnvironment(variables: [:], currentDirectory: Samples.repository.path)
    return try Desk.load("Feeds/regional-security", environment: environment)
  }
}
