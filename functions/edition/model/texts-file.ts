/** Under an issue's path: the texts of its articles, for the search. */
export const textsFile = 'texts.json'
