const escaped = (text: string) => text.replace(/[.+^${}()|[\]\\]/g, '\\$&')
const compiled = new Map<string, RegExp>()

const pattern = (glob: string, flags: string): RegExp => {
  const key = `${flags}:${glob}`
  const known = compiled.get(key)
  if (known) return known
  const source = escaped(glob).replaceAll('*', '.*').replaceAll('?', '.')
  const made = new RegExp(`^${source}$`, flags)
  compiled.set(key, made)
  return made
}

/** Whether `value` matches a pattern of `*` and `?`, case-sensitive. */
export const like = (glob: string, value: string): boolean => pattern(glob, 's').test(value)

/** Whether an IAM action (`sqs:SendMessage`) matches an Action element, ignoring case. */
export const actionMatches = (glob: string, action: string): boolean => pattern(glob, 'is').test(action)

const segments = (arn: string, count: number): string[] => {
  const parts = arn.split(':')
  return [...parts.slice(0, count - 1), parts.slice(count - 1).join(':')]
}

/**
 * Whether an ARN matches a Resource element. A wildcard does not cross colons, except that the last part extends to the
 * end (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html).
 */
export const arnMatches = (glob: string, arn: string): boolean => {
  if (glob === '*') return true
  const count = Math.min(6, glob.split(':').length)
  if (arn.split(':').length < count) return false
  const values = segments(arn, count)
  return segments(glob, count).every((part, index) => like(part, values[index]!))
}

/** A policy's "string or list of strings" as a list. */
export const listOf = <T>(value: T | T[] | undefined): T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value]
