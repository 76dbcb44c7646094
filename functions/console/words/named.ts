/** A catalogue's text of a name that somebody may have typed into an address. */
export const textNamed = (texts: object, name: string | undefined): string | undefined =>
  name !== undefined && Object.hasOwn(texts, name) ? (texts as Record<string, string>)[name] : undefined

/** What a catalogue calls something; its own name where another version of the service made it up. */
export const namedIn = (names: object, name: string): string => textNamed(names, name) || name
