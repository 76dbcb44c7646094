import { plainOf } from './plain-markdown.ts'

// Words by language: en, de, fr, es, zh-CN and zh-TW, ja, ko, fa, ar; then a few of others. Each list is a pattern.

/** Words that stand alone, before a colon or in brackets, where somebody pays for what follows. */
const sponsorLabels = [
  "sponsors?|(?:our|today[’']s|this (?:week|month|issue)[’']s) sponsors?|sponsored(?: content| post| link)?|advertisement|advertorial|ad|promoted|promotion|paid (?:post|partnership)",
  'anzeige|werbung|(?:unser )?sponsor(?: dieser (?:woche|ausgabe))?|gesponserter (?:beitrag|inhalt)',
  'publicité|pub|annonce(?: sponsorisée)?|(?:notre )?(?:sponsor|partenaire)(?: (?:de la semaine|du mois|de ce numéro))?|contenu sponsorisé',
  'publicidad|anuncio|(?:contenido )?patrocinado|(?:nuestro )?patrocinador(?: (?:de la semana|del mes|de este número))?',
  '(?:本期|本周|今日|特约|特約)?(?:赞助|贊助|广告|廣告)(?:商|位|内容|內容)?|(?:以下|以上)?(?:为|為|是)?(?:广告|廣告)|以[下上][为為是](?:广告|廣告)|(?:商业|商業)?(?:推广|推廣|合作)|(?:业配|業配|工商)(?:文|时间|時間)?|软广|恰饭',
  '(?:今週の|今月の|本号の|今回の)?(?:スポンサー|広告|協賛|提供)|pr|タイアップ',
  '(?:이번 (?:주|호|달) )?(?:광고|협찬|후원|스폰서)(?: 콘텐츠)?|유료 ?광고',
  '(?:رپورتاژ )?آگهی|تبلیغ(?:ات)?|(?:حامی|اسپانسر)(?: (?:این )?(?:شماره|هفته|خبرنامه))?',
  'إعلان(?: ممو[ّ]?ل| مدفوع)?|(?:محتوى|مقال) (?:مدعوم|ممو[ّ]?ل|برعاية)|(?:الراعي|راعي)(?: (?:هذا )?(?:العدد|الأسبوع|النشرة))?',
].join('|')

/** Beginnings of sentences that say so. */
const sponsorPhrases = [
  "sponsored by\\b|promoted by\\b|(?:this (?:issue|newsletter|edition|week)|today)[^.]{0,30} is (?:sponsored|supported|brought to you|presented) by|brought to you by|(?:many )?thanks to (?:our|this (?:week|month|issue)[’']s) sponsors?|a (?:message|word) from our (?:sponsors?|partners?)|(?:in partnership|together) with [^.!?]{1,50}\\.?$",
  'gesponsert von|(?:diese ausgabe|dieser newsletter) wird (?:unterstützt|gesponsert|präsentiert)|präsentiert von|mit (?:freundlicher )?unterstützung von|(?:danke|dank) an unseren sponsor',
  '(?:sponsorisée?|offerte?|proposée?) par|(?:ce numéro|cette édition|cette lettre) (?:est|vous est) (?:sponsorisée?|soutenue?|offerte?|proposée?) par|avec le soutien de|en partenariat avec|merci à notre (?:sponsor|partenaire)',
  'patrocinad[oa] por|(?:este número|esta edición|este boletín) (?:está |es )?(?:patrocinad[oa]|llega gracias a|te lo ofrece)|con el (?:apoyo|patrocinio) de|gracias a nuestro patrocinador',
  '(?:本期|本刊|本电子报|本電子報|本通讯).{0,10}由.{1,40}(?:赞助|贊助|支持|呈现|呈現)|(?:感谢|感謝).{1,40}(?:赞助|贊助)',
  '(?:この号|本号|今号|今週号|今回)は.{1,40}(?:提供|協賛|スポンサー)|.{1,30}の提供でお(?:届け|送り)',
  '이번 (?:호|뉴스레터|주).{0,3} .{1,40}(?:후원|협찬|지원)|.{0,30}제작비를 (?:지원|제공)받',
  '(?:این (?:شماره|خبرنامه) )?با (?:حمایت|پشتیبانی) |حامی این شماره',
  '(?:يأتيكم |نقدم لكم )?(?:هذا العدد |هذه النشرة )?برعاية |بدعم من ',
].join('|')

const sponsor = new RegExp(
  `^[^\\p{L}]{0,12}(?:(?:${sponsorLabels})(?=[^\\p{L}\\p{M}\\p{N}]*$|\\s*[:：|｜\\]】）)〕]|\\s+[—–-])|(?:${sponsorPhrases}))`,
  'iu',
)

