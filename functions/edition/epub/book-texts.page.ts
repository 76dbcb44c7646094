import { directionOf, outward } from '../../../emails/direction.ts'
import type { Article, ArticleText, Letter, Section } from '../../issue/issue.ts'
import { briefText } from '../../issue/leads-to.ts'
import { hostName } from '../../publication/host-name.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { typeset } from '../../web/typeset.ts'
import { typesetTitle } from '../../web/typeset-title.ts'
import type { Source } from '../model/edition.ts'
import { imagesIn } from '../model/images.ts'
import { nameOfIssue } from '../model/issue-name.ts'
import type { NumberedArticle } from '../model/numbered-articles.ts'
import { issuePath } from '../model/paths.ts'
import { sectionName } from '../model/section-name.ts'
import { action, hasBody, heading, sources } from '../pages/article.page.ts'
import { errataNote } from '../pages/errata.page.ts'
import { typesetBody } from '../pages/typeset-body.ts'
import { bodyXhtml, type Places, templateAsXml } from './body-xhtml.ts'
import type { BookText } from './document.page.ts'

export const letterText = (letter: Letter, { language }: Source, places: Places): BookText => {
  const { body, name, role, portrait } = letter
  const picture = portrait === undefined ? undefined : places.picture(portrait)
  const title = wordsOf(language).site.bookLetter
  return {
    path: 'letter.xhtml',
    title,
    type: 'preface',
    body: html`<section role="doc-preface" aria-labelledby="the_title"><h1 id="the_title">${title}</h1>
${bodyXhtml(body, places)}
<p class="signed">${picture && html`<img src="${picture.src}" alt=""/>`}<strong>${typeset(name, language)}</strong>${role && html`<span class="role">${typeset(role, language)}</span>`}</p></section>`,
  }
}

export const articleFile = (slug: string): string => `articles/${slug}.xhtml`

/** An article with all that its page has of it. */
export const articleText = (source: Source, placed: NumberedArticle, places: Places): BookText => {
  const { language } = source
  const { slug, texts } = placed.article
  const text = texts[language]!
  return {
    path: articleFile(slug),
    title: text.title,
    type: 'chapter',
    body: html`<section role="doc-chapter" aria-labelledby="the_title"><p class="crumbs">${crumbs(source, placed)}</p>
${templateAsXml({ html: heading(source, placed).html.replace('<h1>', '<h1 id="the_title">') })}
${hero(text, places)}${templateAsXml(errataNote(placed.article, language) ?? html``)}${hasBody(text) ? bodyXhtml(typesetBody(text.body, places.images, language), places) : templateAsXml(action(source, text) ?? html``)}
${templateAsXml(sources(source, text) ?? html``)}</section>`,
  }
}

const crumbs = (source: Source, { section, article }: NumberedArticle): Html => {
  const { language } = source
  const { between } = wordsOf(language).site
  const parts = [sectionName(section, source), article.subsection?.[language] ?? ''].filter(Boolean)
  return html`${parts.map((part, at) => html`${at > 0 && between}${typeset(part, language)}`)}`
}

const hero = ({ image, body }: ArticleText, places: Places): Html | undefined => {
  if (!image || imagesIn(body).includes(image.path)) return undefined
  const picture = places.picture(image.path)
  return (
    picture &&
    html`<img class="hero" src="${picture.src}" alt="${image.alt}"/>
`
  )
}

/** A run of briefs that lead elsewhere and have no page: together, since each is a line or two. */
export const briefsText = (source: Source, section: Section, briefs: readonly Article[]): BookText => {
  const { language } = source
  const name = sectionName(section, source) || wordsOf(language).site.inThisIssue
  return {
    path: articleFile(briefs[0]!.slug),
    title: name,
    type: 'chapter',
    body: html`<section role="doc-chapter" aria-labelledby="the_title"><h1 id="the_title">${typeset(name, language)}</h1>
${briefs.map((brief) => briefXhtml(brief, source))}</section>`,
  }
}

const briefXhtml = ({ slug, texts, leadsTo }: Article, { language }: Source): Html => {
  const text = texts[language]!
  const url = leadsTo![language]!
  const said = briefText(text)
  return html`<section class="brief" id="${slug}"><h2>${text.kicker && html`<span class="kicker">${typeset(text.kicker, language)}</span>`}${templateAsXml(html`${typesetTitle(text.title, language)}`)}</h2>
${said && html`<p>${typeset(said, language)}</p>`}<p class="where"><a href="${url}">${typeset(hostName(url), language)}&#160;${outward(directionOf(language))}</a></p></section>
`
}

/** Who publishes it, and where it is on the web. */
export const colophonText = (source: Source): BookText => {
  const { issue, publication, language, siteUrl } = source
  const name = publication.names[language]!
  const publisher = publication.publisher[language]!
  const address = siteUrl + issuePath(language, issue.id)
  return {
    path: 'colophon.xhtml',
    title: name,
    type: 'colophon',
    body: html`<section class="colophon" role="doc-colophon"><h1>${typeset(name, language)}</h1>
<p>${typeset(nameOfIssue(source).whole, language)}</p>
${publisher !== name && html`<p>${typeset(publisher, language)}</p>`}
<p>${typeset(publication.postalAddress[language]!, language)}</p>
<p><a href="${address}" dir="ltr">${address.replace(/^https?:\/\//, '')}</a></p></section>`,
  }
}
