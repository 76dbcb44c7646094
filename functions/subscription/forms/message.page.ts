import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import { type HttpResponse, json, type OnError, wantsJson } from '../../web/form-http.ts'
import { type Html, html } from '../../web/html.ts'
import { pageShell } from '../../web/shell.page.ts'
import { archivePath, searchPath } from '../../web/site-paths.ts'
import { languageOf } from './answer-language.ts'
import { readerPage, type Site } from './form-request.ts'

/** `about`: what it is about, between title and text. */
export type Message = { title: string; about?: Html; text: string; more?: Html }

/** A page with one message and, optionally, a way on. */
export const messagePage = ({ publication, siteUrl }: Site, language: Language, notice: Message): Html => {
  const { title, about, text, more } = notice
  return pageShell({
    publication,
    siteUrl,
    language,
    title,
    main: html`<h1>${title}</h1>${about}<p>${text}</p>${more}`,
  })
}

/** A link to the sign-up form. @param words its text; default: "to the sign-up form" */
export const signUpLink = (language: Language, words = wordsOf(language).forms.toSignUp): Html =>
  html`<p><a href="/subscribe?language=${language}">${words}</a></p>`

/** A button that posts a reader's token. Mail scanners follow links; only a person presses a button. */
export const tokenForm = (action: string, token: string, language: Language, submit: string): Html =>
  html`<form class="form" method="post" action="${action}"><input type="hidden" name="token" value="${token}"><input type="hidden" name="language" value="${language}"><p><button class="button" type="submit">${submit}</button></p></form>`

/** Answers a link that was altered. */
export const forgedAnswer = (site: Site, language: Language): HttpResponse =>
  readerPage(
    400,
    messagePage(site, language, { ...wordsOf(language).forms.forged, more: signUpLink(language) }),
  )

/** Answers a request that cannot be read (4xx) and errors of our own (5xx). */
export const failures =
  (site: Site): OnError =>
  (request, status) => {
    const language = languageOf(request, site.publication)
    const { problem, ...notice } = failure(status, language)
    return wantsJson(request)
      ? json(status, { problems: [{ field: 'body', problem, message: notice.text }] })
      : readerPage(status, messagePage(site, language, notice))
  }

/** The error's text for a person, and a code for a program in `problem`. */
const failure = (status: number, language: Language): Message & { problem: string } => {
  const { site, forms } = wordsOf(language)
  const { failed } = forms
  switch (status) {
    case 404:
      return {
        problem: 'notFound',
        title: site.notFound,
        text: site.notFoundText,
        more: html`<ul><li><a href="${searchPath(language)}">${site.search.title}</a></li><li><a href="${archivePath(language)}">${site.archive}</a></li><li><a href="/subscribe?language=${language}">${site.subscribe}</a></li></ul>`,
      }
    case 405:
      return { problem: 'methodUnknown', ...failed.method, more: signUpLink(language) }
    case 413:
      return { problem: 'tooLarge', ...failed.tooLarge }
    case 415:
      return { problem: 'typeUnknown', ...failed.type }
    default:
      return status >= 500
        ? { problem: 'ours', ...failed.ours }
        : { problem: 'unreadable', ...failed.request }
  }
}
