import { createHash } from 'node:crypto'
import type { HttpResponse } from '../web/form-http.ts'
import { consoleAssetsPath } from './settings.ts'

export type Assets = {
  paths: { style: string; script: string }
  /** @returns the file at a path, if one of these is there */
  at: (path: string) => HttpResponse | undefined
}

/** The console's style sheet and script, each under a name made of its content, so that it can be cached for ever. */
export const createAssets = (style: string, script: string): Assets => {
  const files = {
    style: { text: style, ending: 'css', type: 'text/css' },
    script: { text: script, ending: 'js', type: 'text/javascript' },
  }
  const pathOf = ({ text, ending }: { text: string; ending: string }) =>
    `${consoleAssetsPath}/console-${createHash('sha256').update(text).digest('hex').slice(0, 12)}.${ending}`
  const paths = { style: pathOf(files.style), script: pathOf(files.script) }
  return {
    paths,
    at: (path) => {
      const name = path === paths.style ? 'style' : path === paths.script ? 'script' : undefined
      if (!name) return undefined
      const { text, type } = files[name]
      return {
        statusCode: 200,
        headers: {
          'content-type': `${type}; charset=utf-8`,
          'cache-control': 'public, max-age=31536000, immutable',
        },
        body: text,
      }
    },
  }
}
