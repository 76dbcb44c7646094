import { readFileSync } from 'node:fs'
import type { Response } from '../types.ts'
import { always } from './answers.ts'

const types = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' } as const
type Extension = keyof typeof types

/** The files in `browser/` that the pages load. */
const names = [
  'parts.css',
  'inbox.css',
  'list.css',
  'mail.css',
  'inbox.js',
  'open.js',
  'rows.js',
  'keys.js',
  'icon.svg',
]

/** One of these files; undefined for any other name. `parts.css` also serves other pages built from these parts. */
export const asset = (name: string): Response | undefined => {
  if (!names.includes(name)) return undefined
  const type = types[name.split('.').at(-1) as Extension]
  return {
    status: 200,
    headers: { ...always, 'content-type': `${type}; charset=utf-8` },
    body: readFileSync(new URL(`browser/${name}`, import.meta.url)),
  }
}
