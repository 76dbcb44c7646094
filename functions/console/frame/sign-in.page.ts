import { type Html, html } from '../../web/html.ts'
import { signInFor } from '../session/session.http.ts'
import { consolePath } from '../settings.ts'
import type { Shown, Visited } from '../visit.ts'
import { nameOf } from './shell.page.ts'

type Seen = Pick<Visited, 'publication' | 'language' | 'words' | 'query'>

const nameplate = ({ publication, language }: Seen): Html =>
  html`<p class="name"><img src="/favicon.svg" alt="" width="28" height="28">${nameOf(publication, language)}</p>`

const toSignIn = ({ words }: Seen): Html =>
  html`<p><a class="button" href="${signInFor(consolePath)}">${words.signIn.button}</a></p>`

/** GET /admin/signed-out: after signing out, or after a sign-in that failed. */
export const signedOut = (visit: Seen): Shown => {
  const { words, publication, language, query } = visit
  const texts = words.signIn
  return {
    title: texts.title,
    main: html`${nameplate(visit)}<h1>${texts.title}</h1><p role="status">${query.why === 'failed' ? texts.failed : texts.out}</p><p>${texts.text(nameOf(publication, language))}</p>${toSignIn(visit)}`,
  }
}

/** A form that came after its session had ended. */
export const sessionEnded = (visit: Seen): Shown => ({
  title: visit.words.signIn.title,
  status: 401,
  main: html`${nameplate(visit)}<h1>${visit.words.signIn.title}</h1><p role="alert">${visit.words.signIn.ended}</p>${toSignIn(visit)}`,
})

export const noRole = (by: string, { words }: Seen): Shown => ({
  title: words.roles.none,
  main: html`<h1>${words.roles.none}</h1><p>${words.signIn.noRole(by)}</p>`,
})

export const foreignForm = ({ words }: Seen): Shown => ({
  title: words.refused.title,
  status: 404,
  main: html`<h1>${words.refused.title}</h1><p role="alert">${words.refused.foreign}</p><p><a href="${consolePath}">${words.refused.back}</a></p>`,
})

/** Leads on to the user pool, which forgets the browser, too. */
export const toPool = (to: string, { words }: Seen): Shown => ({
  title: words.nav.signOut,
  head: html`<meta http-equiv="refresh" content="0; url=${to}">`,
  main: html`<h1>${words.nav.signOut}</h1><p><a class="button" href="${to}">${words.signIn.goOn}</a></p>`,
})
