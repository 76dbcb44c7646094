const escaped = (text: string) => text.replace(/[.+^${}()|[\]\\]/g, '\\$&')
const anything = (glob: string) => escaped(glob).replaceAll('*', '.*').replaceAll('?', '.')
const compiled = new Map<string, RegExp>()

const pattern = (glob: string, flags: string): RegExp => {
  const key = `${flags}:${glob}`
  const known = compiled.get(key)
  if (known) return known
  const made = new RegExp(`^${anything(glob)}$`, flags)
  compiled.set(key, made)
  return made
}

/** Whether `value` matches a pattern of `*` and `?`, case-sensitive. */
export const like = (glob: string, value: string): boolean => pattern(glob, 's').test(value)

/** Whether an IAM action (`sqs:SendMessage`) matches an Action element, ignoring case. */
export const actionMatches = (glob: string, action: string): boolean => pattern(glob, 'is').test(action)

const arns = new Map<string, RegExp>()

const arnPattern = (glob: string): RegExp => {
  const known = arns.get(glob)
  if (known) return known
  const parts = glob.split(':')
  const last = parts.splice(Math.min(6, parts.length) - 1).join(':')
  const within = parts.map((part) => escaped(part).replaceAll('*', '[^:]*').replaceAll('?', '[^:]'))
  const made = new RegExp(`^${[...within, anything(last)].join(':')}$`, 's')
  arns.set(glob, made)
  return made
}

/**
 * Whether an ARN matches a Resource element. A wildcard does not cross colons, except that the last part extends to the
 * end (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html).
 */
export const arnMatches = (glob: string, arn: string): boolean => glob === '*' || arnPattern(glob).test(arn)

/** A policy's "string or list of strings" as a list. */
export const listOf = <T>(value: T | T[] | undefined): T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value]
