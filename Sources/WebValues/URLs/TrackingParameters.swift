/// Query parameters that do not change the page: who sent the reader, which session, which reader program.
enum TrackingParameters {
  /// Beginnings of names; whole families of one tool.
  private static let prefixes: [[UInt8]] = [
    "utm_",  // Urchin and Google Analytics, the habit of all others
    "at_",  // AT Internet (BBC, France Médias Monde)
    "ns_",  // comScore
    "pk_", "mtm_", "piwik_", "matomo_",  // Matomo
    "ga_", "gad_",  // Google Analytics and Ads
    "hsa_", "_hs",  // HubSpot
    "wt.mc_",  // Webtrends
    "fb_",  // Facebook share counters
    "itm_",  // the same as utm_, within one site
    "guce_",  // Yahoo's consent page
    "_branch_",  // Branch deep links
  ].map { Array($0.utf8) }

  /// Whole names, lower case.
  private static let names = Set(
    [
      // Click numbers that advertising networks add: Google, Microsoft, Yandex, Facebook, X, Instagram, TikTok,
      // LinkedIn, Pinterest, Reddit, Outbrain, Taboola, Adobe, affiliate programs.
      "fbclid gclid gclsrc dclid gbraid wbraid srsltid msclkid yclid ysclid ymclid twclid igshid igsh ttclid li_fat_id",
      "epik rdt_cid dicbo oborigurl tblci s_cid s_kwcid ef_id irclickid cjevent zanpid wickedid rb_clickid",
      // Campaigns of newsletters and newsrooms: Mailchimp, Marketo, Omeda, Vero, Guardian, Economist, CNN, Condé Nast,
      // New York Times, Deutsche Welle, Daily Mail, AOL, Adobe.
      "mc_cid mc_eid mkt_tok oly_enc_id oly_anon_id vero_id cmpid cmp icid intcmp int_cmp intcid ncid ocid ito ftag xtor",
      "smid smtyp emc mbid maca taid tpcc cid_source trk spm sh_kit traffic_source sr_share soc_src soc_trk guccounter",
      // Analytics that join sessions over domains, and who referred.
      "_ga _gl __twitter_impression ref_src ref_url referer referrer wprov",
      // Which feed it was: Reuters, WordPress plug-ins.
      "feedref feedtype feedname rss",
      // What an AMP page or its viewer is told.
      "amp amp_js_v amp_gsa amp_tf amp_markup usqp aoh",
      // Sessions: another value at each visit.
      "phpsessid jsessionid cfid cftoken aspsessionid",
    ].joined(separator: " ").split(separator: " ").map(String.init))

  /// Names that track only with certain values.
  private static let ambiguous: Set<String> = [
    "ref", "source", "src", "from", "partner", "via", "origin", "share", "output", "outputtype", "mode", "view", "type",
    "format",
  ]
  private static let values: Set<String> = [
    "rss", "rss2", "feed", "feeds", "rssfeed", "rss_feed", "atom", "twitter", "facebook", "fb", "tw", "whatsapp",
    "telegram", "newsletter", "email", "social", "home", "homepage", "hp", "googlenews", "amp",
  ]
  /// Of the ambiguous ones, those that choose a form of the page and count only with `amp`.
  private static let forms: Set<String> = ["output", "outputtype", "mode", "view", "type", "format"]

  /// Names that track on one site only.
  private static let ofSites: [(suffix: String, names: Set<String>)] = [
    ("youtube.com", ["si", "feature", "pp", "ab_channel"]), ("youtu.be", ["si", "feature"]),
    ("twitter.com", ["s", "t", "cxt"]), ("x.com", ["s", "t", "cxt"]),
    ("news.google.com", ["oc", "hl", "gl", "ceid"]), ("feedproxy.google.com", ["format"]),
  ]

  /// The query without what tracks; `nil` when nothing is left.
  ///
  /// The order of what stays is kept: some servers read it by place, and one page's links name it in one order. An
  /// ampersand that was escaped twice (`&amp;`) loses its tail.
  static func removed(from query: String, host: String) -> String? {
    let site = ofSites.first { host == $0.suffix || host.hasSuffix("." + $0.suffix) }?.names ?? []
    var kept: [UInt8] = []
    kept.reserveCapacity(query.utf8.count)
    for parameter in Array(query.utf8).split(separator: UInt8(ascii: "&")) {
      var parameter = parameter
      while parameter.starts(with: "amp;".utf8) { parameter = parameter.dropFirst(4) }
      guard !parameter.isEmpty, !isTracking(parameter, site: site) else { continue }
      if !kept.isEmpty { kept.append(UInt8(ascii: "&")) }
      kept.append(contentsOf: parameter)
    }
    return kept.isEmpty ? nil : String(decoding: kept, as: UTF8.self)
  }

  /// One label of every host that has tracking parameters of its own.
  static let hostLabels = ofSites.map { label(of: $0.suffix) }

  /// The label before the domain of a country or purpose.
  static func label(of host: String) -> String {
    let labels = host.split(separator: ".")
    return String((host.hasSuffix(".") ? labels : labels.dropLast()).last ?? "")
  }

  private static let hashes = Set(names.union(ambiguous).map { ByteHash.of($0.utf8) })

  /// Whether a parameter must be looked at, by the `ByteHash` of its name in lower case.
  static func mayTrack(_ hash: UInt64) -> Bool { hashes.contains(hash) }

  /// Whether a parameter begins like those of a tool.
  static func hasTrackingPrefix(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
    let first = CanonicalAddress.lowercased(bytes[range.lowerBound])
    for prefix in prefixes where prefix[0] == first && prefix.count <= range.count {
      var offset = 1
      while offset < prefix.count, CanonicalAddress.lowercased(bytes[range.lowerBound + offset]) == prefix[offset] {
        offset += 1
      }
      if offset == prefix.count { return true }
    }
    return false
  }

  private static func isTracking(_ parameter: ArraySlice<UInt8>, site: Set<String>) -> Bool {
    let equals = parameter.firstIndex(of: UInt8(ascii: "="))
    let name = lowercased(parameter[..<(equals ?? parameter.endIndex)])
    if prefixes.contains(where: { name.starts(with: $0) }) { return true }
    let key = String(decoding: name, as: UTF8.self)
    if names.contains(key) || site.contains(key) { return true }
    guard ambiguous.contains(key) else { return false }
    guard let equals else { return !forms.contains(key) }
    let value = String(decoding: lowercased(parameter[(equals + 1)...]), as: UTF8.self)
    return forms.contains(key) ? value == "amp" : values.contains(value)
  }

  private static func lowercased(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    bytes.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
  }
}
