import type * as z from 'zod'
import { Language, type Localized } from './language.ts'

type Def = z.core.$ZodTypeDef & {
  shape?: Record<string, z.core.$ZodType>
  element?: z.core.$ZodType
  innerType?: z.core.$ZodType
  in?: z.core.$ZodType
  options?: z.core.$ZodType[]
  keyType?: z.core.$ZodType
}

/** The one language of what is written in no other, as YAML gives it; undefined when there are several, or none is said. */
export const onlyLanguageOf = (languages: unknown): Language | undefined =>
  Array.isArray(languages) && languages.length === 1 && typeof languages[0] === 'string'
    ? languages[0]
    : undefined

/**
 * What somebody wrote in one language, as it would be written in several: where the schema wants a value for each
 * language and one value stands there, it is that language's. All else stays as it is.
 * @param value as YAML gives it
 */
export const asIfInSeveral = (schema: z.core.$ZodType, value: unknown, language: Language): unknown => {
  const { keyType, shape, element, innerType, in: input, options } = schema._zod.def as Def
  if (value === undefined || value === null) return value
  if (keyType === Language) return isMap(value) ? value : { [language]: value }
  const inside = innerType ?? input
  if (inside) return asIfInSeveral(inside, value, language)
  if (element && Array.isArray(value)) return value.map((one) => asIfInSeveral(element, one, language))
  if (shape && isMap(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => {
        const field = Object.hasOwn(shape, key) ? shape[key] : undefined
        return [key, field ? asIfInSeveral(field, one, language) : one]
      }),
    )
  return options ? options.reduce<unknown>((so, option) => asIfInSeveral(option, so, language), value) : value
}

/**
 * What is said of a text that one of its languages lacks. Who writes in one language thinks of none.
 * @param texts as far as there are any
 * @param languages all that it must be in
 */
export const lacksText = (
  texts: Partial<Localized> | undefined,
  language: Language,
  languages: readonly Language[],
): string => {
  if (languages.length > 1) return `has no ${language} text`
  if (!texts || Object.keys(texts).length === 0) return 'is missing'
  return texts[language] === undefined
    ? `has no text in ${language}, the only language: write it as it is, without a language before it`
    : 'is empty'
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
