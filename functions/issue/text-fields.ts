import * as z from 'zod'

/**
 * What readers see as a text: no line break, which a subject cannot hold, and nothing that no page, feed or mail may
 * (control characters, lone surrogates, the noncharacters of XML 1.0 §2.2).
 */
const unprintable = /[\p{Cc}\p{Cs}\u2028\u2029\ufffe\uffff]/u
const isOneLine = (text: string) => !unprintable.test(text)
const isPrintable = (text: string) => !unprintable.test(text.replace(/\r?\n/g, ' '))

const text = (most: number) => z.string().trim().max(most, `has more than ${most} characters`)

/** One line of text. @param most characters */
export const line = (most: number) =>
  text(most)
    .refine(isOneLine, 'holds a line break or an unprintable character')
    .meta({ title: `one line of at most ${most} characters` })

/** Text that may run over several lines. @param most characters */
export const lines = (most: number) =>
  text(most)
    .refine(isPrintable, 'holds an unprintable character')
    .meta({ title: `text of at most ${most} characters` })
