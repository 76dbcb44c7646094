import type { DigestProps, MailImage } from './digest-props.ts'
import { directionOf } from './direction.ts'
import { fontsOf, isTall, titleWrapOf } from './fonts.ts'
import { mailWidth } from './layout.ts'
import { type Markup, mj } from './markup.ts'
import { lightPalette } from './palette.ts'

/** Inline styles, because not every mail client keeps style sheets. Classes serve dark mode only. */
export const stylesOf = ({ language, brand }: Pick<DigestProps, 'language' | 'brand'>) => {
  const palette = lightPalette(brand)
  const serif = fontsOf(language).title
  const wrap = titleWrapOf(language)
  // Letter spacing would tear apart the joined letters of right-to-left scripts.
  const spaced = directionOf(language) === 'rtl' ? '' : 'letter-spacing:.04em;'
  const leading = isTall(language) ? 1.78 : 1.6
  const set = (size: number, lines: number, colour: string, more = '') =>
    ready(`margin:0;font-size:${size}px;line-height:${lines};color:${colour};${more}`)
  const title = (size: number, lines: number, more = '') =>
    set(size, lines, palette.ink, `font-family:${serif};font-weight:700;text-wrap:${wrap};${more}`)
  return {
    ...palette,
    serif: ready(serif),
    section: title(24, 1.4),
    // The bar takes its colour from text, because mail clients adapt text colours to dark mode.
    sectionBar: ready(`border-top:3px solid;padding-top:14px;color:${palette.accent};`),
    tagline: set(15, 1.6, palette.muted, 'padding-top:2px;'),
    coverLine: title(26, 1.42),
    leadTitle: title(30, 1.3, 'padding:6px 0 12px;'),
    deck: set(18, leading, palette.ink, `font-family:${serif};padding-bottom:14px;`),
    opening: set(16, leading, palette.ink),
    leadMeta: set(14, 1.7, palette.muted, 'padding-top:14px;'),
    line: set(17, 1.6, palette.ink, `font-family:${serif};`),
    subheading: set(15, 1.6, palette.accent, 'font-weight:600;'),
    kicker: set(13, 1.6, palette.accent, `font-weight:600;${spaced}`),
    title: title(20, 1.4, 'padding:2px 0 6px;'),
    summary: set(16, leading, palette.ink),
    meta: set(13, 1.7, palette.muted, 'padding-top:8px;'),
    briefTitle: set(16, 1.6, palette.ink, 'font-weight:600;'),
    briefText: set(14, leading, palette.muted, 'padding-top:3px;'),
    titleLine: ready('margin:0;padding-top:8px;'),
    more: set(14, 1.7, palette.muted),
    answers: ready('margin:0;line-height:48px;'),
    answer: ready(
      `display:inline-block;padding:9px 20px;border:1px solid ${palette.rule};border-radius:4px;color:${palette.accent};text-decoration:none;font-weight:600;font-size:15px;line-height:1.5;`,
    ),
    host: ready(`color:${palette.accent};text-decoration:underline;`),
    letter: set(17, leading, palette.ink, `font-family:${serif};padding-bottom:14px;`),
    signature: set(16, 1.5, palette.ink, 'font-weight:600;'),
    signedAs: set(14, 1.5, palette.muted),
    accentLink: ready(`color:${palette.accent};text-decoration:underline;`),
    small: set(13, 1.75, palette.muted, 'padding-bottom:10px;'),
    plainLink: ready(`color:${palette.ink};text-decoration:none;`),
    quietLink: ready(`color:${palette.muted};text-decoration:underline;`),
    call: ready(
      `color:${palette.accent};text-decoration:none;font-weight:600;font-size:14px;white-space:nowrap;`,
    ),
  }
}
export type Styles = ReturnType<typeof stylesOf>

const ready = (markup: string): Markup => ({ markup })

/** A section on the paper background, as wide as the text column. */
export const onPaper = (padding: string, content: Markup | Markup[]): Markup =>
  mj`<mj-section css-class="paper gutter" padding="${padding}">${content}</mj-section>`

/**
 * A small image, which keeps its size on every screen: at most `width` wide and `height` high, in CSS pixels.
 */
export const thumbnail = (
  { src, alt, width, height }: MailImage,
  most: { width: number; height: number },
): Markup => {
  const scale = Math.min(most.width / width, most.height / height)
  const [across, down] = [Math.round(width * scale), Math.round(height * scale)]
  return mj`<img src="${src}" alt="${alt}" width="${across}" height="${down}" style="display:block;width:${across}px;height:${down}px;border:0;" />`
}

/** Two cells beside each other on every screen, the second as narrow as its content and at the end of the line. */
export const beside = (first: Markup, second: Markup, align: 'top' | 'middle', language: string): Markup => {
  const [end, gap] = directionOf(language) === 'rtl' ? ['left', 'right'] : ['right', 'left']
  return mj`<table role="presentation" border="0" cellpadding="0" cellspacing="0" width="100%"><tr><td valign="${align}">${first}</td><td width="1" valign="${align}" align="${end}" style="padding-${gap}:20px;">${second}</td></tr></table>`
}

/** A picture that leads somewhere: without a text of its own it is read out as what it leads to, else as an address. */
export const named = (image: MailImage, title: string): MailImage => ({ ...image, alt: image.alt || title })

/**
 * An edge-to-edge image. Uses its own `img`, because mj-image sets no height, and without one the text jumps as images
 * load.
 */
export const picture = ({ src, alt, width, height }: MailImage, href?: string): Markup => {
  const shown = Math.round((height * mailWidth) / width)
  const image = mj`<img src="${src}" alt="${alt}" width="${mailWidth}" height="${shown}" style="display:block;width:100%;height:auto;border:0;" />`
  return mj`<mj-section css-class="paper" padding="0"><mj-column><mj-text font-size="14px" line-height="1">${href ? mj`<a href="${href}">${image}</a>` : image}</mj-text></mj-column></mj-section>`
}
