/** Headings of closing parts, matched as a whole, without punctuation, emoji and numbers at the ends. */
const closing = new RegExp(
  `^(?:${[
    'about( (us|me|this newsletter|the (author|authors|newsletter|editor|editors|project)|[\\w ]{1,30}))?',
    '(credits|acknowledg(e)?ments|imprint|colophon|disclaimer|licen[cs]e|copyright|legal( notice)?|footer)',
    '(un)?subscri(be|ption)s?( .{0,40})?|how to (un)?subscribe|manage (your )?(subscription|preferences)|sign up',
    '(contact( us)?|get in touch|follow us( .{0,30})?|connect( with us)?!?|stay (connected|in touch)|feedback|find us( .{0,30})?)',
    '(previous|past|older) (issues|editions|newsletters)|(newsletter )?archives?|share( this.{0,20})?|support us|sponsor us|donate|privacy( policy)?',
    'thanks?( you)?( for reading.{0,30})?|that.?s (all|it)( .{0,30})?|until next (time|week|month)|see you next .{0,10}',
    'impressum|über uns|kontakt|abmelde[nr]|(newsletter )?(ab)?bestellen|(an|ab)meld(en|ung)|abonnieren|archiv|datenschutz|folge[nt]? .{0,30}',
    'à propos( .{0,40})?|contacte?z?[ -]?nous|contact|mentions légales|(se )?(dés)?(abonner|inscrire|inscription)|désabonnement|archives|suivez[ -]nous.{0,30}|crédits',
    'acerca de( .{0,40})?|sobre (nosotros|nós|o .{0,30}|a .{0,30}|el .{0,30})|contacto|contato|suscr[ií](bete|birse|pción)|cancelar .{0,20}|síguenos.{0,30}|siga-nos.{0,30}|créditos|assine|inscreva-se|aviso legal',
    'chi siamo|contatti|iscriviti|disiscriviti|crediti|note legali|over ons|uitschrijven|aanmelden|colofon|om oss|kontakta oss|prenumerera',
    'о нас|контакты|подписка|подписаться|отписаться|архив|обратная связь|о (рассылке|дайджесте|проекте)|про нас|контакти|підписка',
    '关于.{0,12}|感谢.{0,4}阅读.{0,6}|關於.{0,12}|订阅.{0,12}|訂閱.{0,12}|退订|往期.{0,8}|历史.{0,6}|联系我们|聯絡我們|联系方式|版权.{0,8}|致谢|鸣谢|声明|免责声明|欢迎关注.{0,12}|关注我们',
    '(このメール|本メール|ニュースレター|当誌)?について|お問い合わせ|購読.{0,10}|配信停止|バックナンバー|編集後記|著作権|발행인|구독.{0,10}|문의|지난 .{0,10}|소개',
    'من نحن|عن النشرة|اتصل بنا|تواصل معنا|إلغاء الاشتراك|الاشتراك|اشترك|الأرشيف|درباره( ما| خبرنامه)?|تماس با ما|اشتراک|لغو اشتراک|آرشیو|אודות.{0,12}|צור קשר|צרו קשר|הרשמה|הסרה.{0,15}|ארכיון',
  ].join('|')})$`,
  'iu',
)

/** Words that reveal a footer after the last rule. */
const footer =
  /unsubscrib|subscrib|view (this|in|it)|you('re| are) receiving|forward(ed)? (this|to)|thanks for reading|see you next|follow us|©|copyright|abmelden|abbestell|désabonn|désinscri|cancelar|darse de baja|disiscri|afmelden|отписа|退订|取消订阅|订阅|訂閱|欢迎关注|配信停止|解除|구독|إلغاء الاشتراك|لغو اشتراک|הסר/i

const contents =
  /^(table of contents|contents|toc|in this (issue|edition|newsletter)|inhalt(sverzeichnis)?|in dieser ausgabe|sommaire|table des matières|contenidos?|índice|en este número|sumário|sommario|indice|inhoud|innehåll|оглавление|содержание|目录|目錄|本期目录|目次|목차|المحتويات|فهرست|תוכן( העניינים)?)$/iu

/** Words in names of newsletters: a first line needs one of them to be taken for a title. */
const names =
  /newsletter|weekly|monthly|digest|bulletin|gazette|rundbrief|mitteilung|gemeindebrief|lettre d|infolettre|bolet[ií]n|boletim|bollettino|notiziario|nieuwsbrief|nyhetsbrev|uutiskirje|biuletyn|bülten|дайджест|рассылка|вестник|周刊|週刊|周报|週報|月刊|月报|通讯|简报|会报|会報|通信|주간|نشرة|النشرة|خبرنامه|ידיעון|עלון|ניוזלטר/iu

/** Words that occur in titles of issues, but in section headings too. */
const hints = /\bnews\b|issue|edition|wochen|ausgabe|выпуск|новости|ニュース|뉴스|소식|أخبار|هفته/iu

/** Beginnings of lines that greet readers. */
const greeting =
  /^(?:hi|hello|hey|dear|welcome|good (?:morning|day|evening)|greetings|hallo|liebe|guten|moin|bonjour|salut|bonsoir|chère?s?|hola|querid|estimad|buen|大家好|各位|亲爱|親愛|你好|您好|早安|こんにちは|皆(?:さん|様)|みな(?:さん|さま)|読者の|안녕|여러분|سلام|درود|دوستان|مرحبا|السلام|أهلا|أعزا|عزيز)/iu

const bare = (title: string): string =>
  title
    .replace(/^[^\p{L}]+|[^\p{L}\p{M})]+$/gu, '')
    .replace(/\s+/g, ' ')
    .slice(0, 200)

export const isClosing = (title: string): boolean => closing.test(bare(title))
export const isFooter = (text: string): boolean => footer.test(text.slice(0, 2000))
export const isContents = (title: string): boolean => contents.test(bare(title))
export const isNewsletterName = (title: string): boolean => names.test(title.slice(0, 300))
export const mayNameAnIssue = (title: string): boolean =>
  isNewsletterName(title) || hints.test(title.slice(0, 300))
export const isGreeting = (line: string): boolean => greeting.test(line)
