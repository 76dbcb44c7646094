/** Footnotes that may stand in the margin; a text with more has all of them at its end. */
export const mostMarginNotes = 20

const numbers = Array.from({ length: mostMarginNotes }, (_, at) => at + 1)

/** Each note stands at the height of its first reference, but not before the note above it ends. */
const places = numbers
  .map((n) => {
    const beside = `anchor(--r${n} top)`
    const top = n === 1 ? beside : `max(${beside}, anchor(--n${n - 1} bottom) + .9rem)`
    return `.r${n} { anchor-name: --r${n} } .n${n} { anchor-name: --n${n}; top: ${top} }`
  })
  .join('\n')

/**
 * Footnotes beside the words that they belong to, in a window that has room for them, by anchors of CSS (CSS Anchor
 * Positioning, level 1). Where a browser knows none, and on paper, they stay at the end. What is wider than the text
 * leaves the margin with notes alone.
 */
export const marginNotesCss = `
@supports (top: anchor(--r top)) { @media screen and (min-width: 77rem) {
.body:has(> .beside-text) { position: relative }
.beside-text { margin: 0; padding: 0; border: 0 }
.beside-text h2 { position: absolute; clip-path: inset(50%) }
.beside-text li { position: absolute; inset-inline-start: calc(100% + 3rem); width: 14rem; margin: 0; padding: 0; font-size: .8125rem; line-height: 1.5 }
[dir=rtl] .beside-text li { width: 12.5rem; font-size: .875rem; line-height: 1.7 }
.body:has(> .beside-text) > :is(.table, .scroll, .wide) { max-width: 50rem; left: 100%; transform: translateX(-100%) }
[dir=rtl] .body:has(> .beside-text) > :is(.table, .scroll, .wide) { left: auto; right: 100%; transform: translateX(100%) }
.body:has(> .beside-text) > .wide > figcaption { margin-inline-end: 0 }
${places}
} }
`
