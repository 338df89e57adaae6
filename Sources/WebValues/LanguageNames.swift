/// Names and codes that stand for a language tag.
enum LanguageNames {
  /// A name as it is looked up: lower case, without what is around it.
  static func folded(_ text: String) -> String {
    guard text.utf8.count <= 128 else { return "" }
    let lowercased = text.lowercased().unicodeScalars.filter {
      $0.value >= 0x20 && !(0x200B...0x200F).contains($0.value)
    }
    return String(String.UnicodeScalarView(lowercased)).split(separator: " ").joined(separator: " ")
  }

  /// Names in English and in the language itself, lower case; only those that name one language.
  static let tags: [String: String] = {
    var table: [String: String] = [:]
    for line in names.split(separator: "\n") {
      let words = line.split(separator: ":")
      guard words.count == 2 else { continue }
      for name in words[1].split(separator: ",") {
        table[name.split(separator: " ").joined(separator: " ").lowercased()] = String(words[0])
      }
    }
    return table
  }()

  private static let names = """
    ar: Arabic, العربية, عربي
    az: Azerbaijani, Azeri, Azərbaycanca, Azərbaycan dili
    bal: Balochi, Baluchi, بلوچی
    bn: Bengali, Bangla, বাংলা
    bo: Tibetan, བོད་ཡིག
    cs: Czech, Čeština
    da: Danish, Dansk
    de: German, Deutsch
    dv: Dhivehi, Divehi, Maldivian, ދިވެހި
    dz: Dzongkha, རྫོང་ཁ
    el: Greek, Ελληνικά
    en: English, eng
    en-GB: British English, UK English, English (UK), English (United Kingdom), English (Great Britain)
    en-IN: Indian English, English (India)
    en-PK: English (Pakistan)
    en-US: American English, US English, English (US), English (USA), English (United States)
    es: Spanish, Español, Castellano
    fa: Persian, Farsi, فارسی
    fi: Finnish, Suomi
    fr: French, Français, Francais
    gu: Gujarati, ગુજરાતી
    he: Hebrew, עברית
    hi: Hindi, हिन्दी, हिंदी
    hu: Hungarian, Magyar
    hy: Armenian, Հայերեն
    id: Indonesian, Bahasa Indonesia
    it: Italian, Italiano
    ja: Japanese, 日本語
    ka: Georgian, ქართული
    kk: Kazakh, Қазақ тілі, Қазақша
    km: Khmer, ភាសាខ្មែរ
    kn: Kannada, ಕನ್ನಡ
    ko: Korean, 한국어
    ks: Kashmiri, کٲشُر
    ku: Kurdish, Kurdî
    ckb: Sorani, Central Kurdish, کوردی
    ky: Kyrgyz, Kirghiz, Кыргызча, Кыргыз тили
    ml: Malayalam, മലയാളം
    mn: Mongolian, Монгол
    mr: Marathi, मराठी
    ms: Malay, Bahasa Melayu
    my: Burmese, မြန်မာ
    ne: Nepali, नेपाली
    nl: Dutch, Nederlands
    or: Odia, Oriya, ଓଡ଼ିଆ
    pa: Punjabi, Panjabi, ਪੰਜਾਬੀ
    pl: Polish, Polski
    prs: Dari, دری
    ps: Pashto, Pushto, Pakhto, پښتو
    pt: Portuguese, Português, Portugues
    pt-BR: Brazilian Portuguese, Portuguese (Brazil), Português do Brasil
    ro: Romanian, Română
    ru: Russian, Русский, Русский язык
    sd: Sindhi, سنڌي
    si: Sinhala, Sinhalese, සිංහල
    skr: Saraiki, Seraiki, سرائیکی
    sv: Swedish, Svenska
    ta: Tamil, தமிழ்
    te: Telugu, తెలుగు
    tg: Tajik, Тоҷикӣ, Тоҷикй
    th: Thai, ไทย
    tk: Turkmen, Türkmençe, Türkmen dili
    tr: Turkish, Türkçe, Turkce
    ug: Uyghur, Uighur, ئۇيغۇرچە
    uk: Ukrainian, Українська
    ur: Urdu, اردو, اُردو
    uz: Uzbek, Oʻzbekcha, O'zbekcha, O'zbek tili, Ўзбекча
    vi: Vietnamese, Tiếng Việt
    zh: Chinese, Mandarin, 中文, 汉语
    zh-Hans: Simplified Chinese, Chinese (Simplified), 简体中文
    zh-Hant: Traditional Chinese, Chinese (Traditional), 繁體中文
    """

  /// Codes of three letters that have two (ISO 639-2, terminological and bibliographic), and withdrawn codes.
  static let shorterCodes: [String: String] = {
    var table = ["iw": "he", "in": "id", "ji": "yi", "jw": "jv", "mo": "ro", "cmn": "zh", "pes": "fa", "arb": "ar"]
    for pair in codes.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      let parts = pair.split(separator: "=")
      if parts.count == 2 { table[String(parts[0])] = String(parts[1]) }
    }
    return table
  }()

  private static let codes = """
    aar=aa abk=ab afr=af aka=ak alb=sq sqi=sq amh=am ara=ar arg=an arm=hy hye=hy asm=as ava=av ave=ae aym=ay aze=az
    bak=ba bam=bm baq=eu eus=eu bel=be ben=bn bis=bi bos=bs bre=br bul=bg bur=my mya=my cat=ca cha=ch che=ce chi=zh
    zho=zh chu=cu chv=cv cor=kw cos=co cre=cr cze=cs ces=cs dan=da div=dv dut=nl nld=nl dzo=dz eng=en epo=eo est=et
    ewe=ee fao=fo fij=fj fin=fi fre=fr fra=fr fry=fy ful=ff geo=ka kat=ka ger=de deu=de gla=gd gle=ga glg=gl glv=gv
    gre=el ell=el grn=gn guj=gu hat=ht hau=ha heb=he her=hz hin=hi hmo=ho hrv=hr hun=hu ibo=ig ice=is isl=is ido=io
    iii=ii iku=iu ile=ie ina=ia ind=id ipk=ik ita=it jav=jv jpn=ja kal=kl kan=kn kas=ks kau=kr kaz=kk khm=km kik=ki
    kin=rw kir=ky kom=kv kon=kg kor=ko kua=kj kur=ku lao=lo lat=la lav=lv lim=li lin=ln lit=lt ltz=lb lub=lu lug=lg
    mac=mk mkd=mk mah=mh mal=ml mao=mi mri=mi mar=mr may=ms msa=ms mlg=mg mlt=mt mon=mn nau=na nav=nv nbl=nr nde=nd
    ndo=ng nep=ne nno=nn nob=nb nor=no nya=ny oci=oc oji=oj ori=or orm=om oss=os pan=pa per=fa fas=fa pli=pi pol=pl
    por=pt pus=ps que=qu roh=rm rum=ro ron=ro run=rn rus=ru sag=sg san=sa sin=si slo=sk slk=sk slv=sl sme=se smo=sm
    sna=sn snd=sd som=so sot=st spa=es srd=sc srp=sr ssw=ss sun=su swa=sw swe=sv tah=ty tam=ta tat=tt tel=te tgk=tg
    tgl=tl tha=th tib=bo bod=bo tir=ti ton=to tsn=tn tso=ts tuk=tk tur=tr twi=tw uig=ug ukr=uk urd=ur uzb=uz ven=ve
    vie=vi vol=vo wel=cy cym=cy wln=wa wol=wo xho=xh yid=yi yor=yo zha=za zul=zu
    """
}
