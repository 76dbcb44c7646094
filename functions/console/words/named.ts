/** What a catalogue calls something; its own name where another version of the service made it up. */
export const namedIn = (names: object, name: string): string =>
  (Object.hasOwn(names, name) && (names as Record<string, string>)[name]) || name
