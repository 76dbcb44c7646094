import { readFileSync } from 'node:fs'
import { asset } from '#local-cloud/inbox/assets'
import type { Scheme } from '#local-cloud/inbox/message/scheme'
import type { SiteFile } from '../../functions/edition/model/edition.ts'
import { archivePath, bookPath, keyOf } from '../../functions/edition/model/paths.ts'
import type { Rendered } from '../editions/editions.ts'
import type { Current } from './live-preview.ts'
import { mailCopy, pageCopy } from './mail-copy.ts'
import { previewPage } from './preview.page.ts'
import { viewOf } from './view.ts'

export type Answer = { status: number; headers: Record<string, string>; body: string | Uint8Array }

const policy = (...rules: string[]) =>
  ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'self'", ...rules].join('; ')
const policies = {
  page: policy(
    "style-src 'self'",
    "script-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "img-src 'self'",
  ),
  // A mail brings its style with it, and may show pictures from elsewhere.
  mail: policy("img-src 'self' https: data:", "style-src 'unsafe-inline'"),
  // As on the deployed site (infra/security-headers.ts).
  site: policy("img-src 'self' https: data:", "style-src 'self'", "font-src 'self'"),
}

const ok = (contentType: string, body: string | Uint8Array, kind: keyof typeof policies): Answer => ({
  status: 200,
  headers: { 'content-type': contentType, 'content-security-policy': policies[kind] },
  body,
})
const html = 'text/html; charset=utf-8'
const plain = 'text/plain; charset=utf-8'

// Not 301 or 308, which browsers keep: the next preview on this port may be of another issue.
const redirect = (location: string): Answer => ({ status: 307, headers: { location }, body: '' })

const nothing: Answer = {
  ...ok(
    plain,
    'There is nothing here. Forms and readers’ own pages are part of the service: npm start.\n',
    'site',
  ),
  status: 404,
}

const beside = (name: string) => readFileSync(new URL(name, import.meta.url))

/**
 * Answers a request to the preview: `/` is the preview page, `/digest/<language>/<light|dark|text>` a digest, and
 * everything under `/site/` the pages and files as published.
 */
export const answerTo = (current: Current, source: string, url: URL): Answer | Promise<Answer> => {
  const { pathname } = url
  if (pathname === '/') return ok(html, previewPage(current, source, viewOf(url.searchParams)), 'page')
  const parts = pathname === '/parts.css' ? asset('parts.css') : undefined
  if (parts) return ok('text/css; charset=utf-8', parts.body, 'page')
  if (pathname === '/preview.css') return ok('text/css; charset=utf-8', beside('preview.css'), 'page')
  if (pathname === '/preview.js') return ok('text/javascript; charset=utf-8', beside('preview.js'), 'page')
  const path = decoded(pathname)
  const { rendered } = current
  if (!rendered || path === undefined) return nothing
  const [, language, part] = /^\/digest\/([^/]+)\/(light|dark|text)$/.exec(path) ?? []
  if (language !== undefined) return digest(rendered, language, part!)
  if (path.startsWith('/site/')) return sitePage(rendered, path.slice('/site'.length), schemeOf(url))
  // The site's pages are served unchanged, and link to each other from the root.
  return fileAt(rendered, path) || bookAt(rendered, path)
    ? redirect(`/site${pathname}${url.search}`)
    : nothing
}

const decoded = (path: string): string | undefined => {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}

const digest = ({ editions, publication }: Rendered, language: string, part: string): Answer => {
  const edition = editions.find((one) => one.language === language)
  if (!edition) return nothing
  if (part === 'text') return ok(plain, edition.text, 'site')
  const copy = mailCopy(edition.html, publication.site, part === 'dark' ? 'dark' : 'light')
  return ok(html, copy, 'mail')
}

const schemeOf = ({ searchParams }: URL): Scheme | undefined =>
  (['light', 'dark'] as const).find((one) => one === searchParams.get('scheme'))

/** @param scheme the colour scheme to show; without it the page follows the system, as on the site */
const sitePage = (rendered: Rendered, path: string, scheme: Scheme | undefined): Answer | Promise<Answer> => {
  if (path === '/') return redirect(`/site${archivePath(rendered.editions[0]!.language)}`)
  const file = fileAt(rendered, path)
  if (file) {
    const body = scheme ? pageCopy(file, scheme) : file.body
    return { ...ok(file.contentType, body, 'site'), status: file.status ?? 200 }
  }
  const book = bookAt(rendered, path)
  if (book) return book().then(({ contentType, body }) => ok(contentType, body, 'site'))
  if (fileAt(rendered, `${path}/`)) return redirect(encodeURI(`/site${path}/`))
  const missing = fileAt(rendered, '/404.html')
  return missing ? { ...ok(missing.contentType, missing.body, 'site'), status: 404 } : nothing
}

/** Serves only what was rendered, by its exact path; no request reaches the disk. */
const fileAt = ({ editions, listing }: Rendered, path: string): SiteFile | undefined =>
  [...listing, ...editions.flatMap(({ files }) => files)].find((file) => file.path === keyOf(path))

/** What makes the book, if that is what has this path. */
const bookAt = ({ id, editions }: Rendered, path: string) =>
  editions.find(({ language }) => path === bookPath(language, id))?.book
