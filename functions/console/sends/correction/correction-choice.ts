import * as z from 'zod'
import { type Html, html } from '../../../web/html.ts'
import type { Visit } from '../../visit.ts'

const Fields = z.object({
  languages: z.union([z.array(z.string()), z.string().transform((one) => [one])]).default([]),
  anew: z.string().trim().default(''),
})

/** Whom a correction is for and what it says above the issue, as its forms carry them from page to page. */
export type CorrectionChoice = {
  /** Empty: all in which it is other now. */
  languages: string[]
  /** By language; without those that are left empty. */
  note: Record<string, string>
  /** The cancel that is taken back. Empty: none. */
  anew: string
}

/** Reads a choice. Whatever is wrong with it, the API refuses. */
export const correctionChoiceIn = (fields: Visit['fields']): CorrectionChoice => {
  const { languages = [], anew = '' } = Fields.safeParse(fields).data ?? {}
  const note: Record<string, string> = {}
  for (const [name, value] of Object.entries(fields)) {
    const [, language] = /^note-([\w-]+)$/.exec(name) ?? []
    const said = typeof value === 'string' ? value.trim() : ''
    if (language && said) note[language] = said
  }
  return { languages, note, anew }
}

/** The hidden fields that carry a choice on. */
export const carried = ({ languages, note, anew }: CorrectionChoice): Html => {
  const fields: [string, string][] = [
    ...languages.map((one): [string, string] => ['languages', one]),
    ...Object.entries(note).map(([language, said]): [string, string] => [`note-${language}`, said]),
    ...(anew ? [['anew', anew] as [string, string]] : []),
  ]
  return html`${fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`
}
