/** The file with the texts of an issue's articles, for the search; under the path. */
export const textsFile = 'texts.json'
