/** The fields of a `SendRawEmail` call, but for the message itself. */
export type RawEmailFields = {
  from: string
  to: string
  configurationSet: string
  tags: Record<string, string>
}

/** The form of a `SendRawEmail` call as the SDK writes it, without the message (Amazon SES API Reference). */
export const formOf = ({ from, to, configurationSet, tags }: RawEmailFields): string => {
  let form = `Action=SendRawEmail&Version=2010-12-01&Source=${formEscaped(from)}&Destinations.member.1=${formEscaped(to)}`
  let at = 0
  for (const [name, value] of Object.entries(tags)) {
    at += 1
    form += `&Tags.member.${at}.Name=${formEscaped(name)}&Tags.member.${at}.Value=${formEscaped(value)}`
  }
  return `${form}&ConfigurationSetName=${formEscaped(configurationSet)}`
}

/** RFC 3986 leaves four characters plain that are none of `encodeURIComponent`'s. */
const formEscaped = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
