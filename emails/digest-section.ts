import { beside, named, onPaper, type Styles, stylesOf, thumbnail } from './digest-inline-styles.ts'
import type { DigestArticle, DigestProps, DigestSection } from './digest-props.ts'
import { directionOf, forward, outward } from './direction.ts'
import { type Markup, mj } from './markup.ts'
import { typeset } from './typeset.ts'

/**
 * Groups sections into runs that are sent together. A topic's section stands alone, so that it can be omitted. Sections
 * for everybody share a run, because the frame that mjml puts around each one outweighs a heading.
 */
export const runsOf = (sections: DigestSection[]): DigestSection[][] => {
  const runs: DigestSection[][] = []
  for (const one of sections) {
    const last = runs.at(-1)
    if (last && last[0]!.topic === undefined && one.topic === undefined) last.push(one)
    else runs.push([one])
  }
  return runs
}

/** Renders a run of sections, each with its name and its articles under subsection headings. */
export const section = (run: DigestSection[], props: DigestProps): Markup =>
  onPaper(
    '28px 32px 30px',
    mj`<mj-column>
${run.map((one, at) => contents(one, at > 0, props))}
</mj-column>`,
  )

/** Larger pictures would part the sections rather than name them. */
const sectionPicture = { width: 150, height: 60 }
const featurePicture = { width: 112, height: 112 }

const contents = (
  { name, tagline, image, groups, more, url }: DigestSection,
  again: boolean,
  props: DigestProps,
): Markup => {
  const style = stylesOf(props)
  const title = mj`<h2 class="ink" style="${style.section}"><a class="ink" href="${url}" style="${style.plainLink}">${typeset(name, props.language)}</a></h2>${tagline !== undefined && mj`<p class="muted" style="${style.tagline}">${typeset(tagline, props.language)}</p>`}`
  return mj`<mj-text${again && mj` padding="64px 0 0"`}><div class="accent" style="${style.sectionBar}">${image ? beside(title, thumbnail(image, sectionPicture), 'middle', props.language) : title}</div></mj-text>
${groups.map(({ heading, articles }, at) => mj`${heading && subheading(heading, style, props)}${entries(articles, heading === undefined && at === 0, style, props)}`)}${more !== undefined && moreLine(more, url, props)}`
}

/** Says how many more articles are on the website, with a link to them. */
export const moreLine = (count: number, url: string, props: DigestProps): Markup => {
  const style = stylesOf(props)
  const arrow = forward(directionOf(props.language))
  return mj`<mj-text padding="20px 0 0"><p class="muted" style="${style.more}"><a class="accent" href="${url}" style="${style.call}">${typeset(props.words.more(count), props.language)}&nbsp;${arrow}</a></p></mj-text>`
}

const subheading = (heading: string, style: Styles, { language }: DigestProps): Markup =>
  mj`<mj-text padding="30px 0 0"><h3 class="accent" style="${style.subheading}">${typeset(heading, language)}</h3></mj-text>`

/** Consecutive title-only articles are grouped as a list. @param first whether they stand right under the section's name */
const entries = (articles: DigestArticle[], first: boolean, style: Styles, props: DigestProps): Markup[] => {
  const runs: DigestArticle[][] = []
  for (const one of articles) {
    const last = runs.at(-1)
    if (one.kind === 'title' && last?.[0]?.kind === 'title') last.push(one)
    else runs.push([one])
  }
  return runs.map((run, at) =>
    run[0]?.kind === 'title' ? titles(run, style, props) : article(run[0]!, first && at === 0, style, props),
  )
}

const article = (one: DigestArticle, first: boolean, style: Styles, props: DigestProps): Markup =>
  one.kind === 'feature' ? feature(one, first, style, props) : brief(one, style, props)

/** A line above what is not the first under a name. */
const ruled = (style: Styles, padding: number, first = false): Markup =>
  first
    ? mj`<div>`
    : mj`<div class="rule" style="border-top:1px solid ${style.rule};padding-top:${padding}px;">`

/** A feature: its headline is the link. */
const feature = (
  { kicker, title, url, summary, meta, image }: DigestArticle,
  first: boolean,
  style: Styles,
  { language }: DigestProps,
): Markup => {
  const text = mj`${kicker && mj`<p class="accent" style="${style.kicker}">${typeset(kicker, language)}</p>`}
<h3 class="ink" style="${style.title}"><a class="ink" href="${url}" style="${style.plainLink}">${typeset(title, language)}</a></h3>
${summary && mj`<p class="ink" style="${style.summary}">${typeset(summary, language)}</p>`}
${meta && mj`<p class="muted" style="${style.meta}">${typeset(meta, language)}</p>`}`
  const shown = image
    ? beside(
        text,
        mj`<a href="${url}">${thumbnail(named(image, title), featurePicture)}</a>`,
        'top',
        language,
      )
    : text
  return mj`<mj-text padding="${first ? '14px' : '20px'} 0 0">${ruled(style, 20, first)}
${shown}
</div></mj-text>`
}

/** A brief: a line or two, with its title as the link. */
const brief = (
  { kicker, title, url, summary, meta, host }: DigestArticle,
  style: Styles,
  { language }: DigestProps,
): Markup =>
  mj`<mj-text padding="16px 0 0">${ruled(style, 14)}
${kicker && mj`<p class="accent" style="${style.kicker}">${typeset(kicker, language)}</p>`}
<p class="ink" style="${style.briefTitle}"><a class="ink" href="${url}" style="${style.plainLink}">${typeset(title, language)}</a></p>
${(summary || meta || host) && mj`<p class="muted" style="${style.briefText}">${summary && typeset(summary, language)}${summary && meta && mj`&nbsp;· `}${meta && mj`<span style="white-space:nowrap;">${typeset(meta, language)}</span>`}${host && mj`${(summary || meta) && mj`&nbsp;· `}<a class="accent" href="${url}" style="${style.host}">${typeset(host, language)}&nbsp;${outward(directionOf(language))}</a>`}</p>`}
</div></mj-text>`

const titles = (run: DigestArticle[], style: Styles, { language }: DigestProps): Markup =>
  mj`<mj-text padding="16px 0 0" font-weight="600" line-height="1.5"><div class="rule" style="border-top:1px solid ${style.rule};padding-top:6px;">
${run.map(
  ({ title, url }) =>
    mj`<p style="${style.titleLine}"><a class="ink" href="${url}" style="${style.plainLink}">${typeset(title, language)}</a></p>
`,
)}</div></mj-text>`