/** Whether a line of Markdown begins by naming who pays for this. */
export const isSponsor = (line: string): boolean => sponsor.test(plainOf(line.slice(0, 400)))

/** Where links lead that stand alone above or below an issue. */
const elsewhere = [
  '(?:previous|prev|next|last|older|newer|first|latest|all|past)(?: (?:issues?|editions?|newsletters?|posts?|articles?|week|page))?|home(?: ?page)?|index|archives?|contents|(?:back|return) to (?:the )?(?:index|archives?|home(?: ?page)?|list|contents)|(?:view|see|browse) (?:all|past) (?:issues|editions|newsletters)',
  '(?:vorige|vorherige|letzte|nächste|ältere|neuere|alle|frühere) (?:ausgaben?|woche|seite|newsletter)|(?:zurück|weiter)(?: zu[rm]? (?:übersicht|startseite|archiv))?|(?:zur |zum )?(?:startseite|archiv|übersicht)',
  "(?:(?:numéro|édition|article|semaine|lettre)s? )?(?:précédente?s?|suivante?s?)|accueil|sommaire|archives|tou(?:s les numéros|tes les (?:éditions|lettres))|retour (?:à l[’']accueil|au sommaire|aux archives)",
  '(?:número|edición|boletín|semana)?\\s?(?:anterior(?:es)?|siguientes?)|inicio|portada|archivo|índice|tod(?:os los (?:números|boletines)|as las ediciones)|volver (?:al (?:inicio|índice|archivo)|a la portada)',
  '(?:上|下|前|后|後)(?:一|1)?(?:期|篇|页|頁|回|号|號|週|周)|(?:返?回|查看)?(?:首页|首頁|主页|目录|目錄|列表|往期)|(?:全部|所有|过往|過往|往期|历史|歷史|更多)(?:期刊|期数|期數|文章|内容|內容|回顾|回顧|往期)|归档|歸檔|存档|存檔',
  '(?:前|次|過去)(?:の|へ)?(?:号|記事|回|ページ|週)?(?:へ|を読む|一覧)?|ホーム(?:へ)?|トップ(?:ページ)?(?:へ(?:戻る)?)?|バックナンバー(?:一覧|はこちら|を読む)?|(?:記事)?一覧(?:へ)?|(?:もくじ|目次)(?:へ(?:戻る)?)?',
  '(?:이전|다음|지난)\\s?(?:호|글|편|주|뉴스레터|레터|기사)?(?: ?보기)?|처음(?:으로)?|홈(?:으로)?|목록(?:으로)?|목차|전체 ?보기',
  '(?:شماره|صفحه|خبرنامه)(?:[ٔ\u200c ]?ی)?ٔ?\\s?(?:قبلی|قبل|بعدی|بعد|پیشین)|خانه|صفحه(?:\u200c?ی|ٔ)?\\s?(?:اصلی|نخست)|بایگانی|آرشیو|همه(?:\u200c?ی|ٔ)?\\s?شماره\u200c?ها|(?:بازگشت|برگشت) به (?:فهرست|آرشیو|خانه|صفحه(?:\u200c?ی|ٔ)?\\s?اصلی)',
  '(?:العدد|المقال|الصفحة|النشرة)?\\s?(?:السابقة?|التالية?)|(?:الصفحة )?الرئيسية|(?:الأرشيف|أرشيف الأعداد)|(?:كل|جميع) الأعداد|(?:الأعداد|النشرات) السابقة|العودة إلى (?:الفهرس|الأرشيف|الرئيسية|الصفحة الرئيسية)',
].join('|')
/** Texts of links that lead to the whole of what is told of. */
const readOn = new RegExp(
  `^[^\\p{L}]*(?:${[
    'link|here|(?:read |see |learn )?more|more (?:here|info(?:rmation)?)|(?:read |see |view )?(?:the )?(?:original|source|full) ?(?:article|post|text|story|version)?|read (?:the )?(?:article|on|it(?: here)?)|(?:continue|keep) reading|website|url|video|pdf|via',
    'hier(?: weiterlesen)?|mehr|quelle|(?:zum )?original(?:artikel|beitrag|text)?|weiterlesen|mehr (?:lesen|erfahren|dazu)|zu[mr] (?:artikel|beitrag|quelle|meldung)|(?:den )?(?:ganzen|vollständigen) (?:artikel|text|beitrag)(?: lesen)?',
    "lien|ici|(?:lire |voir )?(?:la (?:suite|source)|l[’']article(?: original| complet| entier)?|l[’']original)|article (?:original|complet)|en savoir plus|(?:la )?source(?: originale)?|continuer la lecture",
    'aquí|enlace|(?:la )?fuente(?: original)?|leer (?:más|el (?:original|artículo(?: (?:completo|original))?))|ver (?:más|el original|la fuente)|(?:seguir|continuar) leyendo|(?:el )?artículo (?:original|completo)|más información|texto (?:original|completo)',
    '(?:阅读|查看|点击|看|閱讀|查看|點擊|点击阅读|點擊閱讀|点击查看|點擊查看)?(?:原文|全文|原帖|完整文章|完整內容|完整内容)(?:链接|連結|鏈接|地址|传送门)?|(?:阅读|閱讀|看|查看|了解|瞭解)(?:更多|详情|詳情|詳細)|(?:继续|繼續)(?:阅读|閱讀)|(?:来源|來源|出处|出處|链接|連結|鏈接|详情|詳情|传送门|傳送門)|(?:[点點][此这這][里裡]?|戳[此这這][里裡]?)(?:阅读|閱讀|查看|了解)?|更多',
    'リンク|こちら|(?:この)?続き(?:を(?:読む|見る)|は(?:こちら|ウェブで))|もっと(?:見る|読む|詳しく)|(?:元|原)の?記事(?:を(?:読む|見る)|はこちら)?|記事(?:全文)?を(?:読む|見る)|原文(?:を読む|はこちら)?|全文(?:を読む|はこちら)|詳しくは(?:こちら)?|詳細(?:はこちら|を見る)?|出典|引用元|ソース',
    '링크|(?:원문|전문|더|자세히|기사|글|기사 원문)\\s?(?:보기|읽기|보러 ?가기|읽으러 ?가기)|계속 (?:읽기|보기)|출처|(?:기사 )?원문|바로 ?가기|여기',
    '(?:ادامه|خواندن)(?:\u200c?ی|ٔ)?(?: (?:مطلب|ادامه|مطلب کامل))?|متن (?:اصلی|کامل)|(?:لینک )?منبع|(?:لینک|پیوند)(?: (?:خبر|مطلب))?|بیشتر (?:بخوانید|بدانید)|مطالعه(?:\u200c?ی|ٔ)? بیشتر|(?:از )?اینجا(?: بخوانید)?',
    '(?:ال)?رابط|هنا|اقرأ(?: المزيد| (?:المقال|النص|الخبر)(?: الأصلي| كاملا?ً?)?| الأصل| هنا)?|(?:المقال|النص|الخبر) (?:الأصلي|كاملا?ً?|الكامل)|(?:لل)?مزيد|المزيد|المصدر(?: الأصلي)?|(?:تابع|أكمل|متابعة) القراءة',
    'ссылка|источник|читать далее|קישור',
  ].join('|')})[^\\p{L}]*$`,
  'iu',
)

