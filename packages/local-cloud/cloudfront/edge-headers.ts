/**
 * Headers that edge functions neither see nor may set. For both kinds of list:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html#function-restrictions-headers
 */
const disallowed =
  /^(connection|expect|keep-alive|proxy-(authenticate|authorization|connection)|trailer|upgrade|x-accel-(buffering|charset|limit-rate|redirect)|x-amz-cf-.*|x-amzn-(auth|cf-billing|cf-id|cf-xff|errortype|fle-profile|header-count|header-order|lambda-integration-tag|requestid)|x-cache|x-edge-.*|x-forwarded-proto|x-real-ip)$/

/** Headers that functions of an event may read, and not add, change or remove. */
const readOnly: Record<string, readonly string[]> = {
  'viewer-request': ['content-length', 'host', 'transfer-encoding', 'via'],
  'viewer-response': ['content-encoding', 'content-length', 'transfer-encoding', 'warning', 'via'],
}

type Headers = Record<string, { value: string }>

/** The headers that a function sees. */
export const visible = <Value>(headers: Record<string, Value>): Record<string, Value> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !disallowed.test(name)))

/** The headers that a function does not see, and that stay as they are. */
export const hidden = <Value>(headers: Record<string, Value>): Record<string, Value> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => disallowed.test(name)))

/**
 * Checks the headers that a function returned.
 * @param before what it was given; undefined for a response of its own
 * @throws for a name that is not in lower case, a header it may not set, and one it may only read
 */
export const checkHeaders = (eventType: string, after: Headers = {}, before?: Headers): void => {
  const names = Object.keys(after)
  const upper = names.find((name) => name !== name.toLowerCase())
  if (upper) throw new Error(`header names are in lower case, and ${upper} is not`)
  const forbidden = names.find((name) => disallowed.test(name))
  if (forbidden) throw new Error(`edge functions may not set the header ${forbidden}`)
  if (!before) return
  for (const name of readOnly[eventType] ?? [])
    if (before[name]?.value !== after[name]?.value)
      throw new Error(`functions of ${eventType} may only read the header ${name}`)
}
