import type { LineKind } from './lines.ts'

type Rule = { reason: string; test: RegExp }

/** Matches these words alone on a line, linked or not, with arrows and emphasis around them. */
const alone = (words: string): RegExp =>
  new RegExp(
    `^[^\\p{L}<\\[]{0,10}(<[^<>]{0,200}>)?[*_]{0,3}\\[?[^\\p{L}]{0,8}(${words})[^\\p{L}]{0,8}(\\]|</a>|\\(|\\*|_|$)[^\\n]{0,400}$`,
    'iu',
  )

const elsewhere = [
  '(?:previous|prev|next|last|older|newer|first|latest|all)(?: (?:issues?|editions?|newsletters?|posts?|week|page))?|home|index|archives?|contents|back to (?:the )?(?:index|archive)',
  '(?:vorige|vorherige|letzte|nächste|ältere|neuere|alle) (?:ausgaben?|woche|seite)|zurück|weiter|startseite|archiv|übersicht',
  '(?:(?:numéro|édition|article|semaine)s? )?(?:précédente?s?|suivante?s?)|accueil|sommaire',
  '(?:número|edición|boletín|semana)?\\s?(?:anterior(?:es)?|siguientes?)|inicio|archivo|índice',
  '(?:上|下|前|后|後)(?:一|1)?(?:期|篇|页|頁|回|号|號|週|周)|首页|首頁|目录|目錄|归档|歸檔|往期(?:回顾|回顧)?|返回(?:首页|目录|目錄|首頁)',
  '(?:前|次|過去)(?:の|へ)?(?:号|記事|回|ページ|週)?|ホーム|トップ|バックナンバー|一覧|もくじ',
  '(?:이전|다음|지난)\\s?(?:호|글|편|주)?|처음|홈|목록|목차',
  '(?:العدد|المقال|الصفحة)?\\s?(?:السابقة?|التالية?)|الرئيسية|الأرشيف|(?:شماره|صفحه)(?:ٔ|ی)?\\s?(?:قبلی|قبل|بعدی|بعد|پیشین)|خانه|بایگانی|آرشیو',
].join('|')
const other = `\\[[^\\p{L}\\]]{0,6}(?:${elsewhere})[^\\p{L}\\]]{0,6}\\]\\([^()\\s]{1,300}\\)`
/** A line of nothing but links to other issues. */
const navigation = new RegExp(
  `^[^\\p{L}\\[]{0,8}${other}(?:[^\\p{L}\\[]{1,8}${other}){0,7}[^\\p{L}\\[]{0,8}$`,
  'iu',
)

