import type { SourceLine } from '../outline.ts'
import { plainOf } from './plain-markdown.ts'

/** Who signs a text, and the lines above, with a word of goodbye. */
export type Signed = { name: string; role?: string; rest: SourceLine[] }

/** What stands before a name, in the languages that newsletters are mostly written in. */
const goodbye = new RegExp(
  `^(?:${[
    'yours(?: (?:truly|sincerely|faithfully|ever))?|sincerely(?: yours)?|(?:all the |with )?best(?: wishes| regards)?|(?:kind|warm)(?:est)? regards|regards|love|cheers|warmly|cordially|take care|until (?:then|next (?:time|week|month))|see you(?: .{1,20})?|happy reading|enjoy',
    'herzlichst|(?:viele|liebe|beste|schöne|herzliche|mit freundlichen) grüßen?|bis (?:bald|dann|nächste woche)|ihre?|eure?',
    'cordialement|amicalement|bien à vous|amitiés|à (?:bientôt|la semaine prochaine)|bonne lecture',
    'un (?:abrazo|saludo)|saludos(?: cordiales)?|hasta (?:pronto|la próxima)|buena lectura',
    'abraços?|até (?:breve|logo)|un abbraccio|a presto|cordiali saluti|groet(?:en|jes)?|tot (?:snel|volgende keer)',
    '祝好|此致(?:敬礼)?|顺颂时祺|敬上|敬具|それでは(?:また)?|また(?:来週|次号で)|감사합니다|مع (?:أطيب )?التحيات?|تحياتي|با احترام|ارادتمند|با مهر',
  ].join('|')})$`,
  'iu',
)
const dash = /^(?:[—–―]{1,2}|--|~)\s*(\S.*)$/u
const end = /[\s,，،!！.。]+$/u
/** Words of names that are written small. */
const particle =
  /^(?:de|del|der|den|des|di|da|do|dos|du|la|le|van|von|vom|zu|zur|bin|ibn|al|el|y|e|i|und|and|et|of|the|af|av|ten|ter)$/u
/** Several people, or what only ends a text. */
const nobody =
  /\b(?:team|crew|staff|editors|redaktion|rédaction|équipe|equipo|redacción|redazione|redactie|end|fin|ende)\b|编辑部|編集部|编辑组|小组|完|終|편집부|تحریریه|التحرير|فريق/iu

/**
 * The person who signs a text: on its last line behind a dash, or below or behind a word of goodbye; a role stands behind
 * a comma or on a line of its own. Nobody else is one, so that no last sentence becomes a name.
 */
export const signatureIn = (body: readonly SourceLine[]): Signed | undefined => {
  const rows = body.flatMap(({ text }, at) => (text.trim() === '' ? [] : [at]))
  const said = (back: number) => plainOf(body[rows.at(-back) ?? -1]?.text ?? '').trim()
  for (const back of [1, 2]) {
    const role = back === 2 ? said(1) : undefined
    if (role !== undefined && !isShort(role)) continue
    const line = said(back)
    const dashed = dash.exec(line)?.[1]
    const [, word = '', beside] = /^(.{1,30}?)[,，،]\s*(\S.*)$/u.exec(line) ?? []
    const bidden = beside !== undefined && goodbye.test(word.trim()) ? beside : undefined
    const isBelow = goodbye.test(said(back + 1).replace(end, ''))
    const written = dashed ?? bidden ?? (isBelow ? line : undefined)
    const signed = written === undefined ? undefined : named(written, role)
    if (!signed) continue
    const above = body.slice(0, rows.at(-back))
    // A word of goodbye stays, as the last of the text.
    const kept =
      dashed === undefined && bidden !== undefined ? [{ ...body[rows.at(-back)!]!, text: `${word},` }] : []
    return { ...signed, rest: [...above, ...kept] }
  }
  return undefined
}

const isShort = (words: string): boolean => words.length <= 60 && !/[.。!?！？…:：]$/u.test(words)

/** @param role from a line of its own */
const named = (written: string, role: string | undefined): { name: string; role?: string } | undefined => {
  const [name = '', ...more] = written.replace(/[\s,，、]+$/u, '').split(/\s*[,，،|·]\s*/u)
  const as = role ?? more.join(', ')
  const words = name.split(/\s+/)
  const isName =
    name.length <= 60 &&
    words.length <= 6 &&
    /^[\p{Lu}\p{Lo}]/u.test(name) &&
    /\p{Ll}|\p{Lo}/u.test(name) &&
    words.every((word) => !/^\p{Ll}/u.test(word) || particle.test(word)) &&
    !/[.。!?！？…:：;"“”]$|\d/u.test(name) &&
    !nobody.test(written)
  if (!isName || !isShort(as)) return undefined
  return { name, ...(as && { role: as }) }
}
