import type { DigestArticle, DigestProps, DigestSection } from './digest-props.ts'
import { onPaper, picture, type Styles, stylesOf } from './digest-style.ts'
import { type Markup, mj } from './markup.ts'

/** One section: banner, name, then its articles, subsections under headings of their own. */
export const section = ({ image, name, groups }: DigestSection, props: DigestProps): Markup => {
  const style = stylesOf(props)
  return mj`${image && picture(image)}${onPaper(
    image ? '20px 32px 40px' : '28px 32px 40px',
    mj`<mj-column>
<mj-text><h2 class="ink" style="${style.section}">${name}</h2></mj-text>
${groups.map(({ heading, articles }) => mj`${heading && subheading(heading, style)}${articles.map((one) => article(one, style, props.words.read))}`)}
</mj-column>`,
  )}`
}

const subheading = (heading: string, style: Styles): Markup =>
  mj`<mj-text padding="30px 0 0"><h3 class="accent" style="${style.subheading}">${heading}</h3></mj-text>`

const article = (one: DigestArticle, style: Styles, read: string): Markup =>
  one.kind === 'full' ? feature(one, style, read) : brief(one, style)

/** A full piece, and one clear way to read it. */
const feature = ({ kicker, title, url, summary, meta }: DigestArticle, style: Styles, read: string): Markup =>
  mj`<mj-text padding="20px 0 0"><div class="rule" style="border-top:1px solid ${style.rule};padding-top:20px;">
${kicker && mj`<p class="accent" style="${style.kicker}">${kicker}</p>`}
<h3 class="ink" style="${style.title}"><a class="ink" href="${url}" style="${style.plainLink}">${title}</a></h3>
<p class="ink" style="${style.summary}">${summary}</p>
<p class="muted" style="${style.meta}">${meta} &nbsp;&nbsp; <a class="accent" href="${url}" style="${style.call}">${read}&nbsp;→</a></p>
</div></mj-text>`

/** A notice: smaller, and read by its title. */
const brief = ({ kicker, title, url, summary, meta }: DigestArticle, style: Styles): Markup =>
  mj`<mj-text padding="16px 0 0"><div class="rule" style="border-top:1px solid ${style.rule};padding-top:14px;">
${kicker && mj`<p class="accent" style="${style.kicker}">${kicker}</p>`}
<p class="ink" style="${style.briefTitle}"><a class="ink" href="${url}" style="${style.plainLink}">${title}</a></p>
<p class="muted" style="${style.briefText}">${summary}<br />${meta}</p>
</div></mj-text>`
