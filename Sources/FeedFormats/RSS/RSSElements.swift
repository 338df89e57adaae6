internal import Markup

/// RSS `skipHours` and `skipDays`.
enum RSSSchedule {
  /// Hours, 24 read as 0, each once, in order.
  static func hours(_ xml: inout XMLReader) -> [Int] {
    var hours: Set<Int> = []
    xml.forEachChild { xml in
      if let hour = Int(xml.trimmedElementText() ?? ""), (0...24).contains(hour) { hours.insert(hour % 24) }
    }
    return hours.sorted()
  }

  /// Days by their English names, 1 for Sunday, each once, in order.
  static func days(_ xml: inout XMLReader) -> [Int] {
    let names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
    var days: Set<Int> = []
    xml.forEachChild { xml in
      let text = xml.trimmedElementText()?.lowercased().prefix(3)
      if let index = names.firstIndex(where: { $0 == text ?? "" }) { days.insert(index + 1) }
    }
    return days.sorted()
  }
}

extension FeedCloud {
  /// RSS `cloud`: attributes only.
  static func read(_ xml: borrowing XMLReader) -> FeedCloud? {
    var cloud = FeedCloud()
    cloud.domain = xml.attribute("domain")?.trimmed
    cloud.port = xml.attribute("port")?.trimmed
    cloud.path = xml.attribute("path")?.trimmed
    cloud.registerProcedure = xml.attribute("registerProcedure")?.trimmed
    cloud.protocolName = xml.attribute("protocol")?.trimmed
    return cloud == FeedCloud() ? nil : cloud
  }
}

extension FeedTextInput {
  /// RSS `textInput` with its children.
  static func read(_ xml: inout XMLReader, _ inherited: Inherited) -> FeedTextInput? {
    let place = inherited.entering(xml)
    var input = FeedTextInput()
    xml.forEachChild { xml in
      switch xml.feedName {
      case .title: input.title = xml.trimmedElementText()
      case .description: input.description = xml.trimmedElementText()
      case .name: input.name = xml.trimmedElementText()
      case .link: input.link = xml.reference(place)
      default: break
      }
    }
    return input == FeedTextInput() ? nil : input
  }
}
