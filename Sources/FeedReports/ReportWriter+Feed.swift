import FeedFormats

extension ReportWriter {
  /// The members of `feed`.
  mutating func write(feed source: FeedSource) {
    describe(source)
    if let isComplete = source.isComplete { json.bool("isComplete", isComplete) }
    if let isArchive = source.isArchive { json.bool("isArchive", isArchive) }
    if let isExpired = source.isExpired { json.bool("isExpired", isExpired) }
    named("dublinCore", source.dublinCore)
    named("prism", source.prism)
    geo(source.geometries)
    itunes(source.itunes)
    podcast(source.podcast)
    rareObject("mediaDetails") { $0.write(media: source.media) }
    services(source)
    schedule(source)
  }

  /// What an entry's `source` says too.
  mutating func describe(_ source: FeedSource) {
    title(source.title)
    text("subtitle", source.subtitle)
    text("info", source.info)
    string("link", page(source.links))
    links(source.links)
    string("self", link(source.links, relation: "self"))
    hubs(source.links)
    language(source.language)
    date("published", source.published)
    date("updated", source.updated)
    dates(source.dates)
    string("id", source.id)
    string("icon", address(source.icon))
    string("logo", address(source.logo?.url))
    rareObject("image") { writer in
      if let logo = source.logo { writer.members(of: logo) }
    }
    text("rights", source.rights)
    strings("licenses", source.licenses.compactMap { address($0) })
    generator(source)
    people("authors", source.authors)
    people("contributors", source.contributors)
    person("publisher", source.publisher)
    person("managingEditor", source.managingEditor)
    person("webMaster", source.webMaster)
    categories(source.categories)
  }

  private mutating func hubs(_ links: [FeedLink]) {
    let hubs = links.filter { $0.relation == "hub" }.compactMap { address($0.href, base: $0.base) }
    string("hub", hubs.first)
    strings("hubs", hubs)
  }

  private mutating func generator(_ source: FeedSource) {
    string("generator", line(source.generator))
    rareObject("generatorDetail") { writer in
      writer.string("name", writer.line(source.generator))
      writer.string("version", source.generatorVersion)
      writer.string("url", writer.address(source.generatorURI))
    }
  }

  /// A picture, unless its address leads nowhere.
  mutating func image(_ name: String?, _ image: FeedImage) {
    guard address(image.url) != nil else { return }
    json.startObject(name)
    members(of: image)
    json.endObject()
  }

  private mutating func members(of image: FeedImage) {
    string("url", address(image.url))
    string("title", line(image.title))
    string("link", address(image.link))
    string("description", line(image.description))
    json.number("width", image.width)
    json.number("height", image.height)
    string("time", image.time)
  }

  private mutating func services(_ source: FeedSource) {
    rareObject("cloud") { writer in
      writer.string("domain", source.cloud?.domain)
      writer.string("port", source.cloud?.port)
      writer.string("path", source.cloud?.path)
      writer.string("registerProcedure", source.cloud?.registerProcedure)
      writer.string("protocol", source.cloud?.protocolName)
    }
    rareObject("textInput") { writer in
      writer.string("title", writer.line(source.textInput?.title))
      writer.string("name", source.textInput?.name)
      writer.string("description", writer.line(source.textInput?.description))
      writer.string("link", writer.address(source.textInput?.link))
    }
    string("docs", address(source.docs))
    string("rating", line(source.rating))
    string("errorReportsTo", address(source.errorReportsTo))
  }

  private mutating func schedule(_ source: FeedSource) {
    json.number("ttl", source.ttlMinutes)
    json.startArray("skipHours")
    for hour in source.skipHours { json.number(nil, hour) }
    json.endArray()
    let names = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    strings("skipDays", source.skipDays.filter { (1...7).contains($0) }.map { names[$0 - 1] })
    string("updatePeriod", source.updatePeriod)
    json.number("updateFrequency", source.updateFrequency.flatMap { Int($0) })
    string("updateBase", source.updateBase)
    json.number("updateSeconds", source.updateSeconds)
  }
}
