import { named, onPaper, picture, stylesOf } from './digest-inline-styles.ts'
import type { DigestOverview, DigestProps } from './digest-props.ts'
import { directionOf } from './direction.ts'
import { type Markup, mj } from './markup.ts'
import { begin, end } from './slots.ts'
import { typeset } from './typeset.ts'

/** The link to the browser version, the publication's name and, if the issue has them, its number and period. */
export const masthead = (props: DigestProps): Markup => {
  const { name, tagline, number, period, issueUrl, words, language } = props
  const style = stylesOf(props)
  const end = directionOf(language) === 'rtl' ? 'left' : 'right'
  // Tight letter spacing would make the joined letters of right-to-left scripts collide.
  const tight = end === 'right' ? mj` letter-spacing="-0.5px"` : ''
  const small = mj`css-class="muted" font-size="13px" line-height="1.6" color="${style.muted}"`
  const large = mj`font-family="${style.serif}" font-size="42px" line-height="1.2" font-weight="700"`
  return mj`<mj-section background-color="${style.desk}" css-class="desk gutter" padding="14px 32px"><mj-column>
<mj-text align="${end}" ${small}><a class="muted" href="${issueUrl}" style="${style.quietLink}">${words.browser}</a></mj-text>
</mj-column></mj-section>
${onPaper(
  '36px 32px 0',
  twoSides(
    [
      74,
      mj`<mj-text ${large}${tight}><h1 class="ink name" style="margin:0;font-size:42px;line-height:1.2;font-weight:700;color:${style.ink};">${typeset(name, language)}</h1></mj-text>`,
    ],
    number &&
      mj`<mj-text align="${end}" ${large} color="${style.accent}"><span class="accent name" style="font-size:42px;">${number}</span></mj-text>`,
    mj` vertical-align="bottom"`,
  ),
)}
${onPaper(
  '6px 32px 20px',
  twoSides(
    [62, mj`<mj-text ${small}>${typeset(tagline, language)}</mj-text>`],
    period && mj`<mj-text align="${end}" ${small}>${typeset(period, language)}</mj-text>`,
  ),
)}`
}

/**
 * Places content at the two ends of a line; without a second item, the first takes the whole line.
 * @param first the share of the line in percent, and the content
 */
const twoSides = (
  [share, first]: [number, Markup],
  second: Markup | '' | undefined,
  attributes: Markup | '' = '',
): Markup =>
  second
    ? mj`<mj-group>
<mj-column width="${share}%"${attributes}>${first}</mj-column>
<mj-column width="${100 - share}%"${attributes}>${second}</mj-column>
</mj-group>`
    : mj`<mj-column>${first}</mj-column>`

/** A line above the issue that says what kind of mail this is (see `Note`). */
export const note = (text: string, props: DigestProps): Markup => {
  const { kicker } = stylesOf(props)
  return onPaper(
    '0 32px 18px',
    mj`<mj-column><mj-text><p class="accent" style="${kicker}">${typeset(text, props.language)}</p></mj-text></mj-column>`,
  )
}

/** `dir="auto"`, because the reader's name may be in either direction. */
export const greeting = (text: string, props: DigestProps): Markup => {
  const { summary } = stylesOf(props)
  return onPaper(
    '0 32px 18px',
    mj`<mj-column><mj-text><p class="ink" dir="auto" style="${summary}">${typeset(text, props.language)}</p></mj-text></mj-column>`,
  )
}

/**
 * The cover, or a bar under the name; then the issue's heading and its cover lines, the first largest. Where a lead
 * comes next, it is the largest, and several cover lines stand behind it ({@link coverLines}), a single one before it.
 */
export const opening = (props: DigestProps): Markup => {
  const { cover, heading, lead } = props
  const single = lead && props.coverLines.length === 1 ? props.coverLines[0] : undefined
  const rest = lead ? [] : props.coverLines
  const all = heading === undefined ? rest : [heading, ...rest]
  // A picture that follows at once needs no bar.
  const isPictured = lead?.image !== undefined && all.length === 0 && single === undefined
  const below = lead?.image ? 22 : 0
  const belowHeading = single === undefined ? below : 8
  return mj`${cover ? picture(named(cover, props.subject), props.issueUrl) : !isPictured && bar(props)}
${all.length > 0 && lines(all, lead ? `26px 32px ${belowHeading}px` : '26px 32px 34px', props)}${single !== undefined && deck(single, `${all.length > 0 ? 0 : 24}px 32px ${below}px`, props)}`
}

/**
 * What a long issue holds: a link to each section that the reader gets. It leads to the website, because hardly any
 * mail program on a phone jumps within a mail.
 */
export const overview = ({ whole, sections }: DigestOverview, props: DigestProps): Markup => {
  const style = stylesOf(props)
  const links = sections.map(({ topic, name, count, url }) => {
    const link = mj`<a class="accent" href="${url}" style="${style.call}">${typeset(name, props.language)}&nbsp;${count}</a> &nbsp;&nbsp; `
    return topic === undefined ? link : mj`${begin({ topic })}${link}${end}`
  })
  return onPaper(
    '0 32px 20px',
    mj`<mj-column><mj-text>${whole !== undefined && mj`<p class="muted" style="${style.more}">${typeset(whole, props.language)}</p>`}<p class="muted" style="${style.more}">${links}</p></mj-text></mj-column>`,
  )
}

/** A single cover line before the lead: behind it, it would stand alone between two texts. */
const deck = (line: string, padding: string, props: DigestProps): Markup =>
  onPaper(
    padding,
    mj`<mj-column><mj-text><p class="ink" style="${stylesOf(props).line}">${typeset(line, props.language)}</p></mj-text></mj-column>`,
  )

/** The cover lines behind the lead: what else the issue holds. */
export const coverLines = (props: DigestProps): Markup =>
  onPaper(
    '0 32px 16px',
    mj`<mj-column>
${props.coverLines.map((line) => small(line, props))}
</mj-column>`,
  )

/** The bar takes its colour from text, because mail clients adapt text colours to dark mode. */
const bar = (props: DigestProps): Markup => {
  const { accent } = stylesOf(props)
  return onPaper(
    '0 32px',
    mj`<mj-column><mj-text font-size="1px" line-height="1px"><div class="accent" style="border-top:4px solid;color:${accent};font-size:1px;line-height:1px;">&nbsp;</div></mj-text></mj-column>`,
  )
}

const lines = ([first = '', ...others]: string[], padding: string, props: DigestProps): Markup => {
  const style = stylesOf(props)
  return onPaper(
    padding,
    mj`<mj-column>
<mj-text><h2 class="ink cover-line" style="${style.coverLine}">${typeset(first, props.language)}</h2></mj-text>
${others.map((line) => small(line, props))}
</mj-column>`,
  )
}

const small = (line: string, props: DigestProps): Markup => {
  const style = stylesOf(props)
  return mj`<mj-text padding="12px 0 0"><p class="ink rule" style="${style.line}padding-top:12px;border-top:1px solid ${style.rule};">${typeset(line, props.language)}</p></mj-text>`
}
