internal import Markup

extension FeedSource {
  /// Reads an element of the feed that is no format's own; the start tag is current, and afterwards its end.
  mutating func readExtension(_ xml: inout XMLReader, _ inherited: Inherited, _ fallbacks: inout SourceFallbacks) {
    switch xml.feedNamespace {
    case .dublinCore: readDublinCore(&xml, inherited, &fallbacks)
    case .terms: readTerms(&xml, inherited, &fallbacks)
    case .itunes: readITunes(&xml, inherited, &fallbacks)
    case .podcast: podcast.read(&xml, inherited)
    case .media: readMedia(&xml, inherited, &fallbacks)
    case .georss, .geo, .gml: fallbacks.geo.read(&xml)
    case .license: addLicense(inherited.resolve(xml.rdfAttribute("resource") ?? xml.trimmedElementText()))
    case .prism: prism.appendValue("prism", &xml)
    case .syndication: readSyndication(&xml)
    case .admin: readAdmin(&xml)
    case .feedburner where xml.feedName == .browserFriendly: info = info ?? .plain(&xml, inherited, than: nil)
    case .history: readHistory(xml)
    default: break
    }
    xml.finishElement()
  }

  /// `admin:generatorAgent`, `admin:errorReportsTo`: `rdf:resource`.
  private mutating func readAdmin(_ xml: inout XMLReader) {
    let resource = xml.rdfAttribute("resource")
    switch xml.feedName {
    case .generatorAgent: generatorURI = generatorURI ?? resource ?? xml.trimmedElementText()
    case .errorReportsTo: errorReportsTo = resource ?? xml.trimmedElementText() ?? errorReportsTo
    default: break
    }
  }

  /// RFC 5005: `fh:complete` and `fh:archive` are empty elements.
  private mutating func readHistory(_ xml: borrowing XMLReader) {
    if xml.feedName == .complete { isComplete = true }
    if xml.feedName == .archive { isArchive = true }
  }

  private mutating func readSyndication(_ xml: inout XMLReader) {
    switch xml.feedName {
    case .updatePeriod: updatePeriod = xml.trimmedElementText() ?? updatePeriod
    case .updateFrequency: updateFrequency = xml.trimmedElementText() ?? updateFrequency
    case .updateBase: updateBase = xml.trimmedElementText() ?? updateBase
    default: break
    }
  }
}

/// The syndication module of RSS 1.0.
enum Syndication {
  /// The length of an `updatePeriod`.
  static func seconds(_ period: String?) -> Int? {
    switch period?.lowercased() {
    case "hourly": 3_600
    case "daily": 86_400
    case "weekly": 604_800
    case "monthly": 2_592_000
    case "yearly": 31_536_000
    default: nil
    }
  }
}
