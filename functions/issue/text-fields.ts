import * as z from 'zod'

/**
 * Characters that no text for readers may hold, since no page, feed or mail may: control characters, lone surrogates,
 * and noncharacters (XML 1.0 §2.2). Line breaks are among them, because a subject cannot hold one.
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

/**
 * Text of one or more lines.
 * @param most characters
 */
export const lines = (most: number) =>
  text(most)
    .refine(isPrintable, 'holds an unprintable character')
    .meta({ title: `text of at most ${most} characters` })
