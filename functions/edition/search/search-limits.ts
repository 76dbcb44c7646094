/** Maximum characters of texts that are loaded, from the newest issues, complete: 1.2 MB of Chinese, compressed. */
export const mostOfTexts = 1_000_000

/** Maximum characters of a summary that are searched and shown. */
export const longestSummary = 240
/**
 * Bytes. A reader loads all summaries before the first result, compressed to about a third. Beyond this limit, older
 * articles are found only by title, kicker, author and section.
 */
export const mostOfSummaries = 1_000_000

/** Maximum characters searched in one article: three times the longest in a magazine. */
export const longestText = 20_000
