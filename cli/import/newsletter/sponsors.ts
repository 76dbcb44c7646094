import type { Doubt, SourceLine } from '../outline.ts'
import type { NewsletterText } from './newsletter-text.ts'
import { plainOf } from './plain-markdown.ts'

/** Beginnings of lines by which newsletters name who pays for them. */
const sponsor = new RegExp(
  `^[^\\p{L}]{0,12}(?:${[
    'sponsor(?:s|ed)?(?: by\\b|\\s*[:：]|$)|(?:this (?:issue|newsletter|edition)|today) is (?:sponsored|supported|brought to you|presented) by|brought to you by|advertisement|promoted:|our sponsor',
    'anzeige|werbung|gesponsert von|(?:diese ausgabe|dieser newsletter) wird (?:unterstützt|gesponsert|präsentiert) von|mit (?:freundlicher )?unterstützung von',
    'sponsorisé par|publicité|(?:ce numéro|cette édition) (?:est|vous est) (?:sponsorisée?|soutenue?|offerte?|proposée?) par|avec le soutien de|notre sponsor',
    'patrocinad[oa] por|publicidad|anuncio:|(?:este número|esta edición|este boletín) (?:está|es) patrocinad[oa]|con el apoyo de',
    '(?:本期)?(?:赞助|贊助|广告|廣告)|本期由.{1,40}(?:赞助|贊助|支持)|(?:本号の)?(?:スポンサー|広告|PR)\\s*[:：]|(?:この号|本号)は.{1,40}(?:提供|協賛)',
    '광고|협찬|후원\\s*[:：]|이번 호는 .{1,40}(?:후원|협찬)|إعلان|برعاية|هذا العدد برعاية|آگهی|حامی(?: این شماره)?|با حمایت',
  ].join('|')})`,
  'iu',
)

/** Tells of the first line that names a sponsor: advertising has to be labelled, and nobody else knows whether it is. */
export const sponsorIn = (lines: Iterable<SourceLine>): Doubt[] => {
  for (const { line, text } of lines)
    if (sponsor.test(plainOf(text.slice(0, 400))))
      return [
        { line, what: 'names a sponsor: if it is advertising, write `advertising: true` into issue.yaml' },
      ]
  return []
}

export const sponsorsIn = ({ lines, keptIn, from }: NewsletterText): Doubt[] =>
  sponsorIn(keptIn(from, lines.length).map((at) => ({ line: at + 1, text: lines[at]! })))