const rules: readonly Rule[] = [
  { reason: 'a rule', test: /^\s{0,3}([-*_=⸻—~])(\s*\1){2,}\s*$|^\s*<hr\b[^<>]{0,100}>\s*$/i },
  {
    reason: 'a template’s command',
    test: /^\s*\{[%{][^\n]{0,500}[%}]\}\s*$|^\s*\{:[^{}]{0,200}\}\s*$|^\s*:{3,}[^\n]{0,100}$/,
  },
  {
    reason: 'a program’s line (MDX)',
    test: /^(import|export)\s[\w{}*,\s]{1,200}\bfrom\s+["'][^"']{1,200}["'];?\s*$/,
  },
  {
    reason: 'a mark that the text ends here',
    test: /^\s*(?:[（(【〔[]\s*(?:本文|全文)?\s*(?:完|终|終|了|おわり|終わり|以上|끝|end|fin|ende|fine|تمت|انتهى|پایان)\s*[）)】〕\]]|([-—–~～=]{1,3})\s*(?:完|终|終|了|おわり|끝|end|fin|ende|fine)\s*\1|全文完|以上)[。.]?\s*$/i,
  },
  { reason: 'a mark for a table of contents', test: /^\s*\[{1,2}_?toc_?\]{1,2}\s*$|^\s*\{:?toc\}\s*$/i },
  { reason: 'a Markdown comment', test: /^\s*\[(\/\/|comment|_)\]:\s*(#|<>)/i },
  {
    reason: 'a link back to the top',
    test: alone(
      'back to (the )?top|top of (the )?page|return to top|nach oben|zurück nach oben|haut de (la )?page|retour en haut|volver arriba|voltar ao topo|torna su|наверх|返回顶部|回到顶部|トップへ戻る|العودة للأعلى',
    ),
  },
  { reason: 'links to other issues', test: navigation },
  {
    reason: 'a line of a mail tool',
    test: alone(
      'view (this )?(e-?mail |newsletter )?(in|on) (your |the )?(web ?)?browser|view (it )?online|read (it )?online|unsubscribe|forward (this )?(e-?mail )?to a friend|update (your )?preferences|manage (your )?preferences|im browser (ansehen|anzeigen|öffnen)|newsletter (abbestellen|abmelden)|abmelden|voir (dans|en ligne|la version).{0,40}|se désabonner|se désinscrire|ver en (el )?navegador|darse de baja|cancelar (la )?suscripción|ver no navegador|cancelar (a )?inscrição|открыть в браузере|отписаться|在浏览器中(查看|打开)|退订|取消订阅|ブラウザで(見る|表示)|配信停止はこちら|브라우저에서 보기|수신거부|إلغاء الاشتراك|لغو اشتراک|הסרה מרשימת התפוצה',
    ),
  },
  {
    reason: 'a line of a mail tool',
    test: /^[^\n]{0,200}(\*\|(?!\w*NAME|GREETING)[A-Z_:]{3,40}\|\*|\{\{\s*(unsubscribe|subscriber|preferences|webversion|view_?in_?browser)[^{}]{0,60}\}\}|\{(unsubscribe|webversion)\})[^\n]{0,200}$/i,
  },
  {
    reason: 'badges',
    test: /^\s*(\[?!\[[^[\]]{0,200}\]\([^()\s]{0,300}(shields\.io|badge|travis-ci|circleci|codecov|gitter\.im)[^()]{0,300}\)(\]\([^()]{0,500}\))?\s*)+$/i,
  },
]

/** A link filled in by a mail tool, in raw HTML, whose lines are otherwise ignored. */
const mailTag =
  /^\s*<a\s[^<>]{0,300}\*\|(ARCHIVE|UNSUB|UPDATE_PROFILE|FORWARD)\|\*[^<>]{0,300}>[^<]{0,80}<\/a>\s*$/

const entry =
  /^\s*(?:[-*+•]|\d{1,3}[.)])?\s*(?:[-*+•]|\d{1,3}[.)])?\s*[*_]{0,3}(?:\d{1,2}[.)]\s*)?\[[^\]]{1,300}\]\(#[^)]{0,300}\)[*_]{0,3}\s*[.:;,|·]*\s*$/

/**
 * Finds lines that are not content: rules, templates, badges, lines of mail tools, comments, and a table of contents
 * that only links into the document.
 * @returns reasons by 0-based line
 */
export const boilerplateIn = (
  lines: readonly string[],
  kinds: readonly LineKind[],
  from: number,
): Map<number, string> => {
  const dropped = new Map<number, string>()
  for (let at = from; at < lines.length; at++) {
    const kind = kinds[at]!
    if (kind === 'comment') dropped.set(at, 'a comment')
    else if (kind === 'text') {
      const reason = reasonFor(lines[at]!)
      if (reason) dropped.set(at, reason)
    } else if (kind === 'hidden' && mailTag.test(lines[at]!.slice(0, 1500)))
      dropped.set(at, 'a line of a mail tool')
  }
  for (const at of contentsEntries(lines, kinds, from)) dropped.set(at, 'an entry of a table of contents')
  return dropped
}

const reasonFor = (line: string): string | undefined => {
  if (line.length > 1500) return undefined
  const text = line.trimEnd()
  return rules.find(({ test }) => test.test(text))?.reason
}

/** Runs of links into the document itself; fewer than three in a row are not a table of contents. */
const contentsEntries = (lines: readonly string[], kinds: readonly LineKind[], from: number): number[] => {
  const found: number[] = []
  let run: number[] = []
  const flush = () => {
    if (run.length >= 3) found.push(...run)
    run = []
  }
  for (let at = from; at < lines.length; at++) {
    if (kinds[at] === 'text' && lines[at]!.length < 800 && entry.test(lines[at]!)) run.push(at)
    // An entry without a link may head nested entries: a part of the contents.
    else if (kinds[at] !== 'blank' && !(run.length > 0 && nested(lines, at, kinds))) flush()
    else if (kinds[at] !== 'blank') run.push(at)
  }
  flush()
  return found
}

const nested = (lines: readonly string[], at: number, kinds: readonly LineKind[]): boolean =>
  kinds[at] === 'text' &&
  /^\s*[-*+]\s+[^[\]()]{1,80}$/.test(lines[at]!) &&
  /^\s+[-*+]\s/.test(lines[at + 1] ?? '') &&
  entry.test((lines[at + 1] ?? '').slice(0, 800))
