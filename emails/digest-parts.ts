import type { DigestArticle, DigestProps, DigestSection, MailImage } from './digest.ts'
import { mailWidth } from './layout.ts'
import { type Markup, mj } from './markup.ts'
import { fontsOf, lightPalette } from './theme.ts'

/** Styles stand inline, since not every client keeps a style sheet; classes are for dark surroundings alone. */
const stylesOf = ({ language, brand }: DigestProps) => {
  const { ink, muted, accent, rule } = lightPalette(brand)
  const { title } = fontsOf(language)
  const set = (size: number, leading: number, colour: string, more = '') => ({
    markup: `margin:0;font-size:${size}px;line-height:${leading};color:${colour};${more}`,
  })
  return {
    serif: { markup: title },
    rule,
    accent,
    muted,
    kicker: set(13, 1.6, accent, 'font-weight:600;letter-spacing:.04em;'),
    title: set(22, 1.42, ink, `font-family:${title};font-weight:700;padding:2px 0 6px;`),
    summary: set(16, 1.78, ink),
    meta: set(13, 1.7, muted, 'padding-top:8px;'),
    briefTitle: set(16, 1.6, ink, 'font-weight:600;'),
    briefText: set(14, 1.75, muted, 'padding-top:3px;'),
    link: { markup: `color:${ink};text-decoration:none;` },
    call: { markup: `color:${accent};text-decoration:none;font-weight:600;` },
  }
}

/** Name, number and period, and the way to the browser. */
export const masthead = (props: DigestProps): Markup => {
  const { brand, name, tagline, number, edition, issueUrl, words } = props
  const { ink, muted, accent } = lightPalette(brand)
  const { serif, rule } = stylesOf(props)
  return mj`<mj-section background-color="${lightPalette(brand).desk}" css-class="desk gutter" padding="14px 32px"><mj-column><mj-text align="right" font-size="13px" line-height="1.6" color="${muted}"><a class="muted" href="${issueUrl}" style="color:${muted};text-decoration:underline;">${words.browser}</a></mj-text></mj-column></mj-section>
<mj-section css-class="paper gutter" padding="36px 32px 0"><mj-group>
<mj-column width="72%" vertical-align="bottom"><mj-text css-class="ink name" font-family="${serif}" font-size="42px" font-weight="700" line-height="1.2" letter-spacing="-0.5px"><h1 class="ink name" style="margin:0;font-size:inherit;line-height:1.2;font-weight:700;color:${ink};">${name}</h1></mj-text></mj-column>
<mj-column width="28%" vertical-align="bottom"><mj-text align="right" css-class="accent" font-family="${serif}" font-size="42px" line-height="1.2" font-weight="700" color="${accent}">${number}</mj-text></mj-column>
</mj-group></mj-section>
<mj-section css-class="paper gutter" padding="6px 32px 20px"><mj-group>
<mj-column width="50%"><mj-text css-class="muted" font-size="13px" line-height="1.6" color="${muted}">${tagline}</mj-text></mj-column>
<mj-column width="50%"><mj-text css-class="muted" align="right" font-size="13px" line-height="1.6" color="${muted}">${edition}</mj-text></mj-column>
</mj-group></mj-section>${{ markup: `<!-- ${rule} -->` }}`
}

/** The cover and its lines, the first of them largest. */
export const cover = (props: DigestProps): Markup => {
  const { brand, issueUrl, coverLines } = props
  const { ink, rule } = lightPalette(brand)
  const { serif } = stylesOf(props)
  const [first = '', ...others] = coverLines
  return mj`<mj-section css-class="paper" padding="0"><mj-column>${picture(props.cover, issueUrl)}</mj-column></mj-section>
<mj-section css-class="paper gutter" padding="26px 32px 34px"><mj-column>
<mj-text><h2 class="cover-line" style="margin:0;font-family:${serif};font-size:26px;line-height:1.42;font-weight:700;color:${ink};">${first}</h2></mj-text>
${others.map(
  (line) =>
    mj`<mj-text padding="12px 0 0"><p class="rule" style="margin:0;padding-top:12px;border-top:1px solid ${rule};font-family:${serif};font-size:17px;line-height:1.6;color:${ink};">${line}</p></mj-text>`,
)}
</mj-column></mj-section>`
}

