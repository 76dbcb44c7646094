import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readInside } from '../local-content/read-folder.ts'
import type { Answer } from '../preview/answer.ts'
import { contentTypeOf } from './content-type.ts'

const plain = 'text/plain; charset=utf-8'

/**
 * Answers as the site would on the web: a folder with its page, a page without its slash with a redirect, and what is
 * missing with the site's own page for that.
 * @param folder of the site's files; nothing outside it is read, wherever its links lead
 */
export const answerFrom = (folder: string, { pathname }: Pick<URL, 'pathname'>): Answer => {
  const path = decoded(pathname)
  if (path === '/') return homeOf(folder)
  const name = path?.endsWith('/') ? `${path}index.html` : path
  const found = name === undefined ? undefined : fileIn(folder, name)
  if (found) return found
  // `//host` would lead away from here, and browsers read `/\host` the same way.
  if (path && fileIn(folder, `${path}/index.html`)) return redirect(`${pathname.replace(/^[/\\]+/, '/')}/`)
  const missing = fileIn(folder, '/404.html')
  return missing
    ? { ...missing, status: 404 }
    : {
        status: 404,
        headers: { 'content-type': plain },
        body: 'There is nothing here. Forms and readers’ own pages are part of the service: masthead start.\n',
      }
}

const decoded = (path: string): string | undefined => {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}

const fileIn = (folder: string, path: string): Answer | undefined => {
  const file = join(folder, path)
  if (path.includes('\0') || statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return undefined
  const found = readInside(folder, path)
  if (!found || 'refused' in found) return undefined
  return { status: 200, headers: { 'content-type': contentTypeOf(path) }, body: found.bytes }
}

/**
 * On the web, a visitor's languages decide. Here the publication's own language is shown: that of its page for what is
 * missing.
 */
const homeOf = (folder: string): Answer => {
  const page = fileIn(folder, '/index.html')
  if (page) return page
  const missing = Buffer.from(fileIn(folder, '/404.html')?.body ?? '').toString()
  const own = /<html[^>]* lang="([a-z]+)/.exec(missing)?.[1]
  const folders = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && fileIn(folder, `/${entry.name}/index.html`))
    .map(({ name }) => name)
    .sort()
  const home = folders.find((name) => name === own) ?? folders[0]
  if (home) return redirect(`/${home}/`)
  return { status: 404, headers: { 'content-type': plain }, body: 'No page lies in this folder.\n' }
}

// Not 301 or 308, which browsers keep: another folder may be served at this address next.
const redirect = (location: string): Answer => ({ status: 307, headers: { location }, body: '' })
