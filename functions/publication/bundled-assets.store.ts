import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import type { Publication } from './publication.ts'

/** A file that the bundler put beside the function's code. */
const pathBeside = (name: string): string => resolve(process.env.LAMBDA_TASK_ROOT ?? '.', name)

const textBeside = (name: string): string => readFileSync(pathBeside(name), 'utf8')

const beside = (name: string): unknown => JSON.parse(textBeside(name))

/**
 * The publication as it was when this function was bundled. The bundler wrote it from what it had checked; to check it
 * again, time zone and all, would be a quarter of a form's start.
 */
export const bundledPublication = (): Publication => beside('publication.json') as Publication

/** The transactional mails as compiled by `functions/subscription/mails/compile-mails.ts`. */
export const bundledMails = (): unknown => beside('mails.json')

/** The script of the search page, for browsers; bundled from `functions/edition/search/search.browser.ts`. */
export const bundledSearchScript = (): string => textBeside('search.js')

/** The script of the console, for browsers; bundled from `functions/console/console.browser.ts`. */
export const bundledConsoleScript = (): string => textBeside('console.js')

/** The description of the admins' API, made by `functions/api/operations/document.ts`. */
export const bundledOpenApi = (): string => textBeside('openapi.json')

/** Code that the bundler put there for when it is needed; Node loads it once. */
export const bundledModule = <Module>(name: string): Module =>
  createRequire(pathBeside('index.cjs'))(pathBeside(name))

/** Any other file that the bundler put there, as its bytes. */
export const bundledFile = (path: string): Promise<Uint8Array> => readFile(pathBeside(path))
