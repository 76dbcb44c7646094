import * as z from 'zod'

/**
 * Which readers are meant, as data. It is stored in a send, whose row every worker reads, so what a person writes is
 * bounded by {@link isTooLarge}. Times are ISO 8601 in UTC.
 */
export type Rule =
  | { all: Rule[] }
  | { any: Rule[] }
  | { not: Rule }
  /** Readers of one of these languages. */
  | { language: string[] }
  /** Readers of at least one of these topics, or of all topics. */
  | { topic: string[] }
  /** Readers whose answer to a field is one of these; an empty one is a plain no, or none. */
  | { field: { id: string; in: string[] } }
  /** Who joined at `since` or later, and earlier than `before`. */
  | { joined: { since?: string | undefined; before?: string | undefined } }
  /** Where they came from: `form`, the path of one (`/subscribe`), `import`, or the id of one. */
  | { from: string[] }
  /** Who got this issue's digest: its id. */
  | { got: string }
  /** Who opened this issue's digest, or pressed a link in it, as far as that is tracked: its id. */
  | { engaged: string }

/** Whether it is a word of `from` that means all forms, or all imports. No import may be called so. */
export const isOrigin = (name: string): boolean => name === 'form' || name === 'import'

const names = z.array(z.string()).min(1)

export const Rule: z.ZodType<Rule> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(Rule).min(1) }),
    z.strictObject({ any: z.array(Rule).min(1) }),
    z.strictObject({ not: Rule }),
    z.strictObject({ language: names }),
    z.strictObject({ topic: names }),
    z.strictObject({ field: z.strictObject({ id: z.string(), in: names }) }),
    z.strictObject({
      joined: z.strictObject({ since: z.string().optional(), before: z.string().optional() }),
    }),
    z.strictObject({ from: names }),
    z.strictObject({ got: z.string() }),
    z.strictObject({ engaged: z.string() }),
  ]),
)

/** A rule that has been given a name. */
export const segmentName = /^[a-z0-9][a-z0-9-]{0,39}$/

/** What a send keeps of the segment that it was made for. `name`: of a saved one, whatever became of that since. */
export const Segment = z.object({ name: z.string().optional(), rule: Rule })
export type Segment = z.infer<typeof Segment>

const mostDepth = 8
const mostBytes = 4_000

/** Whether a rule is nested too deeply, or too long to be stored with each send. @param value anything */
export const isTooLarge = (value: unknown): boolean =>
  isDeeper(value, 2 * mostDepth + 2) || Buffer.byteLength(JSON.stringify(value) ?? '') > mostBytes

/** A list within an object takes two levels. */
const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((one) => isDeeper(one, levels - 1)))

/** The issues that a rule asks about. */
export const issuesIn = (rule: Rule): string[] => [...new Set([...askedIn(rule, 'got'), ...engagedIn(rule)])]

/** Those of which it asks who opened them or pressed a link. */
export const engagedIn = (rule: Rule): string[] => [...new Set(askedIn(rule, 'engaged'))]

/** The imports that it names by their ids. */
export const importsIn = (rule: Rule): string[] => {
  if ('from' in rule) return rule.from.filter((one) => !isOrigin(one) && !one.startsWith('/'))
  if ('not' in rule) return importsIn(rule.not)
  const parts = 'all' in rule ? rule.all : 'any' in rule ? rule.any : []
  return [...new Set(parts.flatMap(importsIn))]
}

const askedIn = (rule: Rule, what: 'got' | 'engaged'): string[] => {
  if ('got' in rule) return what === 'got' ? [rule.got] : []
  if ('engaged' in rule) return what === 'engaged' ? [rule.engaged] : []
  if ('not' in rule) return askedIn(rule.not, what)
  const parts = 'all' in rule ? rule.all : 'any' in rule ? rule.any : []
  return parts.flatMap((part) => askedIn(part, what))
}
