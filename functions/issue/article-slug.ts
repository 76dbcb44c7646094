/**
 * The last part of an article's address: its name without the number that orders the folder.
 * @param name `03-rodin`. @returns `rodin`
 */
export const articleSlug = (name: string): string => name.replace(/^\d+-/, '')
