/** Bytes. Ten million rows; a list that is longer is cut. */
export const mostFileBytes = 1024 ** 3
export const mostMapped = 100

/** Bytes. A longer row is no row of readers: a quotation mark is not closed, or lines do not end. */
export const longestRow = 64 * 1024
/** More unreadable rows mean that the file is something else. */
export const mostUnreadable = 200

/** Bytes that tell encoding and kind of a file. */
export const sampleSize = 1024 * 1024
/** Titles and empty rows may stand above the columns' names. */
export const mostAbove = 10
/** A table of readers has fewer; more make a line that nobody can look at. */
export const mostColumns = 1_000

/** A file is uploaded within minutes; its record waits as long as the bucket keeps one. */
export const uploadSeconds = 86_400

/**
 * Readers that one import may ask by mail. Strangers who are asked complain, and SES stops an account at 1 complaint in
 * 1,000: nobody asks more than this without having seen what became of the first.
 */
export const mostAsked = 100_000
export const tooManyToAsk =
  'An import asks 100,000 readers at most, and this one asked none: cut the file, and see what becomes of the first part'

/** Rows of a file's beginning whose words tell what a column holds. */
export const mostLookedAt = 1_000
