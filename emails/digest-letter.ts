import { onPaper, stylesOf, thumbnail } from './digest-inline-styles.ts'
import type { DigestLetter, DigestProps, LetterRun } from './digest-props.ts'
import { directionOf } from './direction.ts'
import { type Markup, mj } from './markup.ts'
import { typeset } from './typeset.ts'

const portraitSize = { width: 52, height: 52 }

/** The editor's letter: what a person has to say before the issue begins, signed. */
export const letterPiece = (
  { paragraphs, name, role, portrait }: DigestLetter,
  props: DigestProps,
): Markup => {
  const { language } = props
  const style = stylesOf(props)
  const gap = directionOf(language) === 'rtl' ? 'left' : 'right'
  const signed = mj`<p class="ink" style="${style.signature}">${typeset(name, language)}</p>${role && mj`<p class="muted" style="${style.signedAs}">${typeset(role, language)}</p>`}`
  const beside = (picture: Markup) =>
    mj`<table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td valign="middle" style="padding-${gap}:14px;">${picture}</td><td valign="middle">${signed}</td></tr></table>`
  return onPaper(
    '4px 32px 30px',
    mj`<mj-column><mj-text>
${paragraphs.map((runs) => mj`<p class="ink" style="${style.letter}">${runs.map((run) => runOf(run, props))}</p>\n`)}${portrait ? beside(thumbnail(portrait, portraitSize)) : signed}
</mj-text></mj-column>`,
  )
}

const runOf = ({ text, url, isStrong, isEmphasised }: LetterRun, props: DigestProps): Markup => {
  const { accentLink } = stylesOf(props)
  const set = mj`${typeset(text, props.language)}`
  const strong = isStrong ? mj`<strong>${set}</strong>` : set
  const whole = isEmphasised ? mj`<em>${strong}</em>` : strong
  return url === undefined ? whole : mj`<a class="accent" href="${url}" style="${accentLink}">${whole}</a>`
}
