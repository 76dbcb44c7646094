import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Publication } from './publication.ts'

/** A file that the bundler put beside the function's code. */
const beside = (name: string): unknown =>
  JSON.parse(readFileSync(join(process.env.LAMBDA_TASK_ROOT ?? '.', name), 'utf8'))

/** The publication as it was when this function was bundled. */
export const bundledPublication = (): Publication => Publication.parse(beside('publication.json'))

/** The transactional mails as compiled by `functions/subscription/compile-mails.ts`. */
export const bundledMails = (): unknown => beside('mails.json')
