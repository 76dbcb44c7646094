// A DynamoDB item may have 400 KB (Amazon DynamoDB Developer Guide, "Constraints"). All in bytes.

/** For an issue's articles as lists show them, in all languages. */
export const mostListed = 250_000
/** For each of the other lists of an issue's row. */
const mostBeside = 45_000

/** As many of these as fit into an item, from the first. @param most bytes as JSON */
export const withinItem = <Kept>(all: readonly Kept[], most = mostBeside): Kept[] => {
  let bytes = 0
  return all.filter((one) => {
    bytes += Buffer.byteLength(JSON.stringify(one))
    return bytes <= most
  })
}

/** Beyond this, pictures of articles that left long ago are forgotten. */
export const mostPictures = 300_000

/** For the pages that a first publishing of an issue writes. */
export const mostBegun = 300_000

/** For an issue's page, gzipped; a larger one gets no links to other issues. */
export const mostOfPage = 350_000