/** One section: banner, name, then its articles, subsections under headings of their own. */
export const section = (one: DigestSection, props: DigestProps): Markup => {
  const { ink } = lightPalette(props.brand)
  const { serif } = stylesOf(props)
  return mj`${one.image && mj`<mj-section css-class="paper" padding="0"><mj-column>${picture(one.image)}</mj-column></mj-section>`}
<mj-section css-class="paper gutter" padding="${one.image ? '20px' : '28px'} 32px 40px"><mj-column>
<mj-text><h2 style="margin:0;font-family:${serif};font-size:28px;line-height:1.4;font-weight:700;color:${ink};">${one.name}</h2></mj-text>
${one.groups.map((group) => [group.heading ? subheading(group.heading, props) : false, ...group.articles.map((item) => article(item, props))])}
</mj-column></mj-section>`
}

const subheading = (heading: string, props: DigestProps): Markup => {
  const { accent } = lightPalette(props.brand)
  return mj`<mj-text padding="30px 0 0"><h3 class="accent" style="margin:0;font-size:15px;line-height:1.6;font-weight:600;color:${accent};">${heading}</h3></mj-text>`
}

const article = (item: DigestArticle, props: DigestProps): Markup =>
  item.kind === 'full' ? feature(item, props) : brief(item, props)

const feature = ({ kicker, title, url, summary, meta }: DigestArticle, props: DigestProps): Markup => {
  const style = stylesOf(props)
  return mj`<mj-text padding="20px 0 0"><div class="rule" style="border-top:1px solid ${style.rule};padding-top:20px;">
${kicker && mj`<p class="accent" style="${style.kicker}">${kicker}</p>`}
<h3 style="${style.title}"><a class="ink" href="${url}" style="${style.link}">${title}</a></h3>
<p style="${style.summary}">${summary}</p>
<p class="muted" style="${style.meta}">${meta} &nbsp; <a class="accent" href="${url}" style="${style.call}">${props.words.read}&nbsp;→</a></p>
</div></mj-text>`
}

const brief = ({ kicker, title, url, summary, meta }: DigestArticle, props: DigestProps): Markup => {
  const style = stylesOf(props)
  return mj`<mj-text padding="16px 0 0"><div class="rule" style="border-top:1px solid ${style.rule};padding-top:14px;">
<p style="${style.briefTitle}">${kicker && mj`<span class="accent" style="color:${style.accent};">${kicker}</span> `}<a class="ink" href="${url}" style="${style.link}">${title}</a></p>
<p class="muted" style="${style.briefText}">${summary}<span style="white-space:nowrap;"> · ${meta}</span></p>
</div></mj-text>`
}

/** Why it came, how to change or end it, and from where: what law and mailbox providers ask of every such mail. */
export const foot = (props: DigestProps): Markup => {
  const { brand, words, links, publisher, postalAddress, name } = props
  const { desk, muted } = lightPalette(brand)
  const line = { markup: `margin:0 0 10px;font-size:13px;line-height:1.75;color:${muted};` }
  const anchor = { markup: `color:${muted};text-decoration:underline;` }
  return mj`<mj-section background-color="${desk}" css-class="desk gutter" padding="28px 32px 40px"><mj-column><mj-text css-class="muted">
<p class="muted" style="${line}">${words.why}</p>
<p class="muted" style="${line}"><a class="muted" href="${links.preferences}" style="${anchor}">${words.preferences}</a> &nbsp;·&nbsp; <a class="muted" href="${links.unsubscribe}" style="${anchor}">${words.unsubscribe}</a> &nbsp;·&nbsp; <a class="muted" href="${props.issueUrl}" style="${anchor}">${words.browser}</a></p>
<p class="muted" style="${line}">${name} · ${publisher}<br>${postalAddress}</p>
</mj-text></mj-column></mj-section>`
}

const picture = ({ src, alt, width, height }: MailImage, href?: string): Markup =>
  mj`<mj-image src="${src}" alt="${alt}" width="${mailWidth}px" height="auto" ${href && mj`href="${href}"`} css-class="image-${width}x${height}" />`
