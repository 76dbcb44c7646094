import { acceptedLanguages, type Language, pickLanguage } from '../../publication/language.ts'
import type { Publication } from '../../publication/publication.ts'
import type { HttpRequest } from '../../web/form-http.ts'
import { fieldOf } from './form-request.ts'

/**
 * The language to answer in: the one that a field or the query asks for, else the reader's own, else the browser's,
 * else the publication's first.
 */
export const languageOf = (
  request: HttpRequest,
  publication: Pick<Publication, 'languages'>,
  reader?: { language: Language },
): Language =>
  pickLanguage(
    [
      fieldOf(request, 'language'),
      request.queryStringParameters?.language,
      reader?.language,
      ...acceptedLanguages(request.headers['accept-language']),
    ],
    publication.languages,
  )