/** Whether the text of a link only says that there is more: “Read the original”. It is no title. */
export const isReadOn = (words: string): boolean => readOn.test(words)

/** Matches these words alone on a line, linked or not, with arrows and emphasis around them. */
const alone = (words: string): RegExp =>
  new RegExp(
    `^[^\\p{L}<\\[]{0,10}(<[^<>]{0,200}>)?[*_]{0,3}\\[?[^\\p{L}]{0,8}(${words})[^\\p{L}]{0,8}(\\]|</a>|\\(|\\*|_|$)[^\\n]{0,400}$`,
    'iu',
  )

const top = alone(
  [
    'back to (the )?top|top of (the )?page|return to top',
    'nach oben|zurück nach oben|zum seitenanfang',
    'haut de (la )?page|retour en haut|remonter',
    'volver arriba|ir arriba|voltar ao topo|torna su|наверх',
    '(?:返回|回到|回)(?:页首|頁首|顶部|頂部|頂端|顶端)',
    '(?:ページの?)?(?:トップ|先頭|上)(?:へ|に)(?:戻る)?',
    '(?:맨 )?위로(?: 가기)?|처음으로 가기',
    'بازگشت به بالا(?:ی صفحه)?|برو بالا',
    '(?:العودة|الرجوع) (?:إلى |ل)ا?لأعلى',
  ].join('|'),
)

/** Whether a line is nothing but a link back to the top. */
export const isToTop = (line: string): boolean => top.test(line)

