/** The names at the foot of a mail: a magazine that is its own publisher is named once. */
export const namesAtFoot = (name: string, publisher: string): string[] => [...new Set([name, publisher])]