const mailWords = [
  'view (this )?(e-?mail |newsletter )?(in|on) (your |the |a )?(web ?)?browser|view (it )?online|read (it )?online|unsubscribe|forward (this )?(e-?mail )?to a friend|(update|manage) (your )?(email )?preferences|manage (your )?subscription',
  '(diese e-?mail )?im browser (ansehen|anzeigen|öffnen)|newsletter (abbestellen|abmelden)|abmelden|einstellungen (ändern|verwalten)',
  'voir (cet e-?mail |cette lettre )?(dans|en ligne|la version).{0,40}|se désabonner|se désinscrire|gérer (mes|vos) préférences',
  'ver (este (?:correo|boletín) )?en (el |tu )?navegador|darse de baja|cancelar (la |mi )?suscripción|gestionar preferencias',
  '在(浏览器|瀏覽器)(中|里|裡)?(查看|打开|開啟|檢視|閱讀)(本|此)?(邮件|郵件|电子报|電子報)?|退订|退訂|取消(订阅|訂閱)|管理(订阅|訂閱)',
  'ブラウザで(見る|表示(する)?|開く)|(配信|購読)(停止|解除)(はこちら|する)?|(購読|登録)(を)?解除(する|はこちら)?',
  '(?:웹 ?)?브라우저(?:에서|로) 보기|웹에서 보기|수신 ?거부|구독 ?(?:취소|해지|관리)',
  '(?:مشاهده|نمایش)(?: ایمیل)? در مرورگر|لغو اشتراک|مدیریت اشتراک',
  '(?:اعرض|عرض)(?: هذه)?(?: الرسالة| النشرة)? في المتصفح|إلغاء الاشتراك|إدارة الاشتراك',
  'ver no navegador|cancelar (a )?inscrição|открыть в браузере|отписаться|הסרה מרשימת התפוצה',
].join('|')

/** Buttons of the old service, which lead nowhere here. */
const buttons = [
  'subscribe(?: now| here| for free)?|share(?: this(?: post| issue)?)?|leave a comment|upgrade to paid|get the app|pledge your support|refer a friend',
  '(?:jetzt |hier |kostenlos )?abonnieren|teilen|kommentieren',
  "s[’']abonner(?: maintenant| gratuitement)?|je m[’']abonne|partager|laisser un commentaire",
  'suscr[ií]b(?:irse|ete|irme)(?: ahora| gratis)?|compartir|dejar un comentario',
  '(?:立即|免费|免費|点击|點擊)?(?:订阅|訂閱)(?:本刊|电子报|電子報)?|分享(?:本文|本期|给朋友|給朋友)?|(?:发表|發表)?(?:评论|評論|留言)',
  '(?:無料で|今すぐ)?(?:購読|登録)(?:する)?|(?:この記事を)?シェア(?:する)?|コメント(?:する|を残す)?',
  '(?:무료 ?)?구독(?:하기|하러 ?가기)?|공유(?:하기)?|댓글 ?(?:남기기|쓰기)',
  'مشترک شوید|اشتراک\u200c?گذاری|نظر بدهید',
  'اشترك(?: الآن| مجانا?ً?)?|شارك(?: العدد| المقال)?|اترك تعليقا?ً?',
].join('|')

/** A line of nothing but such links, with marks between them. */
const onlyLinks = (words: string): RegExp => {
  const link = `\\[[^\\p{L}\\]]{0,8}(?:${words})[^\\p{L}\\]]{0,8}\\]\\([^()]{1,500}\\)`
  return new RegExp(`^[^\\p{L}\\[]{0,10}${link}(?:[^\\p{L}\\[]{1,12}${link}){0,7}[^\\p{L}\\[]{0,10}$`, 'iu')
}
const navigation = onlyLinks(elsewhere)
const ofOldService = onlyLinks(`${elsewhere}|${mailWords}|${buttons}`)
const mailTool = alone(mailWords)

/** Whether a line of Markdown is nothing but links to other issues. */
export const isNavigation = (line: string): boolean => navigation.test(line)

/** Whether a line is nothing but links that mail tools and services add. */
export const isMailLine = (line: string): boolean => mailTool.test(line) || ofOldService.test(line)

/** What accounts of chat programs ask for above and below a text. */
const platform = new RegExp(
  `^[^\\p{L}\\p{N}]{0,6}(?:${[
    '[点點][击擊]?(?:上方|下方|文末|左下角|右上角)[^。！？]{0,14}(?:关注|關注|蓝字|藍字|名片|卡片|原文|星标)[^。！？]{0,8}',
    '(?:长按|長按|扫描|掃描|扫码|掃碼|扫一扫|掃一掃|识别|識別)[^。！？]{0,8}(?:二维码|二維碼|QR ?code)[^。！？]{0,10}',
    '(?:点个|点亮|点一下|點個|随手点|记得点)[^。！？]{0,6}(?:在看|赞|讚)[^。！？]{0,12}|(?:设为|加)?星标[^。！？]{0,10}',
    '(?:喜欢|觉得|喜歡)[^。！？]{0,12}(?:点赞|在看|转发|分享)[^。！？]{0,12}',
  ].join('|')})[^\\p{L}\\p{N}]{0,6}$`,
  'iu',
)

/** Whether a line only asks to follow, to scan or to like on a platform. */
export const isPlatformLine = (line: string): boolean => line.length < 200 && platform.test(plainOf(line))
